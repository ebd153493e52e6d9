#include "app/demo/demo_photos.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>

#include "platform/pictures/codecs.hpp"

namespace earshot::app {
namespace {

struct Colour {
    int rgb = 0;
};

constexpr int width = 1184, height = 740;  // pixels
constexpr double unit = 2;                 // pixels of one unit: the scenes are 592 by 370 units large
constexpr int finer = 2;                   // drawn so many times larger, then shrunk: soft edges

// Flat shapes on a canvas, later ones over earlier ones.
class Painter {
public:
    explicit Painter(Colour ground) : pixels_(width * finer, height * finer) {
        rectangle(0, 0, width / unit, height / unit, ground);
    }

    void rectangle(double x, double y, double w, double h, Colour colour, double radius = 0) {
        shape(x, y, x + w, y + h, colour, [=](double px, double py) {
            const double dx = std::max({x + radius - px, px - (x + w - radius), 0.0});
            const double dy = std::max({y + radius - py, py - (y + h - radius), 0.0});
            return radius <= 0 || std::hypot(dx, dy) <= radius;
        });
    }
    void ellipse(double cx, double cy, double rx, double ry, Colour colour) {
        shape(cx - rx, cy - ry, cx + rx, cy + ry, colour,
              [=](double px, double py) { return std::hypot((px - cx) / rx, (py - cy) / ry) <= 1; });
    }
    void ring(double cx, double cy, double radius, double thickness, Colour colour) {
        shape(cx - radius, cy - radius, cx + radius, cy + radius, colour, [=](double px, double py) {
            const double away = std::hypot(px - cx, py - cy);
            return away <= radius && away >= radius - thickness;
        });
    }
    // With round ends.
    void line(double x0, double y0, double x1, double y1, double thickness, Colour colour) {
        const double half = thickness / 2, dx = x1 - x0, dy = y1 - y0, length = dx * dx + dy * dy;
        shape(std::min(x0, x1) - half, std::min(y0, y1) - half, std::max(x0, x1) + half, std::max(y0, y1) + half,
              colour, [=](double px, double py) {
                  const double t = length > 0 ? std::clamp(((px - x0) * dx + (py - y0) * dy) / length, 0.0, 1.0) : 0.0;
                  return std::hypot(px - x0 - t * dx, py - y0 - t * dy) <= half;
              });
    }

    platform::Pixels take() const { return platform::shrunk(pixels_, width); }

private:
    // Every pixel of that box whose centre is inside.
    template <class Inside>
    void shape(double x0, double y0, double x1, double y1, Colour colour, Inside inside) {
        constexpr double scale = unit * finer;
        const auto from = [](double v) { return std::max(0, static_cast<int>(std::floor(v * scale))); };
        const auto to = [](double v, int most) { return std::min(most, static_cast<int>(std::ceil(v * scale))); };
        for (int y = from(y0); y < to(y1, pixels_.height); ++y) {
            for (int x = from(x0); x < to(x1, pixels_.width); ++x) {
                const double px = (x + 0.5) / scale, py = (y + 0.5) / scale;
                if (px < x0 || px > x1 || py < y0 || py > y1 || !inside(px, py)) continue;
                std::uint8_t* pixel = pixels_.at(x, y);
                pixel[0] = static_cast<std::uint8_t>(colour.rgb >> 16 & 255);
                pixel[1] = static_cast<std::uint8_t>(colour.rgb >> 8 & 255);
                pixel[2] = static_cast<std::uint8_t>(colour.rgb & 255);
                pixel[3] = 255;
            }
        }
    }

    platform::Pixels pixels_;
};

void draw_tiles(Painter& paint, double bottom) {
    for (int row = 0; row * 34 < bottom; ++row) {
        for (int column = -1; column < 7; ++column) {
            const double x = column * 104 + (row % 2 == 0 ? 8 : 60);
            paint.rectangle(x, row * 34 + 3, 100, std::min(31.0, bottom - row * 34 - 3), {0xD8E2DC}, 3);
        }
    }
}

void draw_shelf_things(Painter& paint, double counter) {
    paint.ring(114, counter - 26, 14, 6, {0xE2A12B});
    paint.rectangle(64, counter - 46, 48, 46, {0xE2A12B}, 6);
    paint.ring(176, counter - 20, 11, 5, {0x83264B});
    paint.rectangle(134, counter - 35, 40, 35, {0x83264B}, 6);
    paint.rectangle(265, counter - 62, 26, 62, {0x124C47}, 8);
    paint.rectangle(271, counter - 78, 14, 28, {0x124C47}, 3);
    paint.rectangle(269, counter - 82, 18, 12, {0x0A3531}, 3);
    paint.rectangle(310, counter - 31, 34, 31, {0x6B8F83}, 5);
    for (int plate = 0; plate < 4; ++plate)
        paint.rectangle(440 + plate % 2 * 5.0, counter - 11 - plate * 12.0, 100 - plate % 2 * 10.0, 10, {0xFFFDF9}, 5);
}

void draw_cupboard(Painter& paint, double x, double y, double w, double h) {
    paint.rectangle(x, y, w, h, {0xC7DAD0}, 5);
    paint.rectangle(x + w / 2 - 16, y + 14, 32, 9, {0x5A776C}, 4);
}

void draw_machine(Painter& paint, double x, double y, double w, double h) {
    paint.rectangle(x, y, w, h, {0xF1EEE6}, 4);
    paint.rectangle(x, y, w, 34, {0xDFD9CC}, 4);
    paint.ellipse(x + 24, y + 17, 8, 8, {0x847C6E});
    paint.ellipse(x + 48, y + 17, 5, 5, {0xA8A090});
    paint.ellipse(x + 66, y + 17, 5, 5, {0xA8A090});
    paint.rectangle(x + w - 74, y + 7, 58, 20, {0x2A2622}, 4);
    for (int dash = 0; dash < 3; ++dash)
        paint.rectangle(x + w - 64 + dash * 15, y + 15, 10, 4, {0xE2A12B}, 2);
    paint.rectangle(x + 12, y + 44, w - 24, h - 66, {0xFBFAF6}, 6);
    paint.rectangle(x + 28, y + 52, w - 56, 12, {0xA8A294}, 5);
    paint.rectangle(x + 12, y + h - 14, w - 24, 10, {0xD8D2C5}, 3);
}

platform::Pixels draw_kitchen() {
    constexpr double counter = 125, floor = 306;
    Painter paint({0xC9D7CF});
    draw_tiles(paint, counter);
    draw_shelf_things(paint, counter);
    paint.rectangle(0, counter + 20, 592, floor - counter - 20, {0xB9CFC4});
    draw_cupboard(paint, 14, counter + 34, 172, floor - counter - 52);
    draw_cupboard(paint, 418, counter + 34, 160, 62);
    draw_cupboard(paint, 418, counter + 104, 160, floor - counter - 122);
    paint.rectangle(0, floor - 10, 592, 10, {0x6B8F83});
    draw_machine(paint, 204, counter + 20, 192, floor - counter - 22);
    paint.rectangle(0, counter, 592, 16, {0xA8744C});
    paint.rectangle(0, counter + 16, 592, 5, {0x855836});
    paint.rectangle(0, floor, 592, 64, {0xC9B08E});
    paint.ellipse(316, floor + 13, 130, 12, {0x8DB4D2});
    paint.ellipse(400, floor + 21, 66, 8, {0x8DB4D2});
    paint.ellipse(290, floor + 9, 52, 4, {0xC6DDEC});
    for (const double x : {270.0, 330.0})
        paint.line(x, floor - 12, x, floor + 8, 4, {0x6FA0C6});
    return paint.take();
}

platform::Pixels draw_hob() {
    Painter paint({0xE6DFD2});
    for (int board = 0; board < 5; ++board)
        paint.rectangle(0, board * 78.0 - 12, 592, 75, {0xEFE8DB});
    paint.rectangle(70, 52, 452, 266, {0x1E1A17}, 16);
    paint.rectangle(76, 58, 440, 254, {0x2A2622}, 12);
    struct Zone {
        double x, y, radius;
    };
    for (const Zone& zone : {Zone{180, 124, 48}, Zone{412, 124, 62}, Zone{180, 240, 62}, Zone{412, 250, 44}}) {
        paint.ring(zone.x, zone.y, zone.radius, 2.5, {0x8F867A});
        paint.ring(zone.x, zone.y, zone.radius - 14, 1.5, {0x5B544B});
    }
    for (int key = 0; key < 7; ++key)
        paint.ellipse(252 + key * 15, 296, 3, 3, key == 3 ? Colour{0xE2A12B} : Colour{0x8F867A});
    // The old pan, of copper: the hob does not know it is there.
    paint.line(238, 214, 372, 92, 22, {0x3B332B});
    paint.line(252, 201, 360, 103, 6, {0x5B5146});
    paint.ellipse(180, 246, 86, 86, {0x171310});
    paint.ellipse(180, 240, 84, 84, {0xB56B3C});
    paint.ellipse(180, 240, 74, 74, {0xD08A57});
    paint.ellipse(180, 240, 64, 64, {0xC67C49});
    paint.ellipse(158, 216, 22, 14, {0xDFA678});
    return paint.take();
}

platform::Pixels draw_calendar() {
    Painter paint({0xD9CDB8});
    paint.rectangle(128, 30, 344, 322, {0xB9AC95}, 8);
    paint.rectangle(122, 22, 344, 322, {0xFFFDF9}, 8);
    paint.rectangle(122, 22, 344, 62, {0x83264B}, 8);
    paint.rectangle(122, 60, 344, 24, {0x83264B});
    paint.ellipse(294, 38, 7, 7, {0x4C1229});
    for (const auto& [x, w] : {std::pair{150.0, 120.0}, std::pair{286.0, 52.0}})
        paint.rectangle(x, 56, w, 12, {0xF9E6EC}, 6);
    constexpr double left = 142, top = 98, wide = 62, high = 58;
    for (int row = 0; row < 4; ++row) {
        for (int column = 0; column < 5; ++column) {
            const double x = left + column * wide, y = top + row * high;
            paint.rectangle(x, y, wide - 6, high - 6, {0xF1EADC}, 5);
            paint.rectangle(x + 8, y + 8, 14, 7, {0xA99C86}, 3);
            const int day = row * 5 + column;
            if (day >= 3 && day < 14) {
                paint.line(x + 16, y + 14, x + wide - 22, y + high - 18, 5, {0x83264B});
                paint.line(x + wide - 22, y + 14, x + 16, y + high - 18, 5, {0x83264B});
            }
        }
    }
    const double friday_x = left + 4 * wide + 28, friday_y = top + 2 * high + 26;
    paint.ring(friday_x, friday_y, 36, 5, {0x124C47});
    paint.ring(friday_x + 2, friday_y + 1, 38, 2, {0x124C47});
    return paint.take();
}

Result<Attachable> made(const platform::Pixels& pixels) {
    EARSHOT_TRY(std::string png, platform::write_png(pixels));
    return attachable_of(std::move(png));
}

}  // namespace

Result<const Attachable*> demo_photo(std::string_view name) {
    static const std::map<std::string, Result<Attachable>, std::less<>> photos{
        {"kitchen", made(draw_kitchen())}, {"hob", made(draw_hob())}, {"calendar", made(draw_calendar())}};
    const auto found = photos.find(name);
    if (found == photos.end())
        return Error{Errc::not_found, "there is no picture \"" + std::string(name) + "\" to be drawn"};
    if (!found->second) return found->second.error();
    return &*found->second;
}

}  // namespace earshot::app
