#include "app/presenters/story_card.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/fake/memory_files.hpp"
#include "sync/model/defaults.hpp"
#include "sync/model/tables.hpp"

namespace earshot::app {
namespace {

Strings strings() {
    platform::MemoryFiles files;
    REQUIRE(files.make_folder("s"));
    REQUIRE(files.write_atomic("s/en.json",
                               R"({"month.11":"November","date.day_month":"{0} {1}","date.today_at":"today {0}",
        "date.today":"today","date.yesterday":"yesterday","story.who_when":"{0}, {1}","kind.pain":"Pain","mood.2":"Upset",
        "stage.need-help":"I need help","state.waiting":"On this tablet","state.refused":"Not accepted",
        "state.words_safe":"The words are safe.","state.sends_itself":"It will send by itself.",
        "state.leader_wrote":"A leader wrote back.","state.heard_too.one":"{0} colleague heard it too.",
        "state.heard_too.other":"{0} colleagues heard it too.","step.by_leaders.one":"by {0} leader",
        "step.by_leaders.other":"by {0} leaders","step.delivered":"Delivered","step.read":"Read","step.not_yet":"not yet",
        "step.chosen":"Chosen","step.to_be_fixed":"To be fixed","step.fixed":"Fixed"})"));
    auto tr = Strings::load(files, "s", "en");
    REQUIRE(tr);
    return std::move(*tr);
}

const CivilTime now = parse_civil("2026-11-20T14:05").value();

sync::StoryRow nurse() {
    sync::StoryRow row;
    row.kind = "pain";
    row.words = "I've rung four times";
    row.language = "en";
    row.mood = 2;
    row.stage = "need-help";
    row.customer = "A nurse in Leeds";
    row.happened = "2026-11-20T10:42";
    return row;
}

sync::Record receipt(std::string_view step, std::string_view who, std::string_view note = {}) {
    sync::Record r = sync::make_record(sync::Kind::receipt, make_named_id("receipt", who));
    r.fields[sync::number_of_field(sync::receipt_fields, "step")] = {std::string(step), {5, {}}};
    r.fields[sync::number_of_field(sync::receipt_fields, "who")] = {std::string(who), {5, {}}};
    r.fields[sync::number_of_field(sync::receipt_fields, "note")] = {std::string(note), {5, {}}};
    return r;
}

TEST_CASE("a card says who, when and where on the journey") {
    const Strings tr = strings();
    const Vocabulary names = make_vocabulary(sync::default_stages(), {}, {}, tr);
    const StoryCard card = present_card(nurse(), names, now, tr);
    CHECK(card.words == "“I've rung four times”");
    CHECK(card.who_when == "A nurse in Leeds, today 10:42");
    CHECK(card.stage_name == "I need help");
    CHECK(card.mood_name == "Upset");
}

TEST_CASE("a stage nobody named is shown by its key, a renamed one by its new name") {
    const Strings tr = strings();
    auto stages = sync::default_stages();
    stages[4].fields[sync::number_of_field(sync::stage_fields, "name")] = {std::string("Somebody please help"),
                                                                           {9, {}}};
    const Vocabulary names = make_vocabulary(stages, {}, {}, tr);
    CHECK(names.stage("need-help") == "Somebody please help");
    CHECK(names.stage("from-a-newer-device") == "from-a-newer-device");
}

TEST_CASE("what became of a story is said in words") {
    struct Row {
        const char* why;
        sync::Delivery delivery;
        std::string step, refusal;
        int echoes, replies;
        StoryState state;
        std::string detail;
    };
    using enum sync::Delivery;
    const auto row = GENERATE(values<Row>({
        {"waiting, others heard it", waiting, "", "", 13, 0, StoryState::waiting,
         "It will send by itself. 13 colleagues heard it too."},
        {"refused says why and what is safe", refused, "", "mood: 9 is not between 1 and 5.", 0, 0, StoryState::refused,
         "mood: 9 is not between 1 and 5. The words are safe."},
        {"a change that waits comes before what leaders did", waiting, "read", "", 0, 0, StoryState::waiting,
         "It will send by itself."},
        {"one colleague", delivered, "", "", 1, 0, StoryState::delivered, "1 colleague heard it too."},
        {"a leader's answer matters more than echoes", delivered, "chosen", "", 4, 1, StoryState::chosen,
         "A leader wrote back."},
    }));
    INFO(row.why);
    sync::StoryRow story = nurse();
    story.delivery = row.delivery;
    story.latest_step = row.step;
    story.refusal = row.refusal;
    story.echoes = row.echoes;
    story.replies = row.replies;
    const Strings tr = strings();
    const StoryCard card = present_card(story, make_vocabulary(sync::default_stages(), {}, {}, tr), now, tr);
    CHECK(card.state == row.state);
    CHECK(card.state_detail == row.detail);
}

TEST_CASE("steps count each leader once and say what is still to come") {
    const Strings tr = strings();
    sync::StoryRow story = nurse();
    story.delivery = sync::Delivery::delivered;

    auto steps = present_steps(story, {}, now, tr);
    REQUIRE(steps.size() == 2);
    CHECK((steps[1].state == StoryState::read && !steps[1].done));

    steps = present_steps(story,
                          {receipt("read", "Ann"), receipt("read", "Ann"), receipt("read", "Bo"),
                           receipt("chosen", "Bo", "as one of five to fix")},
                          now, tr);
    REQUIRE(steps.size() == 4);
    CHECK(steps[1].rest == "by 2 leaders");
    CHECK(steps[2].rest == "as one of five to fix");
    CHECK((steps[3].strong == "To be fixed" && !steps[3].done));
}

}  // namespace
}  // namespace earshot::app
