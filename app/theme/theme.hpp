// app/theme/theme.hpp: everything that decides how it looks, in one value. Views read it, settings choose it.
#pragma once

#include "app/theme/elevation.hpp"
#include "app/theme/fonts.hpp"
#include "app/theme/metrics.hpp"
#include "app/theme/palette.hpp"

namespace earshot::app {

struct ThemeChoice {
    ThemeName name = ThemeName::light;
    Form form = Form::tablet;
    float text_scale = 1;        // 1 to 3
    bool less_movement = false;  // motion is instant, loops cut
};

struct Theme {
    ThemeName name = ThemeName::light;
    Form form = Form::tablet;
    float text_scale = 1;
    bool less_movement = false;
    float unit = 1;  // pixels
    Palette colour;
    Sizes size;
    TypeScale type;
    const FontSet* fonts = nullptr;

    bool is_wall() const { return form == Form::wall; }
    bool is_contrast() const { return name == ThemeName::contrast; }
    // Thickness of lines between things, in pixels.
    float line() const { return (is_contrast() ? 2.0F : 1.0F) * unit; }
};

Theme make_theme(const ThemeChoice& choice, const FontSet& fonts, float pixels_per_mm, float height);

// "light", "dark", "contrast"; anything else is light.
ThemeName theme_named(std::string_view name);
std::string_view name_of(ThemeName name);

}  // namespace earshot::app
