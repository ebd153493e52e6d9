#include "app/widgets/tile.hpp"

#include <cmath>

#include "app/theme/motion.hpp"
#include "app/widgets/flow.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

constexpr float padding_side = 8;

float icon_room(Ui& ui, const TileOptions& options) {
    const bool pictured = options.icon != Icon::none || options.kind || (options.check && options.selected);
    return pictured ? ui.text_u(ui.theme.size.tile_icon) + ui.u(ui.theme.size.tile_gap) : 0;
}

// The widest face a word may get, so that nothing moves when it is chosen.
TextStyle style_of(const Ui& ui) {
    return ui.theme.type.tile;
}

TextStyle detail_style_of(const Ui& ui) {
    return ui.theme.type.hint;
}

std::array<TileOptions, 4> kind_tiles(const KindLabels& labels, std::optional<Kind> selected) {
    std::array<TileOptions, 4> result;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto kind = static_cast<Kind>(i);
        result[i] = {.label = labels[i], .kind = kind, .selected = selected == kind};
    }
    return result;
}

struct Grid {
    std::vector<Rect> places;
    float height;
};

Grid grid_of(Ui& ui, std::span<const TileOptions> tiles, const Rect& rect) {
    float widest = 0;
    for (const TileOptions& options : tiles)
        widest = std::max(widest, tile_width(ui, options));
    const float gap = ui.u(ui.theme.is_wall() ? 16 : 8);
    const auto rough = grid(rect, tiles.size(), tiles.size(), std::min(widest, rect.width), 1, gap);
    float row = 0;
    for (std::size_t i = 0; i < tiles.size(); ++i)
        row = std::max(row, tile_height(ui, tiles[i], rough[i].width));
    Grid result{grid(rect, tiles.size(), tiles.size(), std::min(widest, rect.width), row, gap), 0};
    result.height = result.places.empty() ? 0 : result.places.back().bottom() - rect.y;
    return result;
}

}  // namespace

float tile_width(Ui& ui, const TileOptions& options) {
    TileOptions chosen = options;
    chosen.selected = true;
    float words = text_size(ui, options.label, style_of(ui)).x + icon_room(ui, chosen);
    if (!options.detail.empty()) words = std::max(words, text_size(ui, options.detail, detail_style_of(ui)).x);
    return std::ceil(words) + 2 * ui.u(padding_side);
}

float tile_height(Ui& ui, const TileOptions& options, float width) {
    const float inside = width - 2 * ui.u(padding_side);
    float height = paragraph_height(ui, std::max(1.0F, inside - icon_room(ui, options)), options.label, style_of(ui));
    if (!options.detail.empty()) height += paragraph_height(ui, inside, options.detail, detail_style_of(ui));
    return std::max(ui.u(ui.theme.size.tile_height), height + ui.u(20));
}

bool tile(Ui& ui, std::string_view name, const Rect& rect, const TileOptions& options) {
    const WidgetId id = ui.id(name);
    TouchOptions touch_options = options.touch;
    touch_options.enabled = options.enabled;
    touch_options.preferred = options.selected;
    const Touch touch = ui.touch(id, rect, touch_options);
    const float on = ui.follow(id, options.selected, motion::selection, motion::selection);
    const Palette& c = ui.theme.colour;
    const float radius = ui.u(ui.theme.size.button_radius);
    KindLook look{options.icon, c.primary, c.primary_soft};
    if (options.kind) look = look_of(ui, *options.kind);
    if (options.check && options.selected) look.icon = Icon::check;

    fill(ui, rect, options.enabled ? mixed(c.card, look.soft, std::max(on, touch.glow)) : c.fill, radius);
    const float thin = ui.exact(ui.theme.size.edge_control);
    const float thick = ui.exact(ui.theme.size.edge_selected);
    if (options.enabled) edge(ui, rect, mixed(c.control, look.colour, on), thin + (thick - thin) * on, radius);
    if (touch.ring) focus_ring(ui, rect, radius);

    const BoundsScope bounds(ui.problems, rect);
    const Colour words = !options.enabled ? c.ink3 : options.selected ? look.colour : c.ink;
    const Colour icon_colour = !options.enabled ? c.ink3 : options.kind || options.selected ? look.colour : c.ink;
    const float inside = rect.width - 2 * ui.u(padding_side);
    const float beside = icon_room(ui, options);
    const TextLayout& text =
        layout_text(ui, options.label, style_of(ui), {.width = std::max(1.0F, inside - beside), .align = Align::left});
    const float detail = options.detail.empty() ? 0 : paragraph_height(ui, inside, options.detail, detail_style_of(ui));
    float x = rect.x + std::round((rect.width - beside - text.width) / 2);
    const float y = rect.y + std::floor((rect.height - text.height() - detail) / 2);
    if (beside > 0) {
        const float icon = ui.text_u(ui.theme.size.tile_icon);
        draw_icon(ui, look.icon, {x + icon / 2, y + text.height() / 2}, icon, icon_colour);
        x += beside;
    }
    draw_layout(ui, text, {x, y}, words);
    if (detail > 0) {
        paragraph(ui, {rect.x + ui.u(padding_side), y + text.height()}, inside, options.detail, detail_style_of(ui),
                  options.selected ? look.colour : c.ink2, {.align = Align::centre});
    }
    return touch.clicked;
}

float tiles_height(Ui& ui, std::span<const TileOptions> tiles, float width) {
    return grid_of(ui, tiles, {0, 0, width, 0}).height;
}

std::optional<std::size_t> tiles(Ui& ui, std::string_view name, const Rect& rect, std::span<const TileOptions> tiles) {
    const WidgetId group = ui.id(name);
    const Grid places = grid_of(ui, tiles, rect);
    std::optional<std::size_t> pressed;
    for (std::size_t i = 0; i < tiles.size(); ++i) {
        const IdScope row(ui, name, i);
        TileOptions options = tiles[i];
        options.touch.group = group;
        if (tile(ui, "tile", places.places[i], options)) pressed = i;
    }
    return pressed;
}

float kind_picker_height(Ui& ui, const KindLabels& labels, float width) {
    return tiles_height(ui, kind_tiles(labels, std::nullopt), width);
}

std::optional<Kind> kind_picker(Ui& ui, std::string_view name, const Rect& rect, const KindLabels& labels,
                                std::optional<Kind> selected) {
    const auto pressed = tiles(ui, name, rect, kind_tiles(labels, selected));
    if (!pressed) return std::nullopt;
    return static_cast<Kind>(*pressed);
}

}  // namespace earshot::app
