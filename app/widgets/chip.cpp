#include "app/widgets/chip.hpp"

#include <cmath>

#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

struct Parts {
    TextStyle style;
    float height, left, right, gap, icon;
};

Parts parts_of(const Ui& ui, const ChipOptions& options) {
    const Sizes& size = ui.theme.size;
    Parts parts{ui.theme.type.chip,      size.chip_height, size.chip_padding_left,
                size.chip_padding_right, size.chip_gap,    size.chip_icon};
    if (options.small && !ui.theme.is_wall()) parts = {{Face::semibold, 15, 20}, 30, 8, 12, 6, 18};
    if (options.light) parts.style.face = Face::medium;
    if (options.mood > 0) parts.icon *= 1.25F;
    const bool pictured = options.kind || options.icon != Icon::none || options.mood > 0;
    if (!pictured) parts.left = parts.right;
    return {parts.style,       ui.u(parts.height), ui.u(parts.left),
            ui.u(parts.right), ui.u(parts.gap),    pictured ? ui.text_u(parts.icon) : 0};
}

}  // namespace

KindLook look_of(const Ui& ui, Kind kind) {
    const Palette& c = ui.theme.colour;
    switch (kind) {
        case Kind::praise:
            return {Icon::heart, c.praise, c.praise_soft};
        case Kind::pain:
            return {Icon::flash, c.pain, c.pain_soft};
        case Kind::idea:
            return {Icon::bulb, c.idea, c.idea_soft};
        case Kind::issue:
            break;
    }
    return {Icon::wrench, c.issue, c.issue_soft};
}

std::optional<Kind> kind_named(std::string_view name) {
    if (name == "praise") return Kind::praise;
    if (name == "pain") return Kind::pain;
    if (name == "idea") return Kind::idea;
    if (name == "issue") return Kind::issue;
    return std::nullopt;
}

Vec2 chip_size(Ui& ui, const ChipOptions& options) {
    const Parts parts = parts_of(ui, options);
    const Vec2 words = text_size(ui, options.label, parts.style);
    const float gap = parts.icon > 0 ? parts.gap : 0;
    return {parts.left + parts.icon + gap + words.x + parts.right, std::max(parts.height, words.y + ui.u(8))};
}

float chip(Ui& ui, Vec2 top_left, const ChipOptions& options) {
    const Palette& c = ui.theme.colour;
    const Parts parts = parts_of(ui, options);
    const Vec2 size = chip_size(ui, options);
    const Rect rect{top_left.x, top_left.y, size.x, size.y};
    if (!ui.visible(rect)) return size.x;
    Colour words = c.ink2;
    Colour surface = c.fill;
    Icon icon = options.icon;
    if (options.kind) {
        const KindLook look = look_of(ui, *options.kind);
        words = look.colour;
        surface = look.soft;
        icon = look.icon;
    } else if (options.primary) {
        words = c.primary;
        surface = c.primary_soft;
    } else if (options.attention) {
        words = c.attention;
        surface = c.attention_soft;
    }
    fill(ui, rect, ui.theme.is_contrast() ? c.card : surface, size.y / 2);
    if (ui.theme.is_contrast()) edge(ui, rect, words, ui.exact(2), size.y / 2);
    float x = rect.x + parts.left;
    if (parts.icon > 0) {
        const Vec2 centre{x + parts.icon / 2, rect.y + rect.height / 2};
        if (options.mood > 0) {
            draw_face(ui, {x, centre.y - parts.icon / 2, parts.icon, parts.icon}, options.mood, words);
        } else {
            draw_icon(ui, icon, centre, parts.icon, words);
        }
        x += parts.icon + parts.gap;
    }
    const BoundsScope bounds(ui.problems, rect);
    label(ui, {x, rect.y, rect.right() - parts.right - x + 1, rect.height}, options.label, parts.style, words);
    return size.x;
}

}  // namespace earshot::app
