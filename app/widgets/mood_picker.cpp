#include "app/widgets/mood_picker.hpp"

#include <cmath>

#include "app/theme/motion.hpp"
#include "app/widgets/flow.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

constexpr float gap_below_face = 3;

std::vector<Rect> places_of(Ui& ui, const MoodLabels& labels, const Rect& rect) {
    const TextStyle style = ui.theme.type.mood.with(Face::semibold);  // as the chosen one is
    float widest = 0;
    for (const std::string_view words : labels)
        widest = std::max(widest, text_size(ui, words, style).x);
    const float face = ui.text_u(ui.theme.size.mood_face);
    const float row =
        std::max(ui.u(ui.theme.size.mood_height), face + ui.u(gap_below_face) + line_height(ui, style) + ui.u(12));
    return grid(rect, labels.size(), labels.size(), std::min(widest, rect.width), row, ui.u(ui.theme.size.mood_gap));
}

}  // namespace

float mood_picker_height(Ui& ui, const MoodLabels& labels, float width) {
    return places_of(ui, labels, {0, 0, width, 0}).back().bottom();
}

std::optional<int> mood_picker(Ui& ui, std::string_view name, const Rect& rect, const MoodLabels& labels,
                               int selected) {
    const WidgetId group = ui.id(name);
    const Palette& c = ui.theme.colour;
    const float radius = ui.u(ui.theme.size.button_radius);
    const float face = ui.text_u(ui.theme.size.mood_face);
    const std::vector<Rect> places = places_of(ui, labels, rect);
    std::optional<int> pressed;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        const int mood = static_cast<int>(i) + 1;
        const bool on = mood == selected;
        const WidgetId id = ui.id(name, i + 1);
        const Rect& place = places[i];
        const Touch touch = ui.touch(id, place, {.group = group, .preferred = on});
        if (touch.clicked) pressed = mood;
        const float chosen = ui.follow(id, on, motion::selection, motion::selection);
        fill(ui, place, faded(c.primary_soft, std::max(chosen, touch.glow)), radius);
        if (chosen > 0) edge(ui, place, faded(c.primary, chosen), ui.exact(ui.theme.size.edge_selected), radius);
        if (touch.ring) focus_ring(ui, place, radius);
        const BoundsScope bounds(ui.problems, place);
        const TextStyle style = on ? ui.theme.type.mood.with(Face::semibold) : ui.theme.type.mood;
        const float words = line_height(ui, style);
        const float top = place.y + std::floor((place.height - face - ui.u(gap_below_face) - words) / 2);
        const Colour colour = on ? c.primary : c.ink2;
        draw_face(ui, {place.x + std::round((place.width - face) / 2), top, face, face}, mood, colour);
        label(ui, {place.x, top + face + ui.u(gap_below_face), place.width, words}, labels[i], style, colour,
              Align::centre);
    }
    return pressed;
}

}  // namespace earshot::app
