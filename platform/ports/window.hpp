// platform/ports/window.hpp: what passes between the one that owns the loop and the app, once a frame.
//   answered by  platform/sdl/sdl_window.hpp, platform/sdl/offscreen_canvas.hpp
//
// The app is one function. It draws a frame and says when it wants to draw again; until then, or until somebody
// touches something, nothing is drawn.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "platform/base/time.hpp"

namespace earshot::platform {

// What the app is told.
struct FrameInput {
    Instant now;
    float width = 0;  // of the drawing, in pixels
    float height = 0;
    float pixels_per_mm = 136.0F / 25.4F;  // as far as the screen tells the truth
    std::string_view composition;          // what an input method is still composing; not yet part of any text
    std::span<const std::string> dropped;  // paths of files let go over the window since the last frame
    bool close_requested = false;          // the person wants to leave; the app decides
};

// Where text is being typed, in pixels: an input method or an on-screen keyboard keeps clear of it.
struct TextInputArea {
    float x = 0;
    float y = 0;
    float width = 0;
    float height = 0;

    bool operator==(const TextInputArea&) const = default;
};

// What the app asks for.
struct FrameWish {
    Instant next = Instant::never();          // draw again then, even if nothing happens
    std::optional<TextInputArea> text_input;  // keys make text while this is set
    bool quit = false;
};

using FrameFunction = std::function<FrameWish(const FrameInput&)>;

}  // namespace earshot::platform
