#include "app/views/gallery.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "app/widgets/text_cache.hpp"
#include "tests/ui/harness.hpp"

namespace earshot::app {
namespace {

using test::UiHarness;

TEST_CASE("no widget cuts its words or lays them on each other", "[gallery]") {
    struct Row {
        const char* why;
        int width, height;
        Form form;
        float text_scale;
        bool german;
    };
    const auto row = GENERATE(values<Row>({
        {"as designed", 1280, 800, Form::tablet, 1, false},
        {"in German", 1280, 800, Form::tablet, 1, true},
        {"in German, text twice as large", 1280, 800, Form::tablet, 2, true},
        {"text three times as large", 1280, 800, Form::tablet, 3, false},
        {"in German, text three times as large, upright", 800, 1280, Form::tablet, 3, true},
        {"on a wall", 1920, 1080, Form::wall, 1, false},
        {"on a wall in German, larger", 1920, 1080, Form::wall, 1.5F, true},
    }));
    INFO(row.why);
    UiHarness screen({.width = row.width,
                      .height = row.height,
                      .theme = {.form = row.form, .text_scale = row.text_scale, .less_movement = true}});
    GalleryState state{.german = row.german};
    screen.show([&](Ui& ui) { draw_gallery(ui, state); });
    // What is scrolled out of view is laid out all the same.
    const std::vector<std::string> problems = screen.layout_problems();
    for (const std::string& problem : problems)
        UNSCOPED_INFO(problem);
    CHECK(problems.empty());
}

TEST_CASE("every theme draws the gallery in its own colours", "[gallery]") {
    const ThemeName name = GENERATE(ThemeName::light, ThemeName::dark, ThemeName::contrast);
    UiHarness screen({.width = 1280, .height = 800, .theme = {.name = name}});
    GalleryState state;
    screen.show([&](Ui& ui) { draw_gallery(ui, state); });
    const Palette& c = palette_of(name);
    const Rect all{0, 0, 1280, 800};
    CHECK(screen.count(all, c.paper) > 300'000);
    for (const Colour colour : {c.primary, c.primary_down, c.focus, c.attention})
        CHECK(screen.count(all, colour) > 1'000);
}

TEST_CASE("a still page asks for no frame and cuts no text anew", "[gallery]") {
    UiHarness screen({.width = 1280, .height = 800});
    GalleryState state;
    screen.show([&](Ui& ui) { draw_gallery(ui, state); });
    screen.pass(Duration{1'500});
    const std::uint64_t made = screen.ui().texts().made();
    CHECK(screen.frame().next >= Instant::never());
    screen.frames(10);
    CHECK(screen.ui().texts().made() == made);
}

TEST_CASE("the whole gallery can be walked by Tab, with the ring in view", "[gallery]") {
    UiHarness screen({.width = 1280, .height = 800, .theme = {.less_movement = true}});
    GalleryState state;
    screen.show([&](Ui& ui) { draw_gallery(ui, state); });
    int without_ring = 0;
    for (int i = 0; i < 60; ++i) {
        screen.press(ImGuiKey_Tab);
        screen.frames(2);
        if (screen.count({0, 0, 1280, 800}, screen.colours().focus) < 150) ++without_ring;
    }
    CHECK(without_ring == 0);
}

TEST_CASE("every icon is in the font", "[icons]") {
    UiHarness screen({.width = 900, .height = 600});
    std::size_t missing = 0;
    screen.show([&](Ui& ui) {
        missing = 0;
        const FontSet::Baked baked = ui.theme.fonts->baked(Face::icons, 26);
        for (const Icon icon : all_icons)
            if (baked.glyphs->FindGlyphNoFallback(static_cast<ImWchar>(icon)) == nullptr) ++missing;
    });
    CHECK(missing == 0);
}

TEST_CASE("the faces hold the characters customers write", "[fonts]") {
    UiHarness screen;
    screen.show([&](Ui& ui) {
        for (const Face face : {Face::regular, Face::semibold, Face::serif, Face::serif_bold}) {
            const FontSet::Baked baked = ui.theme.fonts->baked(face, 27);
            for (const char32_t c : U"Aé„“«»…ßñЖΩ日本語한국字👍😀")
                if (c != 0) CHECK(baked.glyphs->FindGlyphNoFallback(c) != nullptr);
        }
    });
}

}  // namespace
}  // namespace earshot::app
