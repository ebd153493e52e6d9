#include "app/views/wall_foot.hpp"

#include <algorithm>
#include <cmath>

#include "app/widgets/button.hpp"
#include "app/widgets/shapes.hpp"

namespace earshot::app {
namespace {

constexpr float strip_height = 116;
constexpr float read_height = 84;
constexpr float note_height = 88;
constexpr TextStyle title{Face::semibold, 32, 42};
constexpr TextStyle small{Face::regular, 28, 38};
constexpr float words_size = 42;
constexpr TextStyle words{Face::serif, words_size, 58};

ButtonOptions silence_button(const WallScene& scene) {
    return {.label = scene.silence()->words,
            .icon = Icon::pin,
            .trailing = Icon::chevron_right,
            .look = Look::plain,
            .align = Align::left,
            .padding = 0};
}

float freshness_width(Ui& ui, const WallScene& scene) {
    if (scene.freshness().empty()) return 0;
    return ui.text_u(36) + ui.u(16) + text_size(ui, scene.freshness(), small).x;
}

bool in_one_row(Ui& ui, const WallScene& scene, float width) {
    if (!scene.silence()) return true;
    return button_size(ui, silence_button(scene)).x + ui.u(40) + freshness_width(ui, scene) <= width;
}

void draw_freshness(Ui& ui, Rect rect, const WallScene& scene, Align align) {
    if (scene.freshness().empty()) return;
    const Palette& c = ui.theme.colour;
    const float icon = ui.text_u(36);
    const float width = std::min(freshness_width(ui, scene), rect.width);
    Rect place = align == Align::right ? rect.cut_right(width) : rect.cut_left(width);
    draw_icon(ui, Icon::sync, place.cut_left(icon, ui.u(16)).centre(), icon, c.ink2);
    label(ui, place, scene.freshness(), small, c.ink2);
}

}  // namespace

float wall_attention_height(const Ui& ui) {
    return std::max(ui.u(strip_height), line_height(ui, title) + line_height(ui, small) + ui.u(36));
}

bool wall_attention(Ui& ui, const Rect& rect, const WallAttention& attention, FittedWords& fitted, const Strings& tr) {
    const Palette& c = ui.theme.colour;
    const float radius = ui.u(ui.theme.size.card_radius);
    fill(ui, rect, c.attention_soft, radius);
    edge(ui, rect, c.attention, ui.exact(2), radius);
    const BoundsScope bounds(ui.problems, rect);
    const float between = ui.u(28);
    Rect rest{rect.x + ui.u(32), rect.y, rect.width - ui.u(32 + 16), rect.height};

    const float icon = ui.text_u(56);
    draw_icon(ui, Icon::flag, rest.cut_left(icon, between).centre(), icon, c.attention);
    const ButtonOptions read{
        .label = tr("wall.read"), .trailing = Icon::chevron_right, .look = Look::attention, .padding = 36};
    Rect place = rest.cut_right(button_size(ui, read).x, between);
    const bool touched =
        button(ui, "read", place.centred({place.width, std::max(ui.u(read_height), rect.height - ui.u(32))}), read);

    const float line = line_height(ui, title);
    const float clock = line_height(ui, small);
    const float said = std::max(text_size(ui, attention.title, title).x, text_size(ui, attention.clock, small).x);
    // The clock is the message: the words give way to it, and vanish before they are a few letters only.
    Rect block = rest.cut_left(std::min(said, rest.width), between);
    block = block.centred({block.width, line + clock});
    label(ui, block.cut_top(line), attention.title, title, c.attention);
    label(ui, block, attention.clock, small, c.attention);
    if (rest.width < ui.text_u(320)) return touched;
    const Rect rule = rest.cut_left(std::max(1.0F, ui.u(2)), between);
    fill(ui, rule.centred({rule.width, ui.u(68)}), faded(c.attention, 0.3F));
    const float room = line_height(ui, words);
    fitted.fit(ui, attention.words, {rest.width, room}, {words_size * ui.theme.text_scale, words_size, 1.38F});
    fitted.draw(ui, {rest.x, rest.y + std::floor((rest.height - fitted.height()) / 2)}, c.ink);
    return touched;
}

float wall_notes_height(Ui& ui, const WallScene& scene, float width) {
    const float row = std::max(ui.u(note_height), line_height(ui, title));
    return in_one_row(ui, scene, width) ? row : row + line_height(ui, small);
}

bool wall_notes(Ui& ui, const Rect& rect, const WallScene& scene) {
    Rect rest = rect;
    if (in_one_row(ui, scene, rect.width)) {
        draw_freshness(ui, rest, scene, Align::right);
    } else {
        draw_freshness(ui, rest.cut_bottom(line_height(ui, small)), scene, Align::left);
    }
    if (!scene.silence()) return false;
    const ButtonOptions silent = silence_button(scene);
    return button(ui, "silent", {rest.x, rest.y, std::min(rest.width, button_size(ui, silent).x), rest.height}, silent);
}

}  // namespace earshot::app
