#include "app/widgets/qr_code.hpp"

#include <cmath>
#include <optional>
#include <string>

#include <qrcodegen.hpp>

#include "app/widgets/shapes.hpp"

namespace earshot::app {
namespace {

constexpr Colour white = IM_COL32(255, 255, 255, 255);
constexpr Colour dark = IM_COL32(0x21, 0x1B, 0x16, 255);
constexpr int quiet_zone = 3;  // modules; the white square's rim adds to it

std::optional<qrcodegen::QrCode> encode(const std::string& text) {
    try {
        return qrcodegen::QrCode::encodeText(text.c_str(), qrcodegen::QrCode::Ecc::MEDIUM);
    } catch (const qrcodegen::data_too_long&) {
        return std::nullopt;
    }
}

}  // namespace

void qr_code(Ui& ui, const Rect& square, std::string_view text) {
    fill(ui, square, white, ui.u(12));
    if (!ui.theme.is_contrast()) edge(ui, square, ui.theme.colour.hairline, ui.exact(1), ui.u(12));
    const auto code = encode(std::string(text));
    if (!code) return;
    const int modules = code->getSize();
    // Whole pixels for each module, so that edges are sharp.
    const float module = std::max(1.0F, std::floor(square.width / static_cast<float>(modules + 2 * quiet_zone)));
    const float left = square.x + std::round((square.width - module * static_cast<float>(modules)) / 2);
    const float top = square.y + std::round((square.height - module * static_cast<float>(modules)) / 2);
    for (int y = 0; y < modules; ++y) {
        for (int x = 0; x < modules;) {
            if (!code->getModule(x, y)) {
                ++x;
                continue;
            }
            const int from = x;
            while (x < modules && code->getModule(x, y))
                ++x;
            fill(ui,
                 {left + static_cast<float>(from) * module, top + static_cast<float>(y) * module,
                  static_cast<float>(x - from) * module, module},
                 dark);
        }
    }
}

}  // namespace earshot::app
