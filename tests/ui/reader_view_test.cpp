#include "app/views/reader_view.hpp"

#include <cstdlib>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <fmt/format.h>

#include "tests/ui/wall_harness.hpp"

namespace earshot::app {
namespace {

using test::wall_of;

struct Reader : test::WallHarness {
    using WallHarness::WallHarness;
    // The story that begins with these words, among those of the query.
    void open(std::string_view words, const sync::StoryQuery& within) {
        const auto page = store->store().list(within);
        REQUIRE(page);
        for (const sync::StoryRow& row : page->rows) {
            if (row.words.starts_with(words)) state.reader.story = row.id;
        }
        REQUIRE(state.reader.story);
        state.reader.within = within;
        state.screen = Screen::reader;
        show(view);
    }
    ReaderView view;
};

sync::StoryQuery all_of(std::string stage) {
    return {.stage = std::move(stage), .month = Month{2026, 11}, .limit = 30};
}

TEST_CASE("the reader says whose words they are, where they stand and what became of them") {
    Reader reader;
    reader.tell_several(5);
    reader.open("Story 3", all_of("need-help"));
    CHECK(reader.sees("“Story 3”"));
    CHECK(reader.sees("A nurse in Leeds"));
    CHECK(reader.sees("Heard, 20 November at 03:00"));
    CHECK(reader.sees("I need help, story 2 of 5"));
    CHECK(reader.sees("Logged"));
    CHECK(reader.sees("not yet"));
    CHECK_FALSE(reader.sees("NH-20417"));
}

TEST_CASE("a story counts as read once, when it is opened") {
    Reader reader;
    reader.tell_several(3);
    reader.open("Story 1", all_of("need-help"));
    reader.settle();
    reader.clock.advance(Duration{120'000});
    reader.settle();
    CHECK(reader.intents.size() == 1);
    REQUIRE(reader.intent<intent::MarkRead>() != nullptr);
    CHECK(reader.intent<intent::MarkRead>()->story == *reader.state.reader.story);
    reader.tap("Next");
    CHECK(reader.intents.size() == 2);
}

TEST_CASE("touch, keys and a swipe walk through the stories of the wall") {
    Reader reader;
    reader.tell_several(4);
    reader.open("Story 2", all_of("need-help"));
    reader.tap("Next");
    CHECK(reader.story_open() == "Story 1");
    reader.tap("Previous");
    CHECK(reader.story_open() == "Story 2");
    reader.press(ImGuiKey_RightArrow);
    CHECK(reader.story_open() == "Story 1");
    reader.press(ImGuiKey_LeftArrow);
    CHECK(reader.story_open() == "Story 2");
    reader.press(ImGuiKey_PageDown);
    CHECK(reader.story_open() == "Story 1");
    reader.drag(500, 200);
    CHECK(reader.story_open() == "Story 0");
    reader.drag(200, 500);
    CHECK(reader.story_open() == "Story 1");
    reader.drag(200, 230);  // a trembling finger
    CHECK(reader.story_open() == "Story 1");
}

TEST_CASE("before the first and after the last there is nowhere to go") {
    Reader reader;
    reader.tell_several(2);
    reader.open("Story 1", all_of("need-help"));
    reader.tap("Previous");
    CHECK(reader.story_open() == "Story 1");
    reader.press(ImGuiKey_RightArrow);
    reader.press(ImGuiKey_RightArrow);
    CHECK(reader.story_open() == "Story 0");
}

TEST_CASE("the walk goes on beyond what was loaded at first") {
    Reader reader;
    for (int day = 1; day <= 21; ++day) {
        for (int twice = 0; twice < 2; ++twice)
            reader.tell("use", fmt::format("Day {} {}", day, twice), fmt::format("2026-11-{:02}T1{}:00", day, twice));
    }
    reader.open("Day 21 1", all_of("use"));
    for (int i = 0; i < 41; ++i)
        reader.press(ImGuiKey_RightArrow);
    CHECK(reader.story_open() == "Day 1 0");
    CHECK(reader.sees("I use it, story 42 of 42"));
}

TEST_CASE("a remote reaches the buttons and comes back to the words") {
    Reader reader;
    reader.tell_several(3);
    reader.open("Story 1", all_of("need-help"));
    reader.press(ImGuiKey_DownArrow);
    reader.press(ImGuiKey_Enter);
    CHECK(reader.intent<intent::HeardItToo>() != nullptr);
    reader.press(ImGuiKey_UpArrow);
    reader.press(ImGuiKey_RightArrow);
    CHECK(reader.story_open() == "Story 0");
}

TEST_CASE("the way back is a button and Escape") {
    Reader reader;
    reader.tell_several(1);
    reader.open("Story 0", all_of("need-help"));
    SECTION("the button") {
        reader.tap("Back to the wall");
    }
    SECTION("Escape") {
        reader.press(ImGuiKey_Escape);
    }
    CHECK(reader.state.screen == Screen::wall);
}

TEST_CASE("a leader echoes the story and brings it to the room") {
    Reader reader;
    reader.tell_several(1);
    reader.open("Story 0", all_of("need-help"));
    const Id story = *reader.state.reader.story;
    reader.tap("Heard it too: 0");
    REQUIRE(reader.intent<intent::HeardItToo>() != nullptr);
    CHECK(reader.intent<intent::HeardItToo>()->story == story);
    reader.tap("Bring to the room");
    REQUIRE(reader.intent<intent::BringToRoom>() != nullptr);
    CHECK(reader.intent<intent::BringToRoom>()->story == story);

    reader.put(sync::Kind::receipt, {{"story", to_text(story)}, {"step", "proposed"}, {"who", "Wall"}});
    reader.put(sync::Kind::echo, {{"story", to_text(story)}});
    reader.settle();
    CHECK(reader.sees("Heard it too: 1"));
    reader.forget_intents();
    reader.tap("Proposed for the room");
    CHECK(reader.intent<intent::BringToRoom>() == nullptr);
}

TEST_CASE("a reply is written on a sheet, sent once, and kept until it is on disk") {
    Reader reader;
    reader.tell_several(2);
    reader.open("Story 1", all_of("need-help"));
    const Id story = *reader.state.reader.story;
    reader.tap("Reply");  // the step of the timeline does nothing
    CHECK_FALSE(reader.state.reader.replying);
    const Rect brought = reader.screen.ui().problems.place_of("Bring to the room");
    reader.screen.tap(910, brought.centre().y);
    reader.settle();
    CHECK(reader.state.reader.replying);
    reader.screen.type("We ring you tomorrow.");
    reader.settle();
    CHECK(reader.state.reader.reply == "We ring you tomorrow.");
    reader.press(ImGuiKey_RightArrow);  // moves the caret, not the story
    CHECK(reader.story_open() == "Story 1");
    reader.tap("Send");
    REQUIRE(reader.intent<intent::SendReply>() != nullptr);
    CHECK(reader.intent<intent::SendReply>()->story == story);
    CHECK(reader.intent<intent::SendReply>()->words == "We ring you tomorrow.");
    CHECK_FALSE(reader.state.reader.replying);
    CHECK(reader.state.reader.reply == "We ring you tomorrow.");

    reader.put(sync::Kind::reply,
               {{"story", to_text(story)}, {"words", "We ring you tomorrow."}, {"leader", "Ana, service"}});
    reader.settle();
    CHECK(reader.state.reader.reply.empty());
    CHECK(reader.sees("Replied"));
    CHECK(reader.sees("Ana, service"));
    CHECK(reader.sees("We ring you tomorrow."));
}

TEST_CASE("an empty reply is not sent, and the button says what is missing") {
    Reader reader;
    reader.tell_several(1);
    reader.open("Story 0", all_of("need-help"));
    reader.state.reader.replying = true;
    reader.state.reader.reply = "  ";
    reader.settle();
    CHECK(reader.sees("Write a few words first."));
    reader.tap("Send");
    CHECK(reader.intent<intent::SendReply>() == nullptr);
    CHECK(reader.state.reader.replying);
}

TEST_CASE("a story that is deleted meanwhile says so and leads back") {
    Reader reader;
    reader.tell_several(2);
    reader.open("Story 1", all_of("need-help"));
    reader.write({sync::Kind::story, *reader.state.reader.story, {{sync::deleted_number, std::int64_t{1}}}});
    reader.settle();
    CHECK(reader.sees("This story is no longer here."));
    CHECK_FALSE(reader.sees("“Story 1”"));
    reader.tap("Back to the wall");
    CHECK(reader.state.screen == Screen::wall);
}

TEST_CASE("words of any length can be read whole") {
    Reader reader;
    std::string words;
    for (int i = 0; i < 120; ++i)
        words += fmt::format("word{} ", i);
    reader.tell("use", words, "2026-11-20");
    reader.open("word0", all_of("use"));
    CHECK(reader.sees("“word0"));
    CHECK_FALSE(reader.sees("A nurse in Leeds"));
    for (int i = 0; i < 8; ++i)
        reader.screen.drag(300, 400, 305, 100);
    reader.screen.pass(Duration{1'500});
    CHECK(reader.sees("A nurse in Leeds"));
}

// Lets time pass without drawing, as a loop does that nobody wakes.
void wait(Reader& reader, Duration time) {
    reader.screen.skip(time);
    reader.screen.frames(2);
}

TEST_CASE("a reader nobody touches draws nothing until it warns") {
    Reader reader;
    reader.tell_several(2);
    reader.open("Story 1", all_of("need-help"));
    const Instant next = reader.screen.frame().next;
    CHECK(next > reader.screen.now() + Duration{50'000});
    CHECK(next < reader.screen.now() + Duration{60'001});
}

TEST_CASE("where nobody is any more the wall comes back, after a warning that counts down") {
    Reader reader;
    reader.tell_several(2);
    reader.open("Story 1", all_of("need-help"));
    wait(reader, Duration{59'000});
    CHECK_FALSE(reader.sees("Still reading?"));
    wait(reader, Duration{2'000});
    CHECK(reader.sees("Still reading?"));
    CHECK(reader.state.screen == Screen::reader);
    wait(reader, Duration{10'000});
    CHECK(reader.sees("Back to the wall in 9 s"));
    CHECK(reader.screen.frame().next <= reader.screen.now() + Duration{1'000});
    wait(reader, Duration{10'000});
    CHECK(reader.state.screen == Screen::wall);
}

TEST_CASE("a touch on the warning keeps the story and touches nothing below it") {
    Reader reader;
    reader.tell_several(3);
    reader.open("Story 1", all_of("need-help"));
    const Rect next = reader.screen.ui().problems.place_of("Next");
    wait(reader, Duration{61'000});
    REQUIRE(reader.sees("Still reading?"));
    reader.screen.tap(next.centre().x, next.centre().y);
    reader.settle();
    CHECK_FALSE(reader.sees("Still reading?"));
    CHECK(reader.story_open() == "Story 1");
    wait(reader, Duration{30'000});
    CHECK_FALSE(reader.sees("Still reading?"));
}

TEST_CASE("who writes is given more time, and finds what was written again") {
    Reader reader;
    reader.tell_several(3);
    reader.open("Story 1", all_of("need-help"));
    const Id first = *reader.state.reader.story;
    reader.state.reader.replying = true;
    reader.settle();
    reader.screen.type("Half a rep");
    reader.settle();
    wait(reader, Duration{100'000});
    CHECK_FALSE(reader.sees("Still reading?"));
    wait(reader, Duration{21'000});
    CHECK(reader.sees("Still reading?"));
    wait(reader, Duration{31'000});
    CHECK(reader.state.screen == Screen::wall);

    open_story(reader.state.reader, make_named_id("story", "another"), {});
    CHECK(reader.state.reader.reply.empty());
    open_story(reader.state.reader, first, all_of("need-help"));
    CHECK(reader.state.reader.reply == "Half a rep");
}

TEST_CASE("the words of the reader fit at every text size, in every language and theme") {
    struct Row {
        int width, height;
        ThemeName theme;
        float text_scale;
        const char* language;
    };
    const auto row = GENERATE(values<Row>({
        {1280, 720, ThemeName::light, 1, "en"},
        {1280, 720, ThemeName::contrast, 1.5F, "en"},
        {1280, 720, ThemeName::dark, 2, "en"},
        {1280, 720, ThemeName::light, 3, "en"},
        {1280, 720, ThemeName::light, 1, "de"},
        {1280, 720, ThemeName::light, 1.5F, "de"},
        {1280, 720, ThemeName::light, 2, "de"},
        {1280, 960, ThemeName::light, 1, "de"},
    }));
    INFO(row.width << "x" << row.height << ", text " << row.text_scale << ", " << row.language);
    Reader reader(wall_of(row.width, row.height, row.theme, row.text_scale, row.language));
    reader.demo_company();
    reader.open("Every call I tell", {.stage = "need-help"});
    for (const bool replying : {false, true}) {
        reader.state.reader.replying = replying;
        reader.settle();
        for (const std::string& problem : reader.screen.layout_problems())
            UNSCOPED_INFO(problem);
        CHECK(reader.screen.layout_problems().empty());
    }
}

// For eyes: EARSHOT_PICTURES=<folder> ui_tests "[.pictures]"
TEST_CASE("pictures of the reader", "[.pictures]") {
    const char* folder = std::getenv("EARSHOT_PICTURES");
    REQUIRE(folder != nullptr);
    struct Row {
        const char* name;
        test::FrontOptions options;
    };
    const auto row = GENERATE(values<Row>({
        {"light", wall_of(1920, 1080)},
        {"dark", wall_of(1920, 1080, ThemeName::dark)},
        {"contrast", wall_of(1920, 1080, ThemeName::contrast)},
        {"text150", wall_of(1920, 1080, ThemeName::light, 1.5F)},
        {"text200", wall_of(1920, 1080, ThemeName::light, 2)},
        {"german", wall_of(1920, 1080, ThemeName::light, 1, "de")},
        {"german150", wall_of(1920, 1080, ThemeName::light, 1.5F, "de")},
        {"german200", wall_of(1920, 1080, ThemeName::light, 2, "de")},
        {"720", wall_of(1280, 720)},
        {"2160", wall_of(3840, 2160)},
    }));
    Reader reader(row.options);
    reader.demo_company();
    reader.open("Every call I tell", {.stage = "need-help"});
    reader.screen.write(fmt::format("{}/reader-{}.png", folder, row.name));
    reader.state.reader.replying = true;
    reader.state.reader.reply = "Thank you for writing this down. We start with one note for every call, in January.";
    reader.settle();
    reader.screen.write(fmt::format("{}/reply-{}.png", folder, row.name));
}

}  // namespace
}  // namespace earshot::app
