#include "app/views/wall_idle.hpp"

#include <algorithm>
#include <string>

#include "app/widgets/button.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

constexpr float veil = 0.46F;
constexpr float width = 900;
constexpr float margin = 52;

void draw_card(Ui& ui, const Strings& tr, Duration left) {
    const Palette& c = ui.theme.colour;
    const auto seconds = (left.count() + 999) / 1000;
    const std::string words = tr("wall.idle_words", {std::to_string(seconds)});
    const ButtonOptions stay{.label = tr("wall.idle_stay"), .look = Look::primary};
    const TextStyle title = ui.theme.type.title;
    const TextStyle body = ui.theme.type.body;
    const float outer = std::min(ui.text_u(width), ui.screen().width - 2 * ui.u(margin));
    const float inner = outer - 2 * ui.u(margin);
    const float title_height = paragraph_height(ui, inner, tr("wall.idle_title"), title);
    const float words_height = paragraph_height(ui, inner, words, body);
    const float button_width = std::min(inner, button_size(ui, stay).x);
    const float height =
        2 * ui.u(margin) + title_height + ui.u(10) + words_height + ui.u(36) + button_height(ui, stay, button_width);
    const Rect card = ui.screen().centred({outer, height});
    raised(ui, card, c.card, ui.u(ui.theme.size.sheet_radius), Level::e3);
    Rect rest = card.inset(ui.u(margin));
    paragraph(ui, rest.cut_top(title_height, ui.u(10)).min(), inner, tr("wall.idle_title"), title, c.ink);
    paragraph(ui, rest.cut_top(words_height, ui.u(36)).min(), inner, words, body, c.ink2);
    // Whatever is touched keeps the screen; the button is for those who look for one.
    button(ui, "stay", rest.cut_left(button_width), stay);
}

}  // namespace

bool IdleWarning::draw(Ui& ui, const Strings& tr, const IdleLimits& limits) {
    const Duration idle = ui.idle();
    const bool due = idle >= limits.quiet;
    // One frame longer than it is due: the touch that ends it must land on it, not on what lies below.
    const bool show = due || shown_;
    shown_ = due;
    if (!show) {
        ui.wake_after(limits.quiet - idle);
        return false;
    }
    const Duration left = std::max(Duration{0}, limits.quiet + limits.warning - idle);
    ui.wake_after(due ? std::max(Duration{1}, left % Duration{1'000}) : Duration{0});
    ui.begin_layer();
    ui.block(ui.screen());
    fill(ui, ui.screen(), faded(ui.theme.colour.scrim, veil));
    draw_card(ui, tr, std::min(left, limits.warning));
    ui.end_layer();
    return due && left.count() == 0;
}

}  // namespace earshot::app
