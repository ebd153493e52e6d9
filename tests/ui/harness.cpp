#include "tests/ui/harness.hpp"

#include <cstdlib>
#include <stdexcept>

namespace earshot::test {
namespace {

constexpr Duration frame_time{16};

int distance(platform::Pixel pixel, app::Colour colour) {
    const auto difference = [](int a, app::Colour b, int shift) {
        return std::abs(a - static_cast<int>((b >> shift) & 0xFF));
    };
    return std::max({difference(pixel.r, colour, IM_COL32_R_SHIFT), difference(pixel.g, colour, IM_COL32_G_SHIFT),
                     difference(pixel.b, colour, IM_COL32_B_SHIFT)});
}

}  // namespace

UiHarness::UiHarness(const HarnessOptions& options)
    : theme_(options.theme), canvas_(options.width, options.height), draw_([](app::Ui&) {}) {
    const char* folder = std::getenv("EARSHOT_FONT_DIR");
    auto fonts = app::FontSet::load(*canvas_.io().Fonts, folder != nullptr ? folder : "");
    if (!fonts) throw std::runtime_error(fonts.error().message);
    fonts_ = std::move(*fonts);
    canvas_.set_pixels_per_mm(options.pixels_per_mm);
    ui_.problems.watch(true);
}

platform::FrameWish UiHarness::frame() {
    now_ = now_ + frame_time;
    return canvas_.frame(
        [&](const platform::FrameInput& input) {
            ui_.begin_frame(app::make_theme(theme_, fonts_, input.pixels_per_mm, input.height), input);
            draw_(ui_);
            return ui_.end_frame();
        },
        now_);
}

void UiHarness::frames(int count) {
    for (int i = 0; i < count; ++i)
        frame();
}

void UiHarness::pass(Duration time) {
    const Instant end = now_ + time;
    while (now_ < end)
        frame();
}

void UiHarness::show(std::function<void(app::Ui&)> draw) {
    draw_ = std::move(draw);
    frames(3);
}

void UiHarness::touch_down(float x, float y) {
    ImGuiIO& io = canvas_.io();
    io.AddMouseSourceEvent(ImGuiMouseSource_TouchScreen);
    io.AddMousePosEvent(x, y);
    io.AddMouseButtonEvent(ImGuiMouseButton_Left, true);
    frames(3);
}

void UiHarness::touch_move(float x, float y) {
    canvas_.io().AddMousePosEvent(x, y);
    frame();
}

void UiHarness::touch_up() {
    canvas_.io().AddMouseButtonEvent(ImGuiMouseButton_Left, false);
    frames(2);
}

void UiHarness::tap(float x, float y) {
    touch_down(x, y);
    touch_up();
}

void UiHarness::tap(std::string_view words) {
    const app::Rect place = ui_.problems.place_of(words);
    if (place.empty()) throw std::runtime_error("nowhere to be seen: " + std::string(words));
    tap(place.centre().x, place.centre().y);
}

void UiHarness::drag(float from_x, float from_y, float to_x, float to_y, int steps) {
    touch_down(from_x, from_y);
    for (int i = 1; i <= steps; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(steps);
        touch_move(from_x + (to_x - from_x) * t, from_y + (to_y - from_y) * t);
    }
    touch_up();
}

void UiHarness::mouse_move(float x, float y) {
    ImGuiIO& io = canvas_.io();
    io.AddMouseSourceEvent(ImGuiMouseSource_Mouse);
    io.AddMousePosEvent(x, y);
    frames(2);
}

void UiHarness::wheel(float notches) {
    canvas_.io().AddMouseWheelEvent(0, notches);
    frames(2);
}

void UiHarness::press(ImGuiKey key, int modifiers) {
    ImGuiIO& io = canvas_.io();
    for (const int modifier : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt})
        if ((modifiers & modifier) != 0) io.AddKeyEvent(static_cast<ImGuiKey>(modifier), true);
    frame();
    io.AddKeyEvent(key, true);
    frame();
    io.AddKeyEvent(key, false);
    for (const int modifier : {ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt})
        if ((modifiers & modifier) != 0) io.AddKeyEvent(static_cast<ImGuiKey>(modifier), false);
    frames(2);
}

void UiHarness::type(std::string_view text) {
    canvas_.io().AddInputCharactersUTF8(std::string(text).c_str());
    frames(2);
}

bool UiHarness::shows(float x, float y, app::Colour colour, int tolerance) const {
    return distance(pixel(x, y), colour) <= tolerance;
}

int UiHarness::count(const app::Rect& rect, app::Colour colour, int tolerance) const {
    int found = 0;
    for (int y = static_cast<int>(rect.y); y < static_cast<int>(rect.bottom()); ++y)
        for (int x = static_cast<int>(rect.x); x < static_cast<int>(rect.right()); ++x)
            if (distance(canvas_.pixel(x, y), colour) <= tolerance) ++found;
    return found;
}

void UiHarness::write(const std::string& path) const {
    const auto written = platform::write_png(canvas_.picture(), path);
    if (!written) throw std::runtime_error(written.error().message);
}

}  // namespace earshot::test
