#include "app/window_program.hpp"

#include <cstdlib>

#include "app/demo/demo_store.hpp"
#include "app/frame/app.hpp"
#include "app/frame/sync_host.hpp"
#include "platform/base/log.hpp"
#include "platform/curl/curl_transport.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "platform/host/thread_worker.hpp"
#include "platform/sdl/sdl_window.hpp"
#include "sync/replica/enrol.hpp"

namespace earshot::app {
namespace {

// A device that was never enrolled and never used starts with the welcome.
Screen first_screen(const sync::Snapshot& snapshot, Form form) {
    if (form == Form::wall) return Screen::wall;
    const bool known = !snapshot.setting("server").empty() || !snapshot.setting("started_alone").empty();
    return known || snapshot.status.stories > 0 ? Screen::log : Screen::welcome;
}

std::string from_environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

PictureHome picture_home() {
    return {.home = from_environment("HOME"),
            .config_home = from_environment("XDG_CONFIG_HOME"),
            .pictures_dir = from_environment("XDG_PICTURES_DIR")};
}

// Also on a device that never syncs: a photo that was kept for a draft and never came into it goes.
void tidy_media(sync::DeviceStore& store) {
    if (auto tidied = store.media().tidy(); !tidied) log_warning("media", tidied.error().message);
}

void roll_backup(sync::DeviceStore& store) {
    if (auto rolled = store.roll_backup(); !rolled) log_warning("backup", rolled.error().message);
}

// The demo company, for looking around without a server. Never among stories that somebody logged.
Result<void> fill_empty_store(sync::DeviceStore& store, platform::Files& files, const platform::Clock& clock,
                              const std::string& assets) {
    EARSHOT_TRY(const sync::StoreStatus status, store.status());
    if (status.stories > 0) {
        return Error{
            Errc::invalid,
            "There are stories on this tablet already; invented ones would mix with them. Nothing was changed."};
    }
    EARSHOT_TRY(const std::string language, store.setting("language"));
    EARSHOT_TRY(const DemoCompany company, read_demo_company(files, demo_options(assets, clock.civil_now(), language)));
    return fill_with_demo(store, company, clock.wall(), DemoSending::all_delivered);
}

}  // namespace

Result<void> run_window(const WindowProgramOptions& options) {
    const Form form = options.kiosk ? Form::wall : Form::tablet;
    platform::HostClock clock;
    platform::HostRandom random;
    platform::HostFiles files;
    platform::CurlTransport transport;
    FontSet fonts;

    EARSHOT_TRY(auto device_store, sync::DeviceStore::open({.folder = options.data_folder}, files, clock, random));
    EARSHOT_TRY(const auto window, platform::SdlWindow::open({.title = form == Form::wall ? "Earshot wall" : "Earshot",
                                                              .width = options.width,
                                                              .height = options.height,
                                                              .fullscreen = options.fullscreen},
                                                             clock));
    const auto wake = [&window] { window->wake(); };

    auto worker = std::make_unique<platform::ThreadWorker>(clock, &transport);
    sync::AsyncStore store(std::move(device_store), *worker, wake);
    SyncHost sync_host(store, {.worker = *worker, .transport = transport, .clock = clock, .random = random}, {}, wake);
    auto picture_worker = std::make_unique<platform::ThreadWorker>(clock);
    PictureWork picture_work(*picture_worker, wake);
    store.on_worker(roll_backup);
    store.on_worker(tidy_media);

    OutsideWorld outside;
    outside.sync_status = [&sync_host] { return sync_host.status(); };
    outside.media_status = [&sync_host] { return sync_host.media_status(); };
    outside.stop_sync = [&sync_host] { sync_host.stop(); };
    outside.sync_now = [&sync_host] { sync_host.sync_now(); };
    outside.join = [&sync_host](std::string server, std::string code, std::function<void(std::string)> done) {
        sync_host.join({.server = std::move(server), .code = std::move(code), .name = {}}, std::move(done));
    };
    outside.try_demo = [&](std::function<void(std::string)> done) {
        const auto trouble = std::make_shared<std::string>();
        store.on_worker([&, trouble](sync::DeviceStore& device) {
            if (auto filled = fill_empty_store(device, files, clock, options.assets); !filled)
                *trouble = filled.error().message;
        });
        // Behind it in the queue: when this is answered, the other is done.
        store.submit(sync::ask::ReadDraft{}, [trouble, done = std::move(done)](const auto&) { done(*trouble); });
    };

    Result<void> outcome;
    {
        auto app = App::create({.first = first_screen(*store.snapshot(), form),
                                .form = form,
                                .assets = options.assets,
                                .pictures = picture_home()},
                               {.store = store,
                                .picture_work = picture_work,
                                .clock = clock,
                                .random = random,
                                .files = files,
                                .fonts = fonts},
                               std::move(outside));
        if (app) {
            window->run([&](const platform::FrameInput& input) {
                sync_host.deliver();
                return (*app)->frame(input);
            });
        } else {
            outcome = std::move(app).error();
        }
    }
    worker.reset();          // Runs what was posted last: the final draft is on disk when this returns.
    picture_worker.reset();  // Then a picture that is under way is finished, for nobody.
    return outcome;
}

}  // namespace earshot::app
