#include "app/theme/theme.hpp"

#include <algorithm>

namespace earshot::app {

Theme make_theme(const ThemeChoice& choice, const FontSet& fonts, float pixels_per_mm, float height) {
    Theme theme{.name = choice.name,
                .form = choice.form,
                .text_scale = std::clamp(choice.text_scale, 1.0F, 3.0F),
                .less_movement = choice.less_movement,
                .unit = pixels_per_unit(choice.form, pixels_per_mm, height),
                .colour = palette_of(choice.name),
                .size = sizes_of(choice.form),
                .type = type_of(choice.form),
                .fonts = &fonts};
    if (theme.is_contrast()) theme.size.edge_control = 2;
    return theme;
}

ThemeName theme_named(std::string_view name) {
    if (name == "dark") return ThemeName::dark;
    if (name == "contrast") return ThemeName::contrast;
    return ThemeName::light;
}

std::string_view name_of(ThemeName name) {
    switch (name) {
        case ThemeName::dark:
            return "dark";
        case ThemeName::contrast:
            return "contrast";
        case ThemeName::light:
            break;
    }
    return "light";
}

}  // namespace earshot::app
