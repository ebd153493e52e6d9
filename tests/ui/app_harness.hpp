// tests/ui/app_harness.hpp: the whole front with nothing replaced but time, the window and the worker's thread: a
// tablet or a wall that can be switched off at any moment and on again.
//
//   Device tablet(folder.file("data"));
//   tablet.type("Late again");
//   CHECK(tablet.app->state().log.form.words == "Late again");
#pragma once

#include <catch2/catch_test_macros.hpp>

#include "app/demo/demo_store.hpp"
#include "app/frame/app.hpp"
#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "platform/fake/stepped_worker.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/inline_worker.hpp"
#include "platform/host/program_folder.hpp"
#include "platform/sdl/offscreen_canvas.hpp"

namespace earshot::test {

using namespace app;

struct DeviceOptions {
    Screen first = Screen::log;
    Form form = Form::tablet;
    int width = 1280;
    int height = 800;
    ThemeName theme = ThemeName::light;
    float text_scale = 1;
    std::string language = "en";
    bool demo = false;
    std::string pictures = {};   // the folder of pictures of this machine
    bool pictures_wait = false;  // pictures are worked on only when the test steps picture_steps
};

// A tablet or a wall that can be switched off at any moment and on again.
struct Device {
    explicit Device(const std::string& folder, const DeviceOptions& wanted = {})
        : options(wanted), assets(platform::find_assets(files).value()), canvas(wanted.width, wanted.height) {
        auto opened = sync::DeviceStore::open({.folder = folder}, files, clock, random);
        REQUIRE(opened);
        if (options.demo) {
            const auto company = read_demo_company(files, demo_options(assets, clock.civil_now(), options.language));
            REQUIRE(company);
            REQUIRE(fill_with_demo(**opened, *company, demo_moment, DemoSending::some_waiting));
        }
        store = std::make_unique<sync::AsyncStore>(std::move(*opened), worker, [this] { woken = true; });
        if (options.pictures_wait) {
            picture_work = std::make_unique<PictureWork>(picture_steps, [this] { woken = true; });
        } else {
            picture_work = std::make_unique<PictureWork>(picture_worker, [this] { woken = true; });
        }
        auto made = App::create({.first = options.first,
                                 .form = options.form,
                                 .assets = assets,
                                 .theme = options.theme,
                                 .text_scale = options.text_scale,
                                 .language = options.language,
                                 .less_movement = true,
                                 .pictures = {.home = {}, .config_home = {}, .pictures_dir = options.pictures}},
                                {.store = *store,
                                 .picture_work = *picture_work,
                                 .clock = clock,
                                 .random = random,
                                 .files = files,
                                 .fonts = fonts},
                                {});
        REQUIRE(made);
        app = std::move(*made);
        app->ui().problems.watch(true);
        settle();
    }
    platform::FrameWish frame() {
        clock.advance(Duration{16});
        frames += 1;
        return canvas.frame([&](const platform::FrameInput& input) { return app->frame(input); }, clock.monotonic());
    }
    void settle() {
        for (int i = 0; i < 60; ++i)
            frame();
    }
    // As the window's loop does: draws only when the app wished for it, or the worker woke it.
    void wait(Duration time) {
        const Instant until = clock.monotonic() + time;
        for (;;) {
            woken = false;
            const Instant next = frame().next;
            if (woken) continue;  // the worker has an answer
            if (next >= until) break;
            if (next > clock.monotonic()) clock.advance(next - clock.monotonic());
        }
        if (until > clock.monotonic()) clock.advance(until - clock.monotonic());
    }
    void type(std::string_view text) {
        canvas.io().AddInputCharactersUTF8(std::string(text).c_str());
        frame();
    }
    // A finger, in the middle of the words, wherever they are.
    void tap(std::string_view words) {
        const Rect place = app->ui().problems.place_of(words);
        REQUIRE_FALSE(place.empty());
        tap(place.centre().x, place.centre().y);
    }
    void tap(float x, float y) {
        ImGuiIO& io = canvas.io();
        io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
        io.AddMousePosEvent(x, y);
        frame();
        io.AddMouseButtonEvent(0, true);
        frame();
        io.AddMouseButtonEvent(0, false);
        frame();
        settle();
    }
    bool sees(std::string_view words) { return !app->ui().problems.place_of(words).empty(); }
    void press(ImGuiKey key, ImGuiKey modifier = ImGuiKey_None) {
        ImGuiIO& io = canvas.io();
        if (modifier != ImGuiKey_None) io.AddKeyEvent(modifier, true);
        io.AddKeyEvent(key, true);
        frame();
        io.AddKeyEvent(key, false);
        if (modifier != ImGuiKey_None) io.AddKeyEvent(modifier, false);
        frame();
    }

    DeviceOptions options;
    platform::HostFiles files;
    platform::SteppedClock clock{demo_moment};
    platform::SeededRandom random{5};
    platform::InlineWorker worker, picture_worker;
    platform::SteppedWorker picture_steps;
    std::string assets;
    FontSet fonts;
    platform::OffscreenCanvas canvas;
    std::unique_ptr<sync::AsyncStore> store;
    std::unique_ptr<PictureWork> picture_work;
    std::unique_ptr<App> app;
    int frames = 0;
    bool woken = false;
};

}  // namespace earshot::test
