#include "app/theme/metrics.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot::app {
namespace {

TEST_CASE("a unit is as large as the screen needs", "[theme]") {
    struct Row {
        const char* why;
        Form form;
        float dots_per_inch;
        float height;
        float pixels;
    };
    const auto row = GENERATE(values<Row>({
        {"the design's own tablet", Form::tablet, 136, 800, 1},
        {"a sharp tablet", Form::tablet, 272, 1600, 2},
        {"in steps of an eighth", Form::tablet, 149, 800, 1.125F},
        {"a coarse office screen keeps text readable", Form::tablet, 96, 1080, 1},
        {"nonsense from a driver stays usable", Form::tablet, 5'000, 1080, 6},
        {"a wall goes by its height", Form::wall, 40, 1080, 1},
        {"a wall of 4K", Form::wall, 80, 2160, 2},
        {"whatever its driver says", Form::wall, 900, 1080, 1},
    }));
    INFO(row.why);
    CHECK(pixels_per_unit(row.form, row.dots_per_inch / 25.4F, row.height) == row.pixels);
}

TEST_CASE("what is touched is large enough for a finger", "[theme]") {
    const Sizes& tablet = sizes_of(Form::tablet);
    constexpr float least_mm = 12;
    for (const float height : {tablet.button_height, tablet.button_big_height, tablet.tile_height, tablet.mood_height,
                               tablet.ribbon_height, tablet.touch})
        CHECK(height * unit_mm >= least_mm);
    // On a wall of 55 inches a pixel is 0.634 mm.
    const Sizes& wall = sizes_of(Form::wall);
    for (const float height : {wall.button_height, wall.tile_height, wall.ribbon_height})
        CHECK(height * 0.634F >= 51);
}

TEST_CASE("words on a wall can be read from four metres", "[theme]") {
    const TypeScale& wall = type_of(Form::wall);
    for (const TextStyle& label : {wall.label, wall.hint, wall.chip, wall.mood, wall.tab})
        CHECK(label.size >= 28);
    for (const TextStyle& words : {wall.words, wall.words_large, wall.words_small})
        CHECK(words.size >= 42);
}

}  // namespace
}  // namespace earshot::app
