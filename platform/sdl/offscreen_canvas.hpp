// platform/sdl/offscreen_canvas.hpp: the app's frame without a window: for tests, pictures and machines with no
// display.
//
// Owns one Dear ImGui context and the picture it draws into. Time is whatever the caller says; touches and keys go in
// through io(). Each frame is drawn whole, and the same input gives the same pixels on every machine.
//
// Threads: one canvas at a time in a thread; frame() makes its context the current one.
#pragma once

#include <imgui.h>

#include "platform/ports/window.hpp"
#include "platform/sdl/picture.hpp"

namespace earshot::platform {

class OffscreenCanvas {
public:
    OffscreenCanvas(int width, int height);
    ~OffscreenCanvas();
    OffscreenCanvas(const OffscreenCanvas&) = delete;
    OffscreenCanvas& operator=(const OffscreenCanvas&) = delete;

    // Draws one frame at that time (from the first frame on, time must not go backwards).
    FrameWish frame(const FrameFunction& draw, Instant now);
    void resize(int width, int height);

    ImGuiIO& io();
    // What an input method would be composing.
    void compose(std::string text) { composition_ = std::move(text); }
    // Files that somebody would let go over the window, before the next frame.
    void drop(std::vector<std::string> paths) { dropped_ = std::move(paths); }
    void set_pixels_per_mm(float value) { pixels_per_mm_ = value; }

    const Picture& picture() const { return picture_; }
    Pixel pixel(int x, int y) const { return picture_.at(x, y); }
    const std::string& clipboard() const { return clipboard_; }
    void set_clipboard(std::string text) { clipboard_ = std::move(text); }

private:
    ImGuiContext* context_;
    Picture picture_;
    std::string composition_;
    std::string clipboard_;
    std::vector<std::string> dropped_;
    float pixels_per_mm_ = 136.0F / 25.4F;
    Instant last_{-1};
};

}  // namespace earshot::platform
