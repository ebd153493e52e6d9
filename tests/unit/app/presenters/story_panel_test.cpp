#include "app/presenters/story_panel.hpp"

#include <catch2/catch_test_macros.hpp>

#include "sync/model/tables.hpp"
#include "tests/support/english.hpp"

namespace earshot::app {
namespace {

const CivilTime now = parse_civil("2026-11-20T14:05").value();

sync::Record reply(std::string_view leader, std::string_view words, std::string_view happened) {
    sync::Record record = sync::make_record(sync::Kind::reply, make_named_id("reply", words));
    const auto set = [&](sync::FieldNumber field, std::string_view text) {
        record.fields[field] = {std::string(text), {5, {}}};
    };
    set(sync::number_of_field(sync::reply_fields, "leader"), leader);
    set(sync::number_of_field(sync::reply_fields, "words"), words);
    set(sync::number_of_field(sync::reply_fields, "happened"), happened);
    return record;
}

TEST_CASE("the newest reply is on top, and says who wrote it") {
    const Strings tr = test::english();
    sync::StoryDetail detail;
    detail.row.delivery = sync::Delivery::delivered;
    detail.row.echoes = 1;
    detail.replies = {reply("", "Thank you.", "2026-11-06"), reply("Head of Service", "He was right.", "2026-11-19")};
    const StoryPanel panel = present_panel(detail, {}, now, tr);
    REQUIRE(panel.replies.size() == 2);
    CHECK(panel.replies[0].from == "Head of Service");
    CHECK(panel.replies[0].when == "yesterday");
    CHECK(panel.replies[0].words == "“He was right.”");
    CHECK(panel.replies[1].from == "A leader");
    CHECK(panel.heard_too == "1 colleague heard it too.");
    CHECK(panel.refusal.empty());
}

TEST_CASE("a refused story says why, and that the words are safe") {
    const Strings tr = test::english();
    sync::StoryDetail detail;
    detail.row.delivery = sync::Delivery::refused;
    detail.row.refusal = "The stage is not known here.";
    CHECK(present_panel(detail, {}, now, tr).refusal == "The stage is not known here. The words are safe.");
}

TEST_CASE("only what was logged here can be corrected here, while its words are told") {
    const Strings tr = test::english();
    sync::StoryDetail detail;
    detail.row.words = "late";
    detail.row.delivery = sync::Delivery::elsewhere;
    CHECK_FALSE(present_panel(detail, {}, now, tr).can_correct);
    detail.row.delivery = sync::Delivery::delivered;
    CHECK(present_panel(detail, {}, now, tr).can_correct);
    detail.row.words.clear();
    CHECK_FALSE(present_panel(detail, {}, now, tr).can_correct);
    CHECK(present_panel(detail, {}, now, tr).card.words == "These words are not told any more.");
}

TEST_CASE("a story fills the form it is corrected in") {
    sync::StoryRow row;
    row.id = make_named_id("story", "a");
    row.words = "late";
    row.kind = "pain";
    row.mood = 2;
    row.at_risk = true;
    const LogForm form = form_to_correct(row);
    CHECK(form.id == row.id);
    CHECK(form.words == "late");
    CHECK(form.correcting);
    CHECK(form.at_risk);
    CHECK(form.mood == 2);
}

}  // namespace
}  // namespace earshot::app
