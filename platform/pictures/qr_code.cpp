#include "platform/pictures/qr_code.hpp"

#include <fmt/format.h>
#include <qrcodegen.hpp>

#include "platform/pictures/codecs.hpp"

namespace earshot::platform {
namespace {

constexpr int quiet_zone = 4;  // modules
constexpr int pixels_to_a_module = 8;

}  // namespace

Result<QrCode> QrCode::of(const std::string& text) {
    try {
        const auto code = qrcodegen::QrCode::encodeText(text.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
        QrCode made;
        made.side_ = code.getSize() + 2 * quiet_zone;
        for (int y = 0; y < made.side_; ++y)
            for (int x = 0; x < made.side_; ++x)
                made.dark_.push_back(code.getModule(x - quiet_zone, y - quiet_zone));  // Outside it is light.
        return made;
    } catch (const qrcodegen::data_too_long&) {
        return Error{Errc::invalid, "This is too long for a QR code."};
    }
}

bool QrCode::is_dark(int x, int y) const {
    const bool inside = x >= 0 && y >= 0 && x < side_ && y < side_;
    return inside && dark_[static_cast<std::size_t>(y) * static_cast<std::size_t>(side_) + static_cast<std::size_t>(x)];
}

std::string to_blocks(const QrCode& code, bool coloured) {
    std::string text;
    for (int y = 0; y < code.side(); y += 2) {
        if (coloured) text += "\x1b[38;5;16;48;5;231m";
        for (int x = 0; x < code.side(); ++x) {
            const bool upper = code.is_dark(x, y) == coloured;
            const bool lower = y + 1 < code.side() && code.is_dark(x, y + 1) == coloured;
            text += upper && lower ? "█" : upper ? "▀" : lower ? "▄" : " ";
        }
        if (coloured) text += "\x1b[0m";
        text += '\n';
    }
    return text;
}

Result<std::string> to_png(const QrCode& code) {
    const int side = code.side() * pixels_to_a_module;
    Pixels pixels(side, side);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const bool dark = code.is_dark(x / pixels_to_a_module, y / pixels_to_a_module);
            std::uint8_t* pixel = pixels.at(x, y);
            pixel[0] = pixel[1] = pixel[2] = dark ? 0 : 255;
            pixel[3] = 255;
        }
    }
    return write_png(pixels);
}

std::string to_svg(const QrCode& code) {
    std::string path;
    for (int y = 0; y < code.side(); ++y)
        for (int x = 0; x < code.side(); ++x)
            if (code.is_dark(x, y)) path += fmt::format("M{} {}h1v1h-1z", x, y);
    return fmt::format(
        R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" width="{1}" height="{1}" )"
        R"(shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path d="{2}" fill="#000"/></svg>)"
        "\n",
        code.side(), code.side() * pixels_to_a_module, path);
}

}  // namespace earshot::platform
