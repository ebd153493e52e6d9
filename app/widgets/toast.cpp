#include "app/widgets/toast.hpp"

#include <algorithm>

#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

void draw(Ui& ui, const std::string& words) {
    const Palette& c = ui.theme.colour;
    const TextStyle& style = ui.theme.type.strong;
    const float padding = ui.u(24);
    const float icon = ui.text_u(26);
    const float beside = icon + ui.u(14) + 2 * padding;
    const float room = std::min(ui.screen().width - 2 * ui.u(ui.theme.size.page_margin) - beside, ui.text_u(620));
    const TextLayout& layout = layout_text(ui, words, style, {.width = room});
    const float height = std::max(ui.u(ui.theme.size.toast_height), layout.height() + ui.u(28));
    const float width = layout.width + beside;
    const float y = ui.screen().bottom() - ui.u(ui.theme.size.bar_foot + 24) - height;
    const Rect rect{ui.screen().x + (ui.screen().width - width) / 2, y, width, height};
    const OverlayScope over(ui.problems);
    raised(ui, rect, c.card, ui.u(ui.theme.size.button_big_radius), Level::e2);
    draw_icon(ui, Icon::check_circle, {rect.x + padding + icon / 2, rect.centre().y}, icon, c.primary);
    draw_layout(ui, layout, {rect.x + padding + icon + ui.u(14), rect.centre().y - layout.height() / 2}, c.ink);
}

}  // namespace

void toast(Ui& ui, std::string_view words) {
    ui.draw_later([words = std::string(words)](Ui& later) { draw(later, words); });
}

}  // namespace earshot::app
