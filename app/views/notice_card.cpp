#include "app/views/notice_card.hpp"

#include "app/views/fitted_button.hpp"
#include "app/widgets/widgets.hpp"

namespace earshot::app {
namespace {

constexpr TextStyle sentence_style{Face::regular, 17, 25};

}  // namespace

float notice_card(FrameContext& frame, const NoticeWords& notice, Vec2 at, float width) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    const float left = ui.u(22), right = ui.u(20), gap = ui.u(18);
    const float icon = ui.text_u(ui.theme.size.icon);
    const float x = at.x + left + icon + gap;
    const float room = at.x + width - right - x;
    const float title = paragraph_height(ui, room, notice.title, ui.theme.type.heading);
    const float sentence = paragraph_height(ui, room, notice.sentence, sentence_style);
    const ButtonOptions done{.label = frame.tr("notice.understood"), .icon = Icon::check, .look = Look::quiet};
    const Vec2 press = fitted_button(ui, done, room);
    const float top = ui.u(18);
    const Rect rect{at.x, at.y, width, top + title + ui.u(3) + sentence + ui.u(14) + press.y + ui.u(18)};
    card(ui, rect);
    draw_icon(ui, Icon::information, {rect.x + left + icon / 2, rect.y + top + title / 2}, icon, c.primary);
    float y = rect.y + top;
    y += paragraph(ui, {x, y}, room, notice.title, ui.theme.type.heading, c.ink) + ui.u(3);
    y += paragraph(ui, {x, y}, room, notice.sentence, sentence_style, c.ink) + ui.u(14);
    if (button(ui, "notice", {x, y, press.x, press.y}, done)) frame.intents.push_back(intent::DismissNotice{});
    return rect.height;
}

}  // namespace earshot::app
