#include "app/widgets/sheet.hpp"

#include <algorithm>

#include "app/theme/motion.hpp"
#include "app/widgets/button.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

// The share of the veil, of 1.
constexpr float veil = 0.46F;
constexpr float rise = 24;  // units the sheet comes up from

Rect place_of(const Ui& ui, const SheetOptions& options, float head) {
    const Rect screen = ui.screen();
    const float width = options.width > 0 ? std::min(ui.u(options.width), screen.width - 2 * ui.u(28))
                                          : screen.width - 2 * ui.u(ui.theme.size.page_margin);
    float top = ui.u(options.top);
    if (options.fits) top = std::max(top, screen.height - options.height - head - ui.u(48));
    // The lower corners lie below the screen's edge.
    return {screen.x + (screen.width - width) / 2, screen.y + top, width, screen.height - top + ui.u(40)};
}

}  // namespace

Sheet::Sheet(Ui& ui, std::string_view name, bool& open, const SheetOptions& options) : ui_(ui) {
    const float shown = ui.follow(ui.id(name), open, motion::sheet_in, motion::sheet_out);
    ui.push_scope(ui.id(name));
    if (!open && shown <= 0) return;
    shown_ = true;

    const Palette& c = ui.theme.colour;
    const float margin = ui.u(ui.theme.is_wall() ? 48 : 32);
    const TextStyle& style = ui.theme.type.title;
    const float cross = ui.u(ui.theme.size.button_height);
    const float title_width = ui.screen().width - 2 * ui.u(28) - 2 * margin - cross;
    const float head = std::max(cross, paragraph_height(ui, title_width, options.title, style)) + ui.u(20);

    ui.begin_layer();
    const Rect screen = ui.screen();
    fill(ui, screen, faded(c.scrim, veil * shown));
    const Touch outside = ui.touch(ui.id("veil"), screen, {.focusable = false});
    Rect rect = place_of(ui, options, head);
    ui.block(rect);
    rect = rect.moved(0, ui.u(rise) * (1 - shown));
    raised(ui, rect, c.paper, ui.u(ui.theme.size.sheet_radius), Level::e3);
    const float grip = ui.u(56);
    fill(ui, {rect.centre().x - grip / 2, rect.y + ui.u(10), grip, ui.u(5)}, mixed(c.hairline, c.ink3, 0.45F), ui.u(3));

    const float title_height = paragraph_height(ui, title_width, options.title, style);
    const Rect title{rect.x + margin, rect.y + ui.u(16) + (head - title_height) / 2, title_width, title_height};
    paragraph(ui, title.min(), title.width, options.title, style, c.ink);
    bool close = outside.clicked && options.closable;
    if (options.closable) {
        const Rect place{rect.right() - margin - cross + ui.u(18), rect.y + ui.u(16) + (head - cross) / 2, cross,
                         cross};
        ButtonOptions leave{.icon = Icon::close, .look = Look::plain, .colour = c.ink};
        close = button(ui, "close", place, leave) || close;
        close = ui.escape_pressed() || close;
    }
    if (close) open = false;
    const float top = rect.y + ui.u(16) + head;
    content_ = {rect.x + margin, top, rect.width - 2 * margin, screen.bottom() - top};
}

Sheet::~Sheet() {
    if (shown_) ui_.end_layer();
    ui_.pop_scope();
}

}  // namespace earshot::app
