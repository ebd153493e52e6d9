#include "app/theme/palette.hpp"

#include <algorithm>
#include <cmath>

namespace earshot::app {
namespace {

constexpr Colour rgb(std::uint32_t hex) {
    return IM_COL32((hex >> 16) & 0xFF, (hex >> 8) & 0xFF, hex & 0xFF, 255);
}

constexpr Palette light{
    .paper = rgb(0xF6F1E7),
    .card = rgb(0xFFFDF9),
    .sunken = rgb(0xECE5D8),
    .ink = rgb(0x211B16),
    .ink2 = rgb(0x4C443A),
    .ink3 = rgb(0x6A6055),
    .fill = rgb(0xECE5D8),
    .hairline = rgb(0xE2D9C9),
    .control = rgb(0x857A6A),
    .primary = rgb(0x124C47),
    .on_primary = rgb(0xFFFFFF),
    .primary_down = rgb(0x0A3531),
    .primary_soft = rgb(0xDCEAE5),
    .praise = rgb(0x694507),
    .praise_soft = rgb(0xFBEFD2),
    .pain = rgb(0x83264B),
    .pain_soft = rgb(0xF9E6EC),
    .idea = rgb(0x184F80),
    .idea_soft = rgb(0xE1ECF6),
    .issue = rgb(0x4B3B79),
    .issue_soft = rgb(0xEBE6F5),
    .attention = rgb(0x84350A),
    .attention_soft = rgb(0xFCE8DB),
    .marigold = rgb(0xE2A12B),
    .focus = rgb(0x1B63B3),
    .scrim = rgb(0x211B16),
};

constexpr Palette dark{
    .paper = rgb(0x171310),
    .card = rgb(0x231E19),
    .sunken = rgb(0x0F0C0A),
    .ink = rgb(0xF5EEE2),
    .ink2 = rgb(0xCFC5B6),
    .ink3 = rgb(0xAB9F8F),
    .fill = rgb(0x342D26),
    .hairline = rgb(0x3A332B),
    .control = rgb(0x93887A),
    .primary = rgb(0x93D6C9),
    .on_primary = rgb(0x08211E),
    .primary_down = rgb(0x74BFB1),
    .primary_soft = rgb(0x1B3531),
    .praise = rgb(0xF2CB72),
    .praise_soft = rgb(0x392C10),
    .pain = rgb(0xF5AEC6),
    .pain_soft = rgb(0x41202D),
    .idea = rgb(0xA4CDF2),
    .idea_soft = rgb(0x1A3045),
    .issue = rgb(0xCDBFF4),
    .issue_soft = rgb(0x2F2746),
    .attention = rgb(0xF8B690),
    .attention_soft = rgb(0x43260F),
    .marigold = rgb(0xEDB650),
    .focus = rgb(0x8EC2FF),
    .scrim = rgb(0x000000),
};

constexpr Palette contrast{
    .paper = rgb(0x000000),
    .card = rgb(0x000000),
    .sunken = rgb(0x141414),
    .ink = rgb(0xFFFFFF),
    .ink2 = rgb(0xFFFFFF),
    .ink3 = rgb(0xE6E6E6),
    .fill = rgb(0x000000),
    .hairline = rgb(0xFFFFFF),
    .control = rgb(0xFFFFFF),
    .primary = rgb(0xFFE04D),
    .on_primary = rgb(0x000000),
    .primary_down = rgb(0xFFF1A6),
    .primary_soft = rgb(0x1F1C00),
    .praise = rgb(0xFFE04D),
    .praise_soft = rgb(0x000000),
    .pain = rgb(0xFFB8D0),
    .pain_soft = rgb(0x000000),
    .idea = rgb(0xA9DAFF),
    .idea_soft = rgb(0x000000),
    .issue = rgb(0xDCCDFF),
    .issue_soft = rgb(0x000000),
    .attention = rgb(0xFFC59B),
    .attention_soft = rgb(0x000000),
    .marigold = rgb(0xFFE04D),
    .focus = rgb(0x5CC8FF),
    .scrim = rgb(0x000000),
};

double channel(Colour colour, int shift) {
    return static_cast<double>((colour >> shift) & 0xFF) / 255;
}

double luminance(Colour colour) {
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(channel(colour, IM_COL32_R_SHIFT)) + 0.7152 * linear(channel(colour, IM_COL32_G_SHIFT)) +
           0.0722 * linear(channel(colour, IM_COL32_B_SHIFT));
}

}  // namespace

const Palette& palette_of(ThemeName name) {
    switch (name) {
        case ThemeName::dark:
            return dark;
        case ThemeName::contrast:
            return contrast;
        case ThemeName::light:
            break;
    }
    return light;
}

double contrast_ratio(Colour a, Colour b) {
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

Colour faded(Colour colour, float alpha) {
    const double scaled = channel(colour, IM_COL32_A_SHIFT) * 255 * static_cast<double>(std::clamp(alpha, 0.0F, 1.0F));
    return (colour & ~IM_COL32_A_MASK) | (static_cast<Colour>(std::lround(scaled)) << IM_COL32_A_SHIFT);
}

Colour mixed(Colour a, Colour b, float t) {
    t = std::clamp(t, 0.0F, 1.0F);
    Colour result = 0;
    for (const int shift : {IM_COL32_R_SHIFT, IM_COL32_G_SHIFT, IM_COL32_B_SHIFT, IM_COL32_A_SHIFT}) {
        const double from = channel(a, shift) * 255;
        const double to = channel(b, shift) * 255;
        result |= static_cast<Colour>(std::lround(from + (to - from) * static_cast<double>(t))) << shift;
    }
    return result;
}

}  // namespace earshot::app
