#include "platform/sdl/sdl_window.hpp"

#include <cstdlib>

#include <SDL.h>
#include <catch2/catch_test_macros.hpp>
#include <imgui.h>

#include "platform/fake/stepped_clock.hpp"

namespace earshot::platform {
namespace {

// SDL's own driver for machines without a display.
struct Window {
    SteppedClock clock;
    std::unique_ptr<SdlWindow> window;
    FrameWish wish;

    Window() {
        setenv("SDL_VIDEODRIVER", "dummy", 1);
        window = SdlWindow::open({.width = 320, .height = 200}, clock).value();
    }
    // Steps until it stands still; how many frames were drawn.
    std::uint64_t settle() {
        const std::uint64_t before = window->frames_drawn();
        for (int i = 0; i < 12; ++i)
            window->step([this](const FrameInput& input) {
                ImGui::GetBackgroundDrawList()->AddRectFilled({0, 0}, {input.width, 10}, IM_COL32(1, 2, 3, 255));
                return wish;
            });
        return window->frames_drawn() - before;
    }
};

TEST_CASE("nothing is drawn when nothing changed", "[window]") {
    Window w;
    CHECK(w.settle() >= 3);
    w.settle();
    CHECK(w.settle() == 0);
    CHECK(w.window->is_software());
    CHECK(w.window->picture().at(5, 5) == Pixel{1, 2, 3});
}

TEST_CASE("three frames follow an event or a call from elsewhere", "[window]") {
    Window w;
    w.settle();
    w.settle();
    w.window->wake();
    CHECK(w.settle() == 3);
    SDL_Event event{};
    event.type = SDL_MOUSEMOTION;
    event.motion.x = 20;
    SDL_PushEvent(&event);
    CHECK(w.settle() == 3);
    CHECK(w.settle() == 0);
}

TEST_CASE("a frame comes when the app wished for it", "[window]") {
    Window w;
    w.settle();
    w.settle();
    w.wish.next = w.clock.monotonic() + Duration{530};
    w.window->wake();
    w.settle();
    CHECK(w.settle() == 0);
    w.clock.advance(Duration{529});
    CHECK(w.settle() == 0);
    w.clock.advance(Duration{1});
    w.wish.next = Instant::never();
    CHECK(w.settle() == 1);
}

TEST_CASE("files let go over the window are told once, in their order", "[window]") {
    Window w;
    w.settle();
    for (const char* path : {"/pictures/lamp.jpg", "/pictures/hob.jpg"}) {
        SDL_Event event{};
        event.type = SDL_DROPFILE;
        event.drop.file = SDL_strdup(path);
        SDL_PushEvent(&event);
    }
    std::vector<std::string> told;
    for (int i = 0; i < 12; ++i) {
        w.window->step([&](const FrameInput& input) {
            told.insert(told.end(), input.dropped.begin(), input.dropped.end());
            return FrameWish{};
        });
    }
    CHECK(told == std::vector<std::string>{"/pictures/lamp.jpg", "/pictures/hob.jpg"});
}

TEST_CASE("the app decides whether to close", "[window]") {
    Window w;
    w.settle();
    SDL_Event event{};
    event.type = SDL_QUIT;
    bool asked = false;
    bool leaves = false;
    const FrameFunction frame = [&](const FrameInput& input) {
        asked = asked || input.close_requested;
        return FrameWish{.quit = leaves};
    };
    SDL_PushEvent(&event);
    CHECK(w.window->step(frame));
    CHECK(asked);
    leaves = true;
    SDL_PushEvent(&event);
    CHECK_FALSE(w.window->step(frame));
}

TEST_CASE("keys make text only while a text is edited", "[window]") {
    Window w;
    w.settle();
    CHECK(SDL_IsTextInputActive() == SDL_FALSE);
    w.wish.text_input = TextInputArea{1, 2, 3, 4};
    w.window->wake();
    w.settle();
    CHECK(SDL_IsTextInputActive() == SDL_TRUE);
    w.wish.text_input.reset();
    w.window->wake();
    w.settle();
    CHECK(SDL_IsTextInputActive() == SDL_FALSE);
}

}  // namespace
}  // namespace earshot::platform
