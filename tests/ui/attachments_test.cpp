// Photos and what else hangs on stories: on the wall's reader and in My stories, with pixels and fingers.
#include <cstdlib>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "app/commands/attach_file.hpp"
#include "app/views/reader_view.hpp"
#include "app/views/stories_view.hpp"
#include "platform/pictures/codecs.hpp"
#include "tests/support/sample_media.hpp"
#include "tests/ui/wall_harness.hpp"

namespace earshot::app {
namespace {

// What of a photo is seen there: "red", "green", "blue" or "?", as near as JPEG keeps them.
std::string colour_of(platform::Pixel pixel) {
    const auto is = [&](int r, int g, int b) {
        return std::abs(pixel.r - r) < 40 && std::abs(pixel.g - g) < 40 && std::abs(pixel.b - b) < 40;
    };
    return is(255, 0, 0) ? "red" : is(0, 255, 0) ? "green" : is(0, 0, 255) ? "blue" : "?";
}

// Attaches a file of that content to a story, as earshot attach does.
Id attach(test::FrontHarness& front, const Id& story, std::string name, std::string bytes) {
    auto file = attachable_of(std::move(bytes));
    REQUIRE(file);
    const CommandContext context{.device = front.store->store().device(),
                                 .device_name = "",
                                 .site = "",
                                 .now = front.clock.wall(),
                                 .here = front.clock.civil_now(),
                                 .stages = {},
                                 .random = front.random};
    const auto id = attach_file({story, std::move(name), std::move(*file)}, front.store->store(), context);
    REQUIRE(id);
    front.clock.advance(Duration{1});  // Ids sort by time.
    front.store->publish();
    return *id;
}

std::string png(int width, int height) {
    return platform::write_png(test::quarters(width, height)).value();
}

// The bytes are gone from this device, as after making room, or as before they arrived.
void arrives_later(test::FrontHarness& front, const Id& story, std::string_view thumbnail_sha256, bool missing) {
    sync::Edit edit{sync::Kind::attachment, front.random.uuid7(front.clock.wall()), {}};
    edit.writes = {{sync::attachment::story, to_text(story)},
                   {sync::attachment::media_type, std::string("image/jpeg")},
                   {sync::attachment::name, std::string("lamp.jpg")},
                   {sync::attachment::bytes, std::int64_t{5'000'000}},
                   {sync::attachment::sha256, std::string(64, 'a')},
                   {sync::attachment::thumbnail_sha256, std::string(thumbnail_sha256)}};
    front.write(edit);
    if (missing) {
        for (const std::string& sha256 : {std::string(64, 'a'), std::string(thumbnail_sha256)})
            REQUIRE(front.store->store().media().note_missing(sha256, front.clock.wall(), front.clock.wall()));
        front.store->publish();
    }
}

struct Reader : test::WallHarness {
    using WallHarness::WallHarness;
    Id story() { return tell("need-help", "The lamp is out", "2026-11-20T10:00"); }
    void open(const Id& id) {
        state.reader.story = id;
        state.reader.within = {.stage = "need-help", .month = Month{2026, 11}, .limit = 30};
        state.screen = Screen::reader;
        show(view);
        for (int i = 0; i < 6; ++i)
            settle();
    }
    std::string at(float x, float y) const { return colour_of(screen.pixel(x, y)); }
    ReaderView view;
};

// Where the photo stands on a wall of 960 by 540: beside the words, below the bar.
constexpr Rect photo_place{632, 72, 296, 148};

TEST_CASE("the reader shows the photo above what became of the story, cropped to its place, with round corners") {
    Reader reader;
    const Id story = reader.story();
    attach(reader, story, "lamp.png", png(600, 600));
    reader.open(story);
    const Rect& at = photo_place;
    CHECK(reader.at(at.x + 60, at.y + 20) == "red");
    CHECK(reader.at(at.right() - 60, at.y + 20) == "green");
    CHECK(reader.at(at.x + 60, at.bottom() - 20) == "blue");
    CHECK(reader.at(at.x + 1, at.y + 40) == "red");  // To its very edge.
    CHECK(reader.screen.shows(at.x + 1, at.y + 1, reader.screen.colours().paper));
    CHECK(reader.screen.ui().problems.place_of("Logged").y > at.bottom());
    // Nothing more is asked for, and nothing is drawn again, while nothing changes.
    CHECK(reader.pictures->waiting() == 0);
    CHECK(reader.screen.frame().next > reader.screen.now() + Duration{10'000});
}

TEST_CASE("a touch shows the photo large; a touch, the cross and Escape close it, and the story stays") {
    Reader reader;
    const Id story = reader.story();
    const Id photo = attach(reader, story, "lamp.png", png(600, 600));
    reader.open(story);
    reader.screen.tap(photo_place.centre().x + 20, photo_place.centre().y);
    reader.settle();
    REQUIRE(reader.state.reader.photo == photo);
    for (int i = 0; i < 6; ++i)
        reader.settle();
    CHECK(reader.at(300, 100) == "red");
    CHECK(reader.at(650, 100) == "green");
    CHECK(reader.at(300, 450) == "blue");
    CHECK(reader.screen.pixel(60, 270).r < 40);  // A dark veil beside it.
    SECTION("a touch") {
        reader.screen.tap(300, 100);
    }
    SECTION("the cross") {
        reader.screen.tap(920, 40);
    }
    SECTION("Escape") {
        reader.screen.press(ImGuiKey_Escape);
    }
    reader.settle();
    CHECK_FALSE(reader.state.reader.photo);
    CHECK(reader.state.screen == Screen::reader);
    CHECK(reader.sees("“The lamp is out”"));
}

TEST_CASE("while a photo is large, keys walk through the photos of the story and not through the stories") {
    Reader reader;
    reader.tell_several(3);
    const Id story = reader.story();
    const Id first = attach(reader, story, "one.png", png(600, 600)),
             second = attach(reader, story, "two.png", png(500, 400));
    reader.open(story);
    reader.screen.tap(photo_place.centre().x + 20, photo_place.centre().y);
    reader.settle();
    REQUIRE(reader.state.reader.photo == first);
    reader.press(ImGuiKey_RightArrow);
    CHECK(reader.state.reader.photo == second);
    reader.press(ImGuiKey_RightArrow);
    CHECK(reader.state.reader.photo == second);
    reader.press(ImGuiKey_LeftArrow);
    CHECK(reader.state.reader.photo == first);
    CHECK(reader.state.reader.story == story);
}

TEST_CASE("what is no photo is a card with its name and size") {
    Reader reader;
    const Id story = reader.story();
    attach(reader, story, "what she said.wav", test::voice_note(2'000));
    attach(reader, story, "invoice.txt", "One lamp, 40 pounds");
    reader.open(story);
    CHECK(reader.sees("what she said.wav"));
    CHECK(reader.sees("Voice note, 0:02, 33 kB"));
    CHECK(reader.sees("invoice.txt"));
    CHECK(reader.sees("Document, 1 kB"));
}

TEST_CASE("a photo that is not here says so, and is asked for once when somebody opens the story") {
    Reader reader;
    const Id story = reader.story();
    SECTION("it is on its way") {
        arrives_later(reader, story, std::string(64, 'b'), false);
        reader.open(story);
        CHECK(reader.sees("The photo has not"));
        CHECK(reader.sees("It comes by itself."));
        int asked = 0;
        for (const Intent& intent : reader.intents) {
            if (const auto* fetch = std::get_if<intent::FetchMedia>(&intent)) {
                CHECK(fetch->sha256 == std::string(64, 'a'));
                asked += 1;
            }
        }
        CHECK(asked == 1);
    }
    SECTION("the shared store does not have it") {
        arrives_later(reader, story, std::string(64, 'b'), true);
        reader.open(story);
        CHECK(reader.sees("The photo is still on"));
    }
}

TEST_CASE("a photo that arrives takes the place of the card by itself") {
    Reader reader;
    const Id story = reader.story();
    const std::string bytes = platform::write_jpeg(test::quarters(320, 320), 90).value();
    arrives_later(reader, story, std::string(64, 'b'), false);
    reader.open(story);
    REQUIRE(reader.sees("The photo has not"));
    // The thumbnail comes by another hand: its attachment is corrected to name what is here.
    const auto records = reader.store->store().of_story(sync::Kind::attachment, story);
    REQUIRE(records);
    const std::string thumbnail = reader.store->store().media().keep(bytes).value();
    reader.write({sync::Kind::attachment, records->front().id, {{sync::attachment::thumbnail_sha256, thumbnail}}});
    for (int i = 0; i < 6; ++i)
        reader.settle();
    CHECK_FALSE(reader.sees("The photo has not"));
    CHECK(reader.at(photo_place.x + 60, photo_place.y + 20) == "red");
}

TEST_CASE("a file that is no picture, whatever it says of itself, is said to be damaged") {
    Reader reader;
    const Id story = reader.story();
    const std::string sha256 = reader.store->store().media().keep("Dear diary").value();
    reader.put(
        sync::Kind::attachment,
        {{"story", to_text(story)}, {"media_type", "image/jpeg"}, {"sha256", sha256}, {"bytes", std::int64_t{10}}});
    reader.open(story);
    CHECK(reader.sees("The photo cannot be"));
}

struct MyStories {
    explicit MyStories(const test::FrontOptions& options = {}) : front(options) {
        front.state.screen = Screen::stories;
    }
    void open(const Id& story) {
        front.state.stories.selected = story;
        front.show(view);
        for (int i = 0; i < 6; ++i)
            front.settle();
    }
    test::FrontHarness front;
    StoriesView view;
};

TEST_CASE("whoever logged it finds the photo below the words, and what it waits for") {
    MyStories my;
    const Id story = my.front.log("The lamp is out");
    attach(my.front, story, "lamp.png", png(600, 600));
    my.open(story);
    CHECK(my.front.screen.sees("Not sent yet"));
    const Rect caption = my.front.screen.ui().problems.place_of("Not sent yet");
    CHECK(colour_of(my.front.screen.pixel(caption.x + 10, caption.y - 20)) == "blue");
    CHECK(colour_of(my.front.screen.pixel(caption.x + 10, caption.y - 100)) == "red");

    my.front.screen.tap(caption.x + 40, caption.y - 60);
    my.front.settle();
    REQUIRE(my.front.state.stories.photo);
    for (int i = 0; i < 6; ++i)
        my.front.settle();
    my.front.screen.pass(Duration{300});
    CHECK(colour_of(my.front.screen.pixel(400, 100)) == "red");
    my.front.screen.press(ImGuiKey_Escape);
    my.front.settle();
    CHECK_FALSE(my.front.state.stories.photo);
    CHECK(my.front.state.stories.selected == story);

    const auto records = my.front.store->store().of_story(sync::Kind::attachment, story);
    REQUIRE(records);
    REQUIRE(my.front.store->store().media().settle_sent(records->front().text(sync::attachment::sha256)));
    my.front.store->publish();
    my.front.settle();
    CHECK_FALSE(my.front.screen.sees("Not sent yet"));
    CHECK(my.front.screen.sees("Sent"));
}

TEST_CASE("only the small picture is here: it is shown large meanwhile, says so, and the large one is asked for") {
    MyStories my;
    const Id story = my.front.log("The lamp is out");
    const std::string thumbnail =
        my.front.store->store().media().keep(platform::write_jpeg(test::quarters(320, 320), 90).value()).value();
    arrives_later(my.front, story, thumbnail, false);
    my.open(story);
    my.front.forget_intents();
    const Rect caption = my.front.screen.ui().problems.place_of("Sent");
    REQUIRE_FALSE(caption.empty());
    my.front.screen.tap(caption.x + 40, caption.y - 60);
    my.front.screen.pass(Duration{300});
    CHECK(my.front.screen.sees("This is the small picture."));
    REQUIRE(my.front.intent<intent::FetchMedia>() != nullptr);
    CHECK(my.front.intent<intent::FetchMedia>()->sha256 == std::string(64, 'a'));
    CHECK(colour_of(my.front.screen.pixel(400, 100)) == "red");
}

TEST_CASE("what hangs on a story fits at every text size, in every language and theme") {
    struct Row {
        ThemeName theme;
        float text_scale;
        const char* language;
    };
    const auto row = GENERATE(values<Row>({{ThemeName::light, 1, "en"},
                                           {ThemeName::dark, 2, "de"},
                                           {ThemeName::contrast, 3, "de"},
                                           {ThemeName::light, 1.5F, "fr"},
                                           {ThemeName::light, 2, "ja"}}));
    INFO("text " << row.text_scale << ", " << row.language);
    const auto fill = [](test::FrontHarness& front, const Id& story) {
        attach(front, story, "lamp.png", png(600, 400));
        attach(front, story, "lamp2.png", png(400, 400));
        attach(front, story, "a-very-long-name-of-a-voice-note-nobody-would-type.wav", test::voice_note(2'000));
        arrives_later(front, story, std::string(64, 'b'), true);
    };
    const auto check = [](const test::FrontHarness& front) {
        for (const std::string& problem : front.screen.layout_problems())
            UNSCOPED_INFO(problem);
        CHECK(front.screen.layout_problems().empty());
    };
    SECTION("on the wall") {
        Reader reader(test::wall_of(1280, 720, row.theme, row.text_scale, row.language));
        const Id story = reader.story();
        fill(reader, story);
        reader.open(story);
        check(reader);
    }
    SECTION("in My stories") {
        MyStories my({.theme = {.name = row.theme, .text_scale = row.text_scale}, .language = row.language});
        const Id story = my.front.log("The lamp is out");
        fill(my.front, story);
        my.open(story);
        check(my.front);
    }
}

}  // namespace
}  // namespace earshot::app
