// Every screen of the tablet on every sort of screen, in two languages, at every text size: no text is cut off, none
// lies on other text.
#include <array>

#include <catch2/catch_test_macros.hpp>

#include "app/views/log_view.hpp"
#include "app/views/photo_sheet_view.hpp"
#include "app/views/stories_view.hpp"
#include "app/views/sync_sheet_view.hpp"
#include "app/views/welcome_view.hpp"
#include "platform/pictures/codecs.hpp"
#include "sync/model/tables.hpp"
#include "tests/support/sample_media.hpp"
#include "tests/ui/front_harness.hpp"

namespace earshot::test {
namespace {

using namespace app;

// What App draws: the screen, and the sheet above it.
class Tablet : public View {
public:
    void draw(FrameContext& frame) override {
        switch (frame.state.screen) {
            case Screen::stories:
                stories_.draw(frame);
                break;
            case Screen::welcome:
                welcome_.draw(frame);
                break;
            default:
                log_.draw(frame);
        }
        sheet_.draw(frame);
        photo_sheet_.draw(frame);
    }

private:
    LogView log_;
    StoriesView stories_;
    WelcomeView welcome_;
    SyncSheetView sheet_;
    PhotoSheetView photo_sheet_;
};

struct Look {
    int width, height;
    float text_scale;
};
constexpr std::array looks{Look{1280, 800, 1}, Look{1280, 800, 1.5F}, Look{1280, 800, 2},
                           Look{1280, 800, 3}, Look{800, 1280, 1},    Look{800, 1280, 1.5F},
                           Look{800, 1280, 2}, Look{800, 1280, 3},    Look{1024, 720, 1}};

void write_a_story(FrontHarness& front) {
    LogForm& form = front.state.log.form;
    form.words =
        "I’ve rung four times about the same dishwasher. Every time I start again from the beginning, as if nobody "
        "wrote anything down. I work nights, just ring me on 07700 900143 and tell me when somebody is coming";
    form.customer = "A nurse in Leeds";
    form.kind = "pain";
    form.mood = 2;
    form.stage = "need-help";
    form.at_risk = true;
    front.state.log.draft = DraftState::saved;
}

void open_first_refused(FrontHarness& front) {
    front.state.screen = Screen::stories;
    front.settle();
    const auto* page = front.data->stories({.logged_here = true, .delivery = sync::Delivery::refused});
    front.settle();
    page = front.data->stories({.logged_here = true, .delivery = sync::Delivery::refused});
    REQUIRE(page != nullptr);
    REQUIRE_FALSE(page->rows.empty());
    front.state.stories.selected = page->rows.front().id;
}

void look(FrontHarness& front, const char* what) {
    for (const Look& one : looks) {
        for (const char* language : {"en", "de"}) {
            INFO(what << " at " << one.width << " x " << one.height << ", text " << one.text_scale << ", " << language);
            front.screen.resize(one.width, one.height);
            front.screen.set_theme({.text_scale = one.text_scale, .less_movement = true});
            front.set_language(language);
            front.settle();
            const auto problems = front.screen.layout_problems();
            for (const std::string& problem : problems)
                UNSCOPED_INFO(problem);
            CHECK(problems.empty());
        }
    }
}

TEST_CASE("Log a story is whole on every screen") {
    FrontHarness front;
    front.demo_company();
    front.sync.link = sync::Link::retrying;
    Tablet tablet;
    front.show(tablet);
    look(front, "nothing written");
    write_a_story(front);
    look(front, "a story with a telephone number");
    front.state.log.form.words = "Late again, and nobody called.";
    front.state.log.recovered_from = parse_civil("2026-11-19T16:40").value();
    front.state.log.discarding = true;
    look(front, "a draft that came back");
}

// Photos of a story that is being written, three of them, and one on its way.
void add_photos(FrontHarness& front) {
    for (int i = 0; i < 3; ++i) {
        const auto png = platform::write_png(quarters(300 + i, 200));
        REQUIRE(png);
        const auto sha256 = front.store->store().media().keep(*png);
        REQUIRE(sha256);
        front.state.log.form.photos.push_back({.id = front.random.uuid7(front.clock.wall()),
                                               .name = "lamp.png",
                                               .media_type = "image/png",
                                               .sha256 = *sha256,
                                               .width = 300,
                                               .height = 200});
    }
    front.state.log.adding = 1;
}

TEST_CASE("Log a story with photos is whole on every screen") {
    FrontHarness front;
    front.demo_company();
    Tablet tablet;
    front.show(tablet);
    write_a_story(front);
    add_photos(front);
    look(front, "photos and a telephone number");
    front.state.log.form.words = "Late again.";
    front.state.log.adding = 0;
    look(front, "photos, nothing on offer");
}

// An attachment of the story that is here, or is not.
void attach(FrontHarness& front, const Id& story, const std::string& sha256) {
    front.write({sync::Kind::attachment,
                 front.random.uuid7(front.clock.wall()),
                 {{sync::attachment::story, to_text(story)},
                  {sync::attachment::media_type, std::string("image/png")},
                  {sync::attachment::sha256, sha256}}});
}

TEST_CASE("Log a story that is corrected, with the photos it has, is whole on every screen") {
    FrontHarness front;
    front.demo_company();
    const Id story = front.log("The lamp is out");
    attach(front, story, front.store->store().media().keep(*platform::write_png(quarters(300, 200))).value());
    attach(front, story, std::string(64, 'b'));
    attach(front, story, front.store->store().media().keep("Dear diary").value());
    Tablet tablet;
    front.show(tablet);
    write_a_story(front);
    front.state.log.form.id = story;
    front.state.log.form.correcting = true;
    front.settle();
    CHECK(front.screen.sees("The photo has not"));
    look(front, "photos it has, and a telephone number");
    front.state.log.form.words = "Late again.";
    add_photos(front);
    look(front, "photos it has, and others just added");
}

TEST_CASE("Add a photo is whole on every screen") {
    FrontHarness front;
    front.demo_company();
    Tablet tablet;
    SECTION("with pictures, of which one is damaged") {
        for (const char* name :
             {"a.png", "b.png", "a-very-long-name-of-a-picture-nobody-would-ever-type-by-hand.png"}) {
            const std::string bytes = name[1] == '-' ? "no picture" : platform::write_png(quarters(60, 40)).value();
            REQUIRE(front.files.write_atomic(front.picture_folder.file(name), bytes));
        }
    }
    SECTION("without any") {}
    front.state.photos.open = true;
    front.show(tablet);
    look(front, "the sheet");
}

TEST_CASE("My stories is whole on every screen") {
    FrontHarness front;
    front.demo_company();
    front.state.screen = Screen::stories;
    Tablet tablet;
    front.show(tablet);
    look(front, "the list");
    open_first_refused(front);
    look(front, "a refused story");
    front.state.stories = {};
    front.state.stories.query.search = "zzz";
    look(front, "nothing found");
}

TEST_CASE("My stories without a story is whole on every screen") {
    FrontHarness front;
    front.state.screen = Screen::stories;
    Tablet tablet;
    front.show(tablet);
    look(front, "none yet");
}

TEST_CASE("Sending and this tablet is whole on every screen") {
    FrontHarness front;
    front.demo_company();
    front.sync.link = sync::Link::retrying;
    front.sync.trouble_since = front.clock.wall() + Duration{-30 * 60'000};
    front.state.sheet.open = true;
    Tablet tablet;
    front.show(tablet);
    look(front, "out of reach");
    front.sync = {.link = sync::Link::denied};
    front.state.sheet.renaming = true;
    look(front, "denied, renaming");
}

TEST_CASE("The first run is whole on every screen") {
    FrontHarness front;
    front.state.screen = Screen::welcome;
    front.state.welcome.code = "K7M4PQ";
    Tablet tablet;
    front.show(tablet);
    look(front, "half a code");
    front.state.welcome.trouble =
        "The store does not know this code. A code works once, for ten minutes. Ask for another.";
    look(front, "trouble");
}

}  // namespace
}  // namespace earshot::test
