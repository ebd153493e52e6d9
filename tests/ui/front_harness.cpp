#include "tests/ui/front_harness.hpp"

#include <cstdlib>
#include <stdexcept>

#include "app/demo/demo_store.hpp"
#include "sync/model/tables.hpp"
#include "tests/support/english.hpp"

namespace earshot::test {
namespace {

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error(result.error().message);
    return std::move(*result);
}
void must(const Result<void>& result) {
    if (!result) throw std::runtime_error(result.error().message);
}

}  // namespace

FrontHarness::FrontHarness(const FrontOptions& options)
    : tr(strings_in(options.language)),
      screen({.width = options.width, .height = options.height, .theme = options.theme}) {
    auto opened = must(sync::DeviceStore::open({.folder = folder.path(), .in_memory = true}, files, clock, random));
    store = std::make_unique<sync::AsyncStore>(std::move(opened), worker, [] {});
    data = std::make_unique<app::LiveData>(*store);
    picture_work = std::make_unique<app::PictureWork>(worker, [] {});
    pictures = std::make_unique<app::LivePictures>(*store, *picture_work);
    device_photos = std::make_unique<app::DevicePhotos>(
        *store, *picture_work, files,
        app::PictureHome{.home = {}, .config_home = {}, .pictures_dir = picture_folder.path()});
    state.wall.month = month_of(clock.civil_now());
    sync.link = sync::Link::idle;
    set_language(options.language);
}

FrontHarness::~FrontHarness() = default;

void FrontHarness::set_language(const std::string& language) {
    tr = strings_in(language);
    data->begin_frame();
    const sync::Snapshot& snapshot = data->snapshot();
    names = app::make_vocabulary(snapshot.stages, snapshot.sites, snapshot.functions, tr);
}

void FrontHarness::demo_company() {
    clock.set_wall(app::demo_moment);
    const app::DemoCompany company =
        must(app::read_demo_company(files, app::demo_options("assets", clock.civil_now(), tr.language())));
    must(app::fill_with_demo(store->store(), company, app::demo_moment, app::DemoSending::some_waiting));
    store->publish();
    set_language(tr.language());
}

void FrontHarness::write(const sync::Edit& edit) {
    must(store->store().write(std::span(&edit, 1)));
    store->publish();
}

Id FrontHarness::log(const std::string& words, const std::string& kind) {
    const Id id = random.uuid7(clock.wall());
    write({sync::Kind::story,
           id,
           {{sync::story::kind, kind},
            {sync::story::words, words},
            {sync::story::happened, to_text(clock.civil_now())}}});
    clock.advance(Duration{60'000});
    return id;
}

void FrontHarness::refuse_newest(const std::string& reason) {
    const auto waiting = must(store->store().outgoing(100'000, SIZE_MAX));
    for (auto it = waiting.rbegin(); it != waiting.rend(); ++it) {
        if (it->record.kind != sync::Kind::story) continue;
        const sync::Settlement settlement{it->record.id, it->change, reason};
        must(store->store().settle(std::span(&settlement, 1)));
        store->publish();
        return;
    }
    throw std::runtime_error("no story waits");
}

void FrontHarness::set(const std::string& setting, const std::string& value) {
    must(store->store().set_setting(setting, value));
    store->publish();
}

void FrontHarness::draw(app::Ui& ui) {
    data->begin_frame();
    picture_work->deliver();
    pictures->begin_frame(ui.now);
    device_photos->begin_frame(ui.now);
    app::FrameContext frame{
        .ui = ui,
        .tr = tr,
        .names = names,
        .data = *data,
        .pictures = *pictures,
        .device_photos = *device_photos,
        .sync = sync,
        .media = media,
        .state = state,
        .intents = intents,
        .now = clock.civil_now(),
        .clock = {.wall = clock.wall(), .instant = screen.now(), .utc_offset = clock.utc_offset(clock.wall())}};
    if (view_ != nullptr) view_->draw(frame);
}

void FrontHarness::show(app::View& view) {
    view_ = &view;
    screen.show([this](app::Ui& ui) { draw(ui); });
    settle();
}

void FrontHarness::settle() {
    screen.frames(4);
}

}  // namespace earshot::test
