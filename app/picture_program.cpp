#include "app/picture_program.hpp"

#include <array>
#include <functional>

#include <fmt/format.h>

#include "app/demo/demo_photos.hpp"
#include "app/demo/demo_store.hpp"
#include "app/frame/app.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "platform/host/inline_worker.hpp"
#include "platform/host/scratch_folder.hpp"
#include "platform/sdl/offscreen_canvas.hpp"

namespace earshot::app {
namespace {

// Time goes on only from frame to frame, so that the same data gives the same picture.
class PictureClock : public platform::Clock {
public:
    PictureClock(WallTime wall, std::chrono::minutes offset) : wall_(wall), offset_(offset) {}

    Instant monotonic() const override { return now_; }
    WallTime wall() const override { return wall_; }
    std::chrono::minutes utc_offset(WallTime) const override { return offset_; }
    void advance(Duration time) { now_ = now_ + time; }

private:
    Instant now_{1'000};
    WallTime wall_;
    std::chrono::minutes offset_;
};

void leave_as_is(App&, bool) {}

// A story half written, as in the middle of a working day. Only where nobody else's draft is.
void write_something(App& app, bool is_demo) {
    if (!is_demo) return;
    LogForm& form = app.state().log.form;
    form.words =
        "I’ve rung four times about the same dishwasher. Every time I start again from the beginning, as if nobody "
        "wrote "
        "anything down. I work nights, just ring me on 07700 900143 and tell me when somebody is coming";
    form.customer = "A nurse in Leeds";
    form.kind = "pain";
    form.mood = 2;
    form.stage = "need-help";
    form.at_risk = true;
}

void open_first_story(App& app, bool) {
    StoriesState& stories = app.state().stories;
    const sync::StoryPage* page = app.data().stories(stories.query);
    if (!page || page->rows.empty()) return;
    // One that a leader has answered shows the most.
    stories.selected = page->rows.front().id;
    for (const sync::StoryRow& row : page->rows) {
        if (row.replies == 0) continue;
        stories.selected = row.id;
        return;
    }
}

void open_reader(App& app, bool) {
    UiState& state = app.state();
    if (state.reader.story) return;
    sync::StoryQuery query;
    query.month = state.wall.month;
    query.stage = state.wall.stage;
    const sync::StoryPage* page = app.data().stories(query);
    if (!page || page->rows.empty()) return;
    const sync::StoryRow* heard_most = &page->rows.front();
    for (const sync::StoryRow& row : page->rows) {
        if (row.echoes > heard_most->echoes) heard_most = &row;
    }
    state.reader.story = heard_most->id;
    state.reader.within = query;
    state.screen = Screen::reader;
}

void open_photo(App& app, bool is_demo) {
    open_reader(app, is_demo);
    ReaderState& reader = app.state().reader;
    if (!reader.story || reader.photo) return;
    const sync::StoryDetail* detail = app.data().story(*reader.story);
    if (detail != nullptr && !detail->attachments.empty()) reader.photo = detail->attachments.front().id;
}

void open_sheet(App& app, bool) {
    app.state().sheet.open = true;
}

void open_photo_sheet(App& app, bool is_demo) {
    write_something(app, is_demo);
    app.state().photos.open = true;
}

// A tablet out of reach of its store since the morning, which is the usual case and the one that has the most to say.
OutsideWorld demo_world() {
    sync::SyncStatus status;
    status.link = sync::Link::retrying;
    status.trouble_since = demo_moment + Duration{-143 * 60'000LL};
    status.next_attempt = Instant{60'000};
    OutsideWorld world;
    world.sync_status = [status] { return status; };
    world.sync_now = [] {};
    world.try_demo = [](const auto&) {};
    return world;
}

// The same tablet on a thin line, in the middle of much to send and to fetch.
OutsideWorld sending_world() {
    const Instant now{10'000};
    const auto in = [&](std::int64_t seconds) { return now + Duration{1'000 * seconds}; };
    sync::SyncStatus status;
    status.link = sync::Link::exchanging;
    status.sending = {.done = 14, .total = 17, .ends = in(20)};
    status.fetching = {.done = 1'240, .total = 4'100, .ends = in(150)};
    sync::MediaStatus media;
    media.state = sync::MediaStatus::State::sending;
    media.progress = {.done = 1, .total = 3, .bytes_done = 1'500'000, .bytes_total = 2'400'000, .ends = in(40)};
    OutsideWorld world = demo_world();
    world.sync_status = [status] { return status; };
    world.media_status = [media] { return media; };
    world.stop_sync = [] {};
    return world;
}

// A screen, and how to get there from the first frame: called after each frame that has settled, until it says so.
struct Subject {
    std::string_view name;
    Screen screen;
    Form form;
    void (*arrange)(App& app, bool is_demo);
    OutsideWorld (*world)() = demo_world;  // of the demo company
};

constexpr std::array subjects{
    Subject{"log", Screen::log, Form::tablet, write_something},
    Subject{"stories", Screen::stories, Form::tablet, leave_as_is},
    Subject{"detail", Screen::stories, Form::tablet, open_first_story},
    Subject{"wall", Screen::wall, Form::wall, leave_as_is},
    Subject{"reader", Screen::wall, Form::wall, open_reader},
    Subject{"photo", Screen::wall, Form::wall, open_photo},
    Subject{"add-photo", Screen::log, Form::tablet, open_photo_sheet},
    Subject{"sync", Screen::log, Form::tablet, open_sheet},
    Subject{"sending", Screen::log, Form::tablet, open_sheet, sending_world},
    Subject{"welcome", Screen::welcome, Form::tablet, leave_as_is},
    Subject{"gallery", Screen::gallery, Form::tablet, leave_as_is},
};

Result<const Subject*> find_subject(std::string_view name) {
    std::string names;
    for (const Subject& subject : subjects) {
        if (subject.name == name) return &subject;
        names += (names.empty() ? "" : ", ") + std::string(subject.name);
    }
    return Error{Errc::invalid, fmt::format("There is no screen \"{}\". There are: {}.", name, names)};
}

struct Opened {
    std::unique_ptr<platform::ScratchFolder> media;  // of the demo company
    std::unique_ptr<sync::DeviceStore> store;
    PictureHome pictures;
    bool is_demo = false;
};

// What a machine of the demo company would have in its folder of pictures.
Result<std::string> lay_out_pictures(const platform::ScratchFolder& folder, platform::Files& files) {
    std::string pictures = folder.path() + "/Pictures";
    EARSHOT_CHECK(files.make_folder(pictures));
    for (const std::string_view name : {"kitchen", "hob", "calendar"}) {
        EARSHOT_TRY(const Attachable* photo, demo_photo(name));
        EARSHOT_CHECK(files.write_atomic(fmt::format("{}/{}.png", pictures, name), photo->bytes));
    }
    return pictures;
}

// The device's own store when it holds stories, otherwise the demo company in memory.
Result<Opened> open_what_is_there(const PictureOptions& options, platform::Files& files, platform::Clock& clock,
                                  platform::Random& random) {
    if (!options.data_folder.empty() && files.exists(options.data_folder + "/earshot.db")) {
        EARSHOT_TRY(auto own, sync::DeviceStore::open({.folder = options.data_folder}, files, clock, random));
        EARSHOT_TRY(const sync::StoreStatus status, own->status());
        if (status.stories > 0) return Opened{nullptr, std::move(own), {}, false};
    }
    EARSHOT_TRY(auto media, platform::ScratchFolder::make("earshot-shot"));
    EARSHOT_TRY(auto store,
                sync::DeviceStore::open({.folder = media->path(), .in_memory = true}, files, clock, random));
    const CivilTime today = civil_from_wall(demo_moment, std::chrono::minutes{0});
    EARSHOT_TRY(const DemoCompany company,
                read_demo_company(files, demo_options(options.assets, today, options.language)));
    EARSHOT_CHECK(fill_with_demo(*store, company, demo_moment, DemoSending::some_waiting));
    EARSHOT_TRY(std::string pictures, lay_out_pictures(*media, files));
    return Opened{
        std::move(media), std::move(store), {.home = {}, .config_home = {}, .pictures_dir = std::move(pictures)}, true};
}

// The device as it is between two exchanges.
OutsideWorld own_world(const sync::Snapshot& snapshot) {
    sync::SyncStatus status;
    status.link = snapshot.setting("server").empty() ? sync::Link::not_enrolled : sync::Link::idle;
    status.next_attempt = Instant::never();
    OutsideWorld world;
    world.sync_status = [status] { return status; };
    return world;
}

constexpr int frames_max = 400;

// Draws until the answers are in, then long enough for every movement to end.
void draw_until_still(App& app, platform::OffscreenCanvas& canvas, PictureClock& clock) {
    int still = 0;
    for (int i = 0; i < frames_max && still < 3; ++i) {
        canvas.frame([&](const platform::FrameInput& input) { return app.frame(input); }, clock.monotonic());
        clock.advance(Duration{400});
        still = app.is_settled() ? still + 1 : 0;
    }
}

}  // namespace

Result<void> take_picture(const PictureOptions& options) {
    EARSHOT_TRY(const Subject* subject, find_subject(options.screen));
    platform::HostFiles files;
    platform::HostRandom random;
    const platform::HostClock host_clock;
    PictureClock clock(demo_moment, std::chrono::minutes{0});
    EARSHOT_TRY(Opened opened, open_what_is_there(options, files, clock, random));
    if (!opened.is_demo) clock = PictureClock(host_clock.wall(), host_clock.utc_offset(host_clock.wall()));

    const bool wall = subject->form == Form::wall;
    const int width = options.width > 0 ? options.width : wall ? 1920 : 1280;
    const int height = options.height > 0 ? options.height : wall ? 1080 : 800;
    FontSet fonts;
    platform::OffscreenCanvas canvas(width, height);
    platform::InlineWorker worker;
    sync::AsyncStore store(std::move(opened.store), worker, [] {});
    PictureWork picture_work(worker, [] {});

    AppOptions app_options{.first = subject->screen, .form = subject->form, .assets = options.assets};
    if (!options.theme.empty()) app_options.theme = theme_named(options.theme);
    if (options.text_scale > 0) app_options.text_scale = static_cast<float>(options.text_scale);
    if (!options.language.empty()) app_options.language = options.language;
    app_options.less_movement = true;
    app_options.pictures = opened.pictures;
    EARSHOT_TRY(const auto app, App::create(std::move(app_options),
                                            {.store = store,
                                             .picture_work = picture_work,
                                             .clock = clock,
                                             .random = random,
                                             .files = files,
                                             .fonts = fonts},
                                            opened.is_demo ? subject->world() : own_world(*store.snapshot())));
    draw_until_still(*app, canvas, clock);
    for (int step = 0; step < 3; ++step) {  // Each time what the last answers made it possible to choose.
        subject->arrange(*app, opened.is_demo);
        draw_until_still(*app, canvas, clock);
    }
    return platform::write_png(canvas.picture(), options.file);
}

}  // namespace earshot::app
