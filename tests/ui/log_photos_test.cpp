// Photos of the story being written: the button, the sheet, the small pictures in the card, the draft, and the story
// that is saved with them.
#include <cstdlib>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "app/presenters/story_panel.hpp"
#include "platform/pictures/codecs.hpp"
#include "sync/model/tables.hpp"
#include "tests/support/sample_media.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/ui/app_harness.hpp"

namespace earshot::app {
namespace {

using test::Device;

// Where the first picture of the sheet, and the first photo in the card with its cross, stand on 1280 by 800: beside
// the button, or above what is on offer.
constexpr Vec2 first_tile{160, 220};
constexpr Vec2 first_photo{80, 380}, first_cross{174, 390}, first_photo_above{80, 310};

std::string colour_of(platform::Pixel pixel) {
    const auto is = [&](int r, int g, int b) {
        return std::abs(pixel.r - r) < 40 && std::abs(pixel.g - g) < 40 && std::abs(pixel.b - b) < 40;
    };
    return is(255, 0, 0) ? "red" : is(0, 255, 0) ? "green" : is(0, 0, 255) ? "blue" : "?";
}

// A tablet with pictures in its folder, of which the newest is first.png: red above on the left.
struct Tablet {
    explicit Tablet(bool wait = false) : pictures_wait(wait) {
        put("first.png", platform::write_png(test::quarters(600, 450)).value());
        start();
    }
    void put(const std::string& name, const std::string& bytes) {
        REQUIRE(files.write_atomic(pictures.file(name), bytes));
    }
    void start() {
        device.reset();
        device = std::make_unique<Device>(
            folder.file("data"), test::DeviceOptions{.pictures = pictures.path(), .pictures_wait = pictures_wait});
    }
    LogState& log() { return device->app->state().log; }
    bool sheet_is_open() { return device->app->state().photos.open; }
    std::string colour_at(Vec2 place) {
        return colour_of(device->canvas.pixel(static_cast<int>(place.x), static_cast<int>(place.y)));
    }
    void tap(Vec2 place) { device->tap(place.x, place.y); }
    void choose_first() {
        device->tap("Photo");
        tap(first_tile);
        device->settle();
    }
    void drop(std::vector<std::string> paths) {
        device->canvas.drop(std::move(paths));
        device->settle();
    }
    void save() {
        device->press(ImGuiKey_Enter, ImGuiMod_Ctrl);
        device->settle();
    }
    sync::DeviceStore& store() { return device->store->store(); }
    std::vector<sync::Record> attachments_of_newest() {
        const auto page = store().list({});
        REQUIRE(page);
        if (page->rows.empty()) return {};
        return store().of_story(sync::Kind::attachment, page->rows.front().id).value();
    }
    bool holds(const std::string& sha256) {
        const auto state = store().media().find(sha256);
        return state && state->held;
    }

    // Pictures are worked on until there is nothing more to do.
    void work_on_pictures() {
        for (int round = 0; round < 20 && device->picture_steps.waiting() > 0; ++round) {
            device->picture_steps.run_all();
            device->settle();
        }
    }
    std::string words_on_disk() {
        const auto draft = store().draft().value();
        return draft ? parse_log_form(draft->json).value().words : std::string();
    }

    const bool pictures_wait;
    test::TemporaryFolder folder, pictures;
    platform::HostFiles files;
    std::unique_ptr<Device> device;
};

TEST_CASE("Photo, a touch on a picture, Save: the story has the photo", "[app]") {
    Tablet tablet;
    tablet.device->type("The lamp is out");
    tablet.device->tap("Photo");
    CHECK(tablet.sheet_is_open());
    CHECK(tablet.device->sees("Add a photo"));
    CHECK(tablet.colour_at({100, 160}) == "red");
    CHECK(tablet.log().form.photos.empty());

    tablet.tap(first_tile);
    CHECK_FALSE(tablet.sheet_is_open());
    REQUIRE(tablet.log().form.photos.size() == 1);
    CHECK(tablet.holds(tablet.log().form.photos[0].sha256));
    tablet.device->settle();
    CHECK(tablet.colour_at(first_photo) == "red");
    CHECK(tablet.store().media().totals().value().to_send == 0);  // Not before the story is saved.

    tablet.log().form.kind = "pain";
    tablet.save();
    CHECK_FALSE(tablet.sheet_is_open());  // The button has the focus, and Ctrl and Enter are not for it.
    CHECK(tablet.log().form.is_empty());
    const auto attachments = tablet.attachments_of_newest();
    REQUIRE(attachments.size() == 1);
    CHECK(attachments[0].text(sync::attachment::name) == "first.png");
    CHECK(attachments[0].text(sync::attachment::media_type) == "image/png");
    CHECK(attachments[0].number(sync::attachment::width) == 600);
    CHECK(tablet.holds(std::string(attachments[0].text(sync::attachment::sha256))));
    CHECK(tablet.store().media().totals().value().to_send == 2);
    CHECK_FALSE(tablet.store().draft().value());
}

TEST_CASE("the keyboard alone chooses a photo, and Escape chooses none", "[app]") {
    Tablet tablet;
    tablet.device->tap("Photo");
    tablet.device->press(ImGuiKey_Escape);
    tablet.device->settle();
    CHECK_FALSE(tablet.sheet_is_open());
    CHECK(tablet.log().form == LogForm{});
    CHECK_FALSE(tablet.store().draft().value());

    tablet.device->tap("Photo");
    for (int step = 0; step < 4 && tablet.sheet_is_open(); ++step) {
        tablet.device->press(ImGuiKey_Tab);
        if (step > 0) tablet.device->press(ImGuiKey_Enter);  // The cross comes first.
    }
    tablet.device->settle();
    CHECK(tablet.log().form.photos.size() == 1);
}

TEST_CASE("a photo is taken away again by its cross, and its bytes go", "[app]") {
    Tablet tablet;
    tablet.choose_first();
    REQUIRE(tablet.log().form.photos.size() == 1);
    const KeptFile photo = tablet.log().form.photos[0];
    tablet.device->wait(Duration{1'000});
    CHECK(tablet.holds(photo.sha256));
    tablet.tap(first_cross);
    CHECK(tablet.log().form.photos.empty());
    tablet.device->wait(Duration{1'000});
    CHECK_FALSE(tablet.holds(photo.sha256));
    CHECK_FALSE(tablet.holds(photo.thumbnail_sha256));
    CHECK_FALSE(tablet.store().draft().value());
}

TEST_CASE("a photo taken away and chosen again at once is there", "[app]") {
    Tablet tablet;
    tablet.device->type("The lamp is out");
    tablet.choose_first();
    tablet.device->wait(Duration{1'000});
    tablet.log().form.photos.clear();
    tablet.device->app->state().photos.open = false;
    tablet.drop({tablet.pictures.file("first.png")});
    tablet.device->wait(Duration{1'000});
    REQUIRE(tablet.log().form.photos.size() == 1);
    CHECK(tablet.holds(tablet.log().form.photos[0].sha256));
}

TEST_CASE("a draft comes back with its photos after the power went", "[app]") {
    Tablet tablet;
    tablet.device->type("The lamp is out");
    tablet.choose_first();
    tablet.device->wait(Duration{1'000});
    const std::vector<KeptFile> photos = tablet.log().form.photos;
    REQUIRE(photos.size() == 1);
    REQUIRE(tablet.store().media().tidy());
    SECTION("whole") {
        tablet.start();
        CHECK(tablet.log().form.photos == photos);
        tablet.device->settle();
        CHECK(tablet.device->sees("Discard"));
        CHECK(tablet.colour_at(first_photo_above) == "red");
    }
    SECTION("without one whose bytes are gone, and says so") {
        tablet.device.reset();
        REQUIRE(tablet.files.remove(tablet.folder.file("data/earshot.db")));
        tablet.start();
        const std::string json = to_json({.words = "The lamp is out", .photos = photos});
        REQUIRE(tablet.store().save_draft(json));
        tablet.start();
        CHECK(tablet.log().form.words == "The lamp is out");
        CHECK(tablet.log().form.photos.empty());
        CHECK(tablet.device->sees("A photo of this draft"));
    }
}

TEST_CASE("files dropped onto the window are added; what cannot be is said, and nothing is lost", "[app]") {
    Tablet tablet;
    tablet.put("second.jpg", test::photo_with_location(test::quarters(40, 30), 1));
    tablet.put("bill.pdf", "%PDF-1.7 ...");
    tablet.device->type("The lamp is out");
    tablet.drop({tablet.pictures.file("second.jpg"), tablet.pictures.file("bill.pdf")});
    CHECK(tablet.log().form.words == "The lamp is out");
    REQUIRE(tablet.log().form.photos.size() == 1);
    CHECK(tablet.log().form.photos[0].name == "second.jpg");
    CHECK(tablet.log().adding == 0);
    CHECK(tablet.device->sees("bill.pdf was not added"));
}

TEST_CASE("words go to disk while a photo is still being unpacked", "[app]") {
    Tablet tablet(true);
    tablet.device->type("The lamp");
    tablet.drop({tablet.pictures.file("first.png")});
    CHECK(tablet.log().adding == 1);
    CHECK(tablet.device->picture_steps.waiting() == 1);
    tablet.device->type(" is out");
    tablet.device->wait(Duration{1'000});
    CHECK(tablet.words_on_disk() == "The lamp is out");
    CHECK(tablet.log().adding == 1);

    // Keep waits for the photo, and takes it along.
    tablet.log().form.kind = "pain";
    tablet.save();
    CHECK(tablet.store().status().value().stories == 0);
    CHECK(tablet.device->sees("Adding a photo"));
    tablet.work_on_pictures();
    CHECK(tablet.log().adding == 0);
    tablet.save();
    CHECK(tablet.attachments_of_newest().size() == 1);
}

TEST_CASE("a story is saved while its photo waits to be unpacked for the screen", "[app]") {
    Tablet tablet(true);
    tablet.device->type("The lamp is out");
    tablet.drop({tablet.pictures.file("first.png")});
    tablet.work_on_pictures();
    tablet.device->wait(Duration{1'000});
    tablet.start();
    REQUIRE(tablet.log().form.photos.size() == 1);
    CHECK(tablet.device->picture_steps.waiting() == 1);
    CHECK(tablet.colour_at(first_photo_above) == "?");
    tablet.log().form.kind = "pain";
    tablet.save();
    CHECK(tablet.attachments_of_newest().size() == 1);
    CHECK(tablet.device->picture_steps.waiting() == 1);
}

TEST_CASE("a sheet that is closed leaves nothing to unpack behind", "[app]") {
    Tablet tablet(true);
    tablet.device->tap("Photo");
    tablet.device->picture_steps.run_one();  // Which pictures there are.
    tablet.device->settle();
    CHECK(tablet.device->picture_steps.waiting() == 1);  // The first of them.
    CHECK_FALSE(tablet.device->app->is_settled());
    tablet.device->app->state().photos.open = false;
    tablet.device->settle();
    CHECK(tablet.device->app->is_settled());
    tablet.device->woken = false;
    tablet.device->picture_steps.run_all();
    CHECK_FALSE(tablet.device->woken);
    tablet.device->tap("Photo");
    tablet.work_on_pictures();
    CHECK(tablet.colour_at({100, 160}) == "red");
}

TEST_CASE("a photo taken away and chosen again keeps its bytes, though the draft lets go meanwhile", "[app]") {
    Tablet tablet(true);
    tablet.device->type("The lamp is out");
    tablet.drop({tablet.pictures.file("first.png")});
    tablet.work_on_pictures();
    tablet.device->wait(Duration{1'000});
    REQUIRE(tablet.log().form.photos.size() == 1);
    const KeptFile photo = tablet.log().form.photos[0];
    tablet.log().form.photos.clear();
    tablet.drop({tablet.pictures.file("first.png")});
    tablet.device->wait(Duration{1'000});
    CHECK_FALSE(tablet.holds(photo.sha256));
    tablet.work_on_pictures();
    tablet.device->wait(Duration{1'000});
    REQUIRE(tablet.log().form.photos.size() == 1);
    CHECK(tablet.holds(photo.sha256));
    CHECK(tablet.holds(photo.thumbnail_sha256));
}

TEST_CASE("a draft does not let go of a photo that goes to disk at that moment", "[app]") {
    Tablet tablet(true);
    tablet.device->type("The lamp is out");
    tablet.drop({tablet.pictures.file("first.png")});
    tablet.work_on_pictures();
    tablet.drop({tablet.pictures.file("first.png")});
    tablet.device->wait(Duration{1'000});
    tablet.device->picture_steps.run_all();
    tablet.log().form.photos.clear();
    tablet.device->wait(Duration{2'000});
    REQUIRE(tablet.log().form.photos.size() == 1);
    CHECK(tablet.holds(tablet.log().form.photos[0].sha256));
    const auto draft = tablet.store().draft().value();
    REQUIRE(draft);
    CHECK(parse_log_form(draft->json).value().photos == tablet.log().form.photos);
}

TEST_CASE("photos of a story that was thrown away are not unpacked, and it is said", "[app]") {
    Tablet tablet(true);
    tablet.put("second.png", platform::write_png(test::quarters(40, 30)).value());
    tablet.device->type("The lamp is out");
    tablet.drop({tablet.pictures.file("first.png"), tablet.pictures.file("second.png")});
    CHECK(tablet.log().adding == 2);
    tablet.log() = {};
    tablet.device->settle();
    CHECK(tablet.device->sees("The story was finished"));
    CHECK(tablet.device->app->is_settled());
    tablet.device->picture_steps.run_all();
    tablet.device->settle();
    CHECK(tablet.log().form.photos.empty());
    CHECK(tablet.store().media().totals().value().to_send == 0);
    tablet.drop({tablet.pictures.file("second.png")});
    tablet.work_on_pictures();
    CHECK(tablet.log().form.photos.size() == 1);
}

TEST_CASE("a tablet that is switched off while a photo is unpacked keeps the words", "[app]") {
    Tablet tablet(true);
    tablet.device->type("The lamp is out");
    tablet.drop({tablet.pictures.file("first.png")});
    tablet.device->wait(Duration{1'000});
    tablet.start();
    CHECK(tablet.log().form.words == "The lamp is out");
    CHECK(tablet.log().adding == 0);
    CHECK(tablet.device->app->is_settled());
}

TEST_CASE("a story takes so many photos and no more", "[app]") {
    Tablet tablet;
    std::vector<std::string> paths;
    for (int i = 0; i < 5; ++i) {
        const std::string name = "p" + std::to_string(i) + ".png";
        tablet.put(name, platform::write_png(test::quarters(20 + i, 20)).value());
        paths.push_back(tablet.pictures.file(name));
    }
    tablet.drop({paths[0], paths[0]});
    CHECK(tablet.log().form.photos.size() == 1);  // The same picture twice is one photo.
    tablet.drop({paths.begin() + 1, paths.end()});
    CHECK(tablet.log().form.photos.size() == photos_most);
    CHECK(tablet.device->sees("A story takes up to 4 photos"));
    tablet.device->tap("Photo");
    CHECK_FALSE(tablet.sheet_is_open());
}

TEST_CASE("a story that cannot be written keeps its photos in the form, and nothing half on disk", "[app]") {
    Tablet tablet;
    tablet.device->type("The lamp is out");
    tablet.choose_first();
    REQUIRE(tablet.log().form.photos.size() == 1);
    tablet.log().form.kind = "pain";
    tablet.log().form.photos[0].media_type = "image/" + std::string(100'000, 'x');
    tablet.save();
    CHECK(tablet.store().status().value().stories == 0);
    CHECK(tablet.log().form.words == "The lamp is out");
    CHECK(tablet.log().form.photos.size() == 1);
}

TEST_CASE("correcting a story may add a photo", "[app]") {
    Tablet tablet;
    tablet.device->type("The lamp is out");
    tablet.log().form.kind = "pain";
    tablet.save();
    const sync::StoryRow row = tablet.store().list({}).value().rows.front();
    tablet.log().form = {.id = row.id, .words = row.words, .kind = row.kind, .correcting = true};
    tablet.choose_first();
    tablet.save();
    CHECK(tablet.attachments_of_newest().size() == 1);
    CHECK(tablet.store().status().value().stories == 1);
}

// Logs a story with a photo that is red above on the left, and opens it to be corrected.
sync::StoryRow correct_story_with_photo(Tablet& tablet) {
    tablet.device->type("The lamp is out");
    tablet.choose_first();
    tablet.log().form.kind = "pain";
    tablet.save();
    const sync::StoryRow row = tablet.store().list({}).value().rows.front();
    tablet.log().form = form_to_correct(row);
    tablet.device->settle();
    return row;
}

TEST_CASE("a story that is corrected shows the photos it has, and keeps them", "[app]") {
    Tablet tablet;
    const sync::StoryRow row = correct_story_with_photo(tablet);
    CHECK(tablet.device->sees("You are correcting a story"));
    CHECK(tablet.colour_at(first_photo_above) == "red");
    CHECK(tablet.log().form.photos.empty());
    tablet.tap(first_photo_above);  // Nothing to take away there.

    tablet.put("second.png", platform::write_png(platform::Pixels(60, 45)).value());
    tablet.drop({tablet.pictures.file("second.png")});
    CHECK(tablet.colour_at(first_photo_above) == "red");
    CHECK(tablet.log().form.photos.size() == 1);
    tablet.save();
    CHECK(tablet.attachments_of_newest().size() == 2);

    // Another story has nothing of it.
    tablet.device->settle();
    CHECK(tablet.colour_at(first_photo_above) == "?");
    tablet.log().form = form_to_correct(row);
    tablet.device->settle();
    CHECK(tablet.colour_at(first_photo_above) == "red");
    tablet.device->tap("Leave it as it was");
    CHECK(tablet.colour_at(first_photo_above) == "?");
    CHECK(tablet.attachments_of_newest().size() == 2);
}

TEST_CASE("a photo of a corrected story that is not here says so", "[app]") {
    Tablet tablet;
    const sync::StoryRow row = correct_story_with_photo(tablet);
    const Id id = make_named_id("test", "photo elsewhere");
    const sync::Edit elsewhere{sync::Kind::attachment,
                               id,
                               {{sync::attachment::story, to_text(row.id)},
                                {sync::attachment::media_type, std::string("image/jpeg")},
                                {sync::attachment::sha256, std::string(64, 'b')}}};
    REQUIRE(tablet.store().write({&elsewhere, 1}));
    tablet.device->store->publish();
    tablet.device->settle();
    CHECK(tablet.device->sees("The photo has not"));
    CHECK(tablet.device->sees("It comes by itself."));
    CHECK(tablet.colour_at(first_photo_above) == "red");
}

TEST_CASE("a photo that was just added is not shown twice while its story has it already", "[app]") {
    Tablet tablet;
    correct_story_with_photo(tablet);
    const sync::Record attachment = tablet.attachments_of_newest().front();
    tablet.log().form.photos.push_back(
        {.id = attachment.id,
         .name = "first.png",
         .media_type = "image/png",
         .sha256 = std::string(attachment.text(sync::attachment::sha256)),
         .thumbnail_sha256 = std::string(attachment.text(sync::attachment::thumbnail_sha256)),
         .width = 600,
         .height = 450});
    tablet.device->settle();
    CHECK(tablet.colour_at(first_photo_above) == "red");
    tablet.tap(Vec2{first_cross.x, first_photo_above.y});  // The one of the form, alone.
    CHECK(tablet.log().form.photos.empty());
}

TEST_CASE("where there are no pictures the sheet says where it looked", "[app]") {
    Tablet tablet;
    REQUIRE(tablet.files.remove(tablet.pictures.file("first.png")));
    tablet.device->tap("Photo");
    CHECK(tablet.device->sees("No pictures here yet"));
    CHECK(tablet.device->sees("Earshot looked in"));
}

TEST_CASE("an open sheet of pictures draws nothing while nothing happens", "[app]") {
    Tablet tablet;
    tablet.put("damaged.png", "\x89PNG\r\n\x1a\n and no more");
    tablet.device->tap("Photo");
    tablet.device->wait(Duration{15'000});
    const int before = tablet.device->frames;
    tablet.device->wait(Duration{10'000});
    CHECK(tablet.device->frames - before <= 1);
}

}  // namespace
}  // namespace earshot::app
