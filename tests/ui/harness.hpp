// tests/ui/harness.hpp: a screen without a window, with fingers and keys.
//
//   UiHarness screen({.width = 800, .height = 600});
//   bool saved = false;
//   screen.show([&](Ui& ui) { saved |= button(ui, "save", {20, 20, 200, 64}, {.label = "Save"}); });
//   screen.tap(100, 50);
//   CHECK(saved);
//
// Time stands still except where a test lets it pass: each frame is 16 ms after the last.
#pragma once

#include <functional>
#include <string>

#include "app/widgets/ui.hpp"
#include "platform/sdl/offscreen_canvas.hpp"

namespace earshot::test {

struct HarnessOptions {
    int width = 800;
    int height = 600;
    app::ThemeChoice theme = {};
    float pixels_per_mm = 136.0F / 25.4F;  // a unit is a pixel
};

class UiHarness {
public:
    explicit UiHarness(const HarnessOptions& options = {});

    // What is drawn from now on; draws it until it stands still.
    void show(std::function<void(app::Ui&)> draw);
    // One frame, 16 ms later.
    platform::FrameWish frame();
    void frames(int count);
    // Lets that much time pass, drawing every 16 ms.
    void pass(Duration time);
    // The same without drawing: as if nobody had asked for a frame.
    void skip(Duration time) { now_ = now_ + time; }
    void set_theme(const app::ThemeChoice& choice) { theme_ = choice; }
    void resize(int width, int height) { canvas_.resize(width, height); }

    // A finger: down, up, and a movement between.
    void touch_down(float x, float y);
    void touch_move(float x, float y);
    void touch_up();
    void tap(float x, float y);
    // On the words, wherever they are; throws when they are nowhere to be seen.
    void tap(std::string_view words);
    bool sees(std::string_view words) const { return !ui_.problems.place_of(words).empty(); }
    void drag(float from_x, float from_y, float to_x, float to_y, int steps = 8);
    void mouse_move(float x, float y);
    void wheel(float notches);

    void press(ImGuiKey key, int modifiers = 0);  // down and up
    void type(std::string_view text);

    app::Ui& ui() { return ui_; }
    platform::OffscreenCanvas& canvas() { return canvas_; }
    platform::Pixel pixel(float x, float y) const { return canvas_.pixel(static_cast<int>(x), static_cast<int>(y)); }
    // Whether the pixel there shows about that colour.
    bool shows(float x, float y, app::Colour colour, int tolerance = 6) const;
    // How many pixels of that rectangle do.
    int count(const app::Rect& rect, app::Colour colour, int tolerance = 6) const;
    const app::Palette& colours() const { return app::palette_of(theme_.name); }
    // The problems of text in the frame that stands; watching is on from the start.
    std::vector<std::string> layout_problems() const { return ui_.problems.found(); }
    Instant now() const { return now_; }
    void write(const std::string& path) const;

private:
    app::ThemeChoice theme_;
    app::FontSet fonts_;
    platform::OffscreenCanvas canvas_;
    app::Ui ui_;
    std::function<void(app::Ui&)> draw_;
    Instant now_{1'000};
};

}  // namespace earshot::test
