#include "platform/sdl/offscreen_canvas.hpp"

#include <algorithm>
#include <cmath>

#include <catch2/catch_test_macros.hpp>

namespace earshot::platform {
namespace {

constexpr ImU32 red = IM_COL32(255, 0, 0, 255);
constexpr ImU32 half_blue = IM_COL32(0, 0, 255, 128);

Picture drawn(const std::function<void(ImDrawList&)>& draw) {
    OffscreenCanvas canvas(64, 64);
    canvas.frame(
        [&](const FrameInput&) {
            draw(*ImGui::GetBackgroundDrawList());
            return FrameWish{};
        },
        Instant{1});
    return canvas.picture();
}

int count(const Picture& picture, Pixel pixel) {
    return static_cast<int>(std::count(picture.pixels.begin(), picture.pixels.end(), pixel));
}

TEST_CASE("a rectangle covers exactly its pixels", "[rasterizer]") {
    const Picture picture = drawn([](ImDrawList& list) { list.AddRectFilled({10, 20}, {30, 25}, red); });
    CHECK(count(picture, {255, 0, 0}) == 20 * 5);
    CHECK(picture.at(10, 20) == Pixel{255, 0, 0});
    CHECK(picture.at(29, 24) == Pixel{255, 0, 0});
    CHECK(picture.at(30, 24) == Pixel{});
}

TEST_CASE("two triangles that share an edge leave neither gap nor seam", "[rasterizer]") {
    const Picture picture = drawn([](ImDrawList& list) {
        list.Flags = ImDrawListFlags_None;
        list.AddTriangleFilled({4.3F, 3.1F}, {60.2F, 10.7F}, {7.9F, 58.4F}, half_blue);
        list.AddTriangleFilled({60.2F, 10.7F}, {55.5F, 61.3F}, {7.9F, 58.4F}, half_blue);
    });
    // Drawn once everywhere: only one shade of blue, and the area of the four corners.
    int blue = 0;
    for (const Pixel& pixel : picture.pixels) {
        if (pixel == Pixel{}) continue;
        CHECK(pixel == Pixel{0, 0, 128});
        ++blue;
    }
    CHECK(blue > 2'710);  // the area is 2743
    CHECK(blue < 2'780);
}

TEST_CASE("half-transparent colour lets what lies below shine through", "[rasterizer]") {
    const Picture picture = drawn([](ImDrawList& list) {
        list.AddRectFilled({0, 0}, {64, 64}, red);
        list.AddRectFilled({0, 0}, {32, 64}, half_blue);
    });
    CHECK(picture.at(5, 5) == Pixel{127, 0, 128});
    CHECK(picture.at(40, 5) == Pixel{255, 0, 0});
}

TEST_CASE("nothing is drawn outside the clip or the picture", "[rasterizer]") {
    const Picture picture = drawn([](ImDrawList& list) {
        list.PushClipRect({8, 8}, {16, 16});
        list.AddRectFilled({-100, -100}, {200, 200}, red);
        list.AddCircleFilled({12, 12}, 90, red);
        list.PopClipRect();
    });
    CHECK(count(picture, {255, 0, 0}) == 64);
}

TEST_CASE("curves have soft edges and the right size", "[rasterizer]") {
    const Picture picture = drawn([](ImDrawList& list) { list.AddCircleFilled({32, 32}, 20, red); });
    double area = 0;
    int soft = 0;
    for (const Pixel& pixel : picture.pixels) {
        area += pixel.r / 255.0;
        soft += pixel.r > 0 && pixel.r < 255;
    }
    CHECK(std::abs(area - 1256.6) < 20);
    CHECK(soft > 60);
}

TEST_CASE("the same frame gives the same pixels", "[rasterizer]") {
    const auto draw = [](ImDrawList& list) { list.AddCircle({30.3F, 31.7F}, 17.2F, half_blue, 0, 3.3F); };
    CHECK(drawn(draw).pixels == drawn(draw).pixels);
}

TEST_CASE("keys and touches reach the frame, text goes through the clipboard", "[canvas]") {
    OffscreenCanvas canvas(64, 64);
    bool clicked = false;
    std::string pasted;
    canvas.set_clipboard("from outside");
    const FrameFunction frame = [&](const FrameInput& input) {
        clicked = clicked || ImGui::IsMouseClicked(0);
        pasted = ImGui::GetClipboardText();
        ImGui::SetClipboardText("from inside");
        return FrameWish{.next = input.now + Duration{5}};
    };
    canvas.io().AddMousePosEvent(3, 4);
    canvas.io().AddMouseButtonEvent(0, true);
    CHECK(canvas.frame(frame, Instant{10}).next == Instant{15});
    canvas.frame(frame, Instant{20});
    CHECK(clicked);
    CHECK(canvas.clipboard() == "from inside");
}

}  // namespace
}  // namespace earshot::platform
