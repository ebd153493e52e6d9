#include "app/widgets/toast.hpp"

#include <cmath>

#include "app/widgets/button.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

void draw(Ui& ui, WidgetId id, const std::string& words, const std::string& action) {
    const Palette& c = ui.theme.colour;
    const TextStyle style = ui.theme.type.strong;
    const ButtonOptions button_options{.label = action, .look = Look::plain, .padding = 18};
    const Vec2 press = action.empty() ? Vec2{ui.u(16), 0} : button_size(ui, button_options);
    const float icon = ui.text_u(ui.theme.size.icon);
    const float gap = ui.u(14);
    const float side = ui.u(22);
    const float beside = side + icon + 2 * gap + press.x + (action.empty() ? 0 : ui.u(6));
    const float width_max = ui.screen().width - 2 * ui.u(ui.theme.size.page_margin);
    const float natural = text_size(ui, words, style).x;
    const float room = std::max(1.0F, std::min({natural, width_max - beside, ui.text_u(620)}));
    const float text = paragraph_height(ui, room, words, style);
    const float height = std::max({ui.u(ui.theme.size.toast_height), text + ui.u(28), press.y});
    const float width = beside + room;
    const Rect rect{std::round((ui.screen().width - width) / 2),
                    std::round(ui.screen().bottom() - ui.u(ui.theme.size.bar_foot + 24) - height), width, height};
    const OverlayScope over(ui.problems);
    raised(ui, rect, c.card, ui.u(ui.theme.size.button_big_radius), Level::e2);
    draw_icon(ui, Icon::check_circle, {rect.x + side + icon / 2, rect.centre().y}, icon, c.primary);
    const BoundsScope bounds(ui.problems, rect);
    paragraph(ui, {rect.x + side + icon + gap, rect.y + std::floor((height - text) / 2)}, room, words, style, c.ink);
    if (action.empty()) return;
    ui.push_scope(id);
    const Rect place{rect.right() - press.x - ui.u(6), rect.y + (height - press.y) / 2, press.x, press.y};
    if (button(ui, "action", place, button_options)) {
        ui.menu(id).chosen = 0;
        ui.wake_at(ui.now);
    }
    ui.pop_scope();
}

}  // namespace

bool toast(Ui& ui, std::string_view words, std::string_view action) {
    const WidgetId id = ui.id("toast");
    ui.draw_later(
        [id, words = std::string(words), action = std::string(action)](Ui& later) { draw(later, id, words, action); });
    return std::exchange(ui.menu(id).chosen, std::nullopt).has_value();
}

}  // namespace earshot::app
