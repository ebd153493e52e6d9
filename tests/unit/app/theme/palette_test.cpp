#include "app/theme/palette.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>

namespace earshot::app {
namespace {

TEST_CASE("every pair of colours that meet stands out enough", "[theme]") {
    struct Pair {
        const char* what;
        Colour Palette::*front;
        Colour Palette::*back;
        double least;
    };
    // The table of DESIGN_DETAILS: text 7, hints 4.5, controls and focus 3.
    static const Pair pairs[] = {
        {"text on paper", &Palette::ink, &Palette::paper, 7},
        {"text on card", &Palette::ink, &Palette::card, 7},
        {"text on sunken", &Palette::ink, &Palette::sunken, 7},
        {"text on a quiet surface", &Palette::ink, &Palette::fill, 7},
        {"second text on paper", &Palette::ink2, &Palette::paper, 7},
        {"second text on card", &Palette::ink2, &Palette::card, 7},
        {"second text on sunken", &Palette::ink2, &Palette::sunken, 7},
        {"hint text on card", &Palette::ink3, &Palette::card, 4.5},
        {"text on primary", &Palette::on_primary, &Palette::primary, 7},
        {"text on pressed primary", &Palette::on_primary, &Palette::primary_down, 7},
        {"primary on card", &Palette::primary, &Palette::card, 7},
        {"primary on its tint", &Palette::primary, &Palette::primary_soft, 7},
        {"praise on its tint", &Palette::praise, &Palette::praise_soft, 7},
        {"pain on its tint", &Palette::pain, &Palette::pain_soft, 7},
        {"idea on its tint", &Palette::idea, &Palette::idea_soft, 7},
        {"issue on its tint", &Palette::issue, &Palette::issue_soft, 7},
        {"attention on its tint", &Palette::attention, &Palette::attention_soft, 7},
        {"words of an attention button", &Palette::card, &Palette::attention, 7},
        {"control edge on card", &Palette::control, &Palette::card, 3},
        {"control edge on paper", &Palette::control, &Palette::paper, 3},
        {"focus ring on paper", &Palette::focus, &Palette::paper, 3},
        {"focus ring on card", &Palette::focus, &Palette::card, 3},
    };
    const ThemeName theme = GENERATE(ThemeName::light, ThemeName::dark, ThemeName::contrast);
    const Palette& palette = palette_of(theme);
    for (const Pair& pair : pairs) {
        INFO(pair.what << " in theme " << static_cast<int>(theme));
        CHECK(contrast_ratio(palette.*pair.front, palette.*pair.back) >= pair.least);
    }
}

TEST_CASE("the contrast ratio is that of WCAG", "[theme]") {
    const Colour white = IM_COL32(255, 255, 255, 255);
    const Colour black = IM_COL32(0, 0, 0, 255);
    const Colour grey = IM_COL32(0x77, 0x77, 0x77, 255);
    using Catch::Matchers::WithinAbs;
    CHECK_THAT(contrast_ratio(black, white), WithinAbs(21, 0.001));
    CHECK_THAT(contrast_ratio(white, black), WithinAbs(21, 0.001));
    CHECK_THAT(contrast_ratio(grey, white), WithinAbs(4.48, 0.01));
    CHECK_THAT(contrast_ratio(grey, grey), WithinAbs(1, 0.001));
}

TEST_CASE("colours fade and mix channel by channel", "[theme]") {
    CHECK(faded(IM_COL32(10, 20, 30, 255), 0.5F) == IM_COL32(10, 20, 30, 128));
    CHECK(faded(IM_COL32(10, 20, 30, 128), 0.5F) == IM_COL32(10, 20, 30, 64));
    CHECK(mixed(IM_COL32(0, 0, 0, 255), IM_COL32(200, 100, 50, 255), 0.5F) == IM_COL32(100, 50, 25, 255));
    CHECK(mixed(IM_COL32(1, 2, 3, 4), IM_COL32(9, 9, 9, 9), -1) == IM_COL32(1, 2, 3, 4));
}

}  // namespace
}  // namespace earshot::app
