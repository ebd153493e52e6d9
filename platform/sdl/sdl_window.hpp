// platform/sdl/sdl_window.hpp: the window on SDL2, and the loop that draws only when something changed.
//
// After each event a few frames are drawn (Dear ImGui takes one to notice and one to settle), then the loop sleeps
// until the next event, until the time the app wished for, or until wake(). A still screen costs nothing.
//
// Drawing is by the graphics card through SDL_Renderer where there is a real one, otherwise by our own rasterizer
// straight into the window's memory; both give the same picture.
// Threads: the one that opened it; wake() from any.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "platform/ports/clock.hpp"
#include "platform/ports/window.hpp"
#include "platform/sdl/picture.hpp"

namespace earshot::platform {

enum class Drawing : std::uint8_t { automatic, software, accelerated };

struct WindowOptions {
    std::string title = "Earshot";
    int width = 1280;  // in pixels; ignored when full screen
    int height = 800;
    bool fullscreen = false;
    bool cursor = true;  // a kiosk that is only touched shows none
    Drawing drawing = Drawing::automatic;
    float pixels_per_mm = 0;  // 0: ask the screen
    Picture icon;             // empty: the system's
};

class SdlWindow {
public:
    // Errc::unavailable with what to do when there is no display.
    static Result<std::unique_ptr<SdlWindow>> open(const WindowOptions& options, const Clock& clock);
    ~SdlWindow();
    SdlWindow(const SdlWindow&) = delete;
    SdlWindow& operator=(const SdlWindow&) = delete;

    // Draws and waits until the app wishes to quit.
    void run(const FrameFunction& draw);
    // One turn of the loop without waiting, for hosts that own the loop themselves. False when the app wishes to quit.
    bool step(const FrameFunction& draw);
    // Makes the loop draw soon.
    void wake();

    std::uint64_t frames_drawn() const;
    bool is_software() const;
    // What is on the screen now. Software drawing only; otherwise empty.
    const Picture& picture() const;

private:
    struct State;
    explicit SdlWindow(std::unique_ptr<State> state);

    void handle_events();
    void draw_frame(const FrameFunction& draw);
    bool is_due() const;

    std::unique_ptr<State> state_;
};

}  // namespace earshot::platform
