#include "app/widgets/sheet.hpp"

#include <cmath>

#include "app/theme/motion.hpp"
#include "app/widgets/button.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

constexpr float slide_from = 24;
constexpr float veil = 0.46F;
constexpr float head_top = 14;   // units from the edge to the head
constexpr float head_below = 6;  // and from the head to the content
constexpr float narrow = 700;    // units: a screen below this gives the sheet its whole width

struct Head {
    float title_width;
    float title_height;
    float height;
};

float margin_of(const Ui& ui) {
    return ui.u(ui.theme.is_wall() ? 48 : 32);
}

float width_of(const Ui& ui, const SheetOptions& options) {
    const float screen = ui.screen().width;
    if (screen < ui.u(narrow)) return screen;
    const float most = screen - 2 * ui.u(ui.theme.is_wall() ? 48 : ui.theme.size.page_margin);
    return options.width > 0 ? std::min(ui.u(options.width), most) : most;
}

Head head_of(Ui& ui, const SheetOptions& options, float width) {
    const float cross = options.closable ? ui.u(ui.theme.size.touch) : 0;
    Head head{};
    head.title_width = width - 2 * margin_of(ui) - (options.closable ? cross - ui.u(10) : 0);
    if (!options.title.empty())
        head.title_height = paragraph_height(ui, head.title_width, options.title, ui.theme.type.title);
    head.height = std::max(cross, head.title_height);
    return head;
}

}  // namespace

Sheet::Sheet(Ui& ui, std::string_view name, bool& open, const SheetOptions& options) : ui_(ui) {
    const WidgetId id = ui.id(name);
    const float shown = ui.appear(id, open, motion::sheet_in, motion::sheet_out);
    if (!open && shown <= 0) return;
    shown_ = true;
    ui.push_scope(id);
    const bool was_open = open;
    ui.begin_layer(was_open ? LayerInput::takes : LayerInput::leaves);
    const Palette& c = ui.theme.colour;
    const Rect screen = ui.screen();
    ui.block(screen);
    fill(ui, screen, faded(c.scrim, veil * shown));
    const bool outside = was_open && options.closable && ui.touch(ui.id("veil"), screen, {.focusable = false}).clicked;

    const float width = width_of(ui, options);
    const Head head = head_of(ui, options, width);
    const float above_content = ui.u(head_top) + head.height + ui.u(head_below);
    float top = ui.u(options.top);
    if (options.fits) top = std::max(top, std::round(screen.height - options.height - above_content - ui.u(28)));
    top += std::round((1 - shown) * ui.u(slide_from));
    const float radius = ui.u(ui.theme.size.sheet_radius);
    const Rect rect{std::round((screen.width - width) / 2), top, width, screen.height - top};
    const Colour paper = ui.theme.is_wall() ? c.card : c.paper;
    // Its lower corners lie below the screen's edge.
    raised(ui, {rect.x, rect.y, rect.width, rect.height + 2 * radius + ui.u(40)}, paper, radius, Level::e3);
    ui.block(rect);

    const float margin = margin_of(ui);
    const Rect bar{rect.x + margin, rect.y + ui.u(head_top), rect.width - 2 * margin, head.height};
    if (head.title_height > 0) {
        paragraph(ui, {bar.x, bar.y + std::floor((bar.height - head.title_height) / 2)}, head.title_width,
                  options.title, ui.theme.type.title, c.ink);
    }
    bool close = outside;
    if (options.closable) {
        fill(ui, {rect.x + rect.width / 2 - ui.u(28), rect.y + ui.u(10), ui.u(56), ui.u(5)},
             mixed(paper, c.control, 0.55F), ui.u(3));
        const float cross = ui.u(ui.theme.size.touch);
        const Rect place{rect.right() - ui.u(14) - cross, bar.y + (bar.height - cross) / 2, cross, cross};
        close = icon_button(ui, "close", place, Icon::close) || close;
        close = (was_open && ui.escape_pressed()) || close;
    }
    if (close) open = false;
    content_ = {bar.x, rect.y + above_content, bar.width, screen.bottom() - rect.y - above_content};
}

Sheet::~Sheet() {
    if (!shown_) return;
    ui_.end_layer();
    ui_.pop_scope();
}

}  // namespace earshot::app
