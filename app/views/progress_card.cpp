#include "app/views/progress_card.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/widgets/widgets.hpp"

namespace earshot::app {
namespace {

Icon icon_of(ProgressWords::Of of) {
    switch (of) {
        case ProgressWords::Of::sending:
            return Icon::upload;
        case ProgressWords::Of::fetching:
            return Icon::download;
        case ProgressWords::Of::media:
            return Icon::camera;
    }
    return Icon::sync;
}

// Amounts stand right, below one another, where the words have enough room beside them; otherwise below the bar.
struct Columns {
    float icon = 0;
    float words = 0, room = 0;  // where the words begin, and how wide all of it is
    float text = 0;             // of that, for words and bar
    float aside = 0;            // for the amounts; 0: they stand below

    bool is_beside() const { return aside > 0; }
};

Columns columns_of(Ui& ui, std::span<const ProgressWords> rows, Vec2 at, float width) {
    const TextStyle hint = ui.theme.type.hint;
    const float left = ui.u(22), right = ui.u(24), gap = ui.u(18);
    Columns columns;
    columns.icon = ui.text_u(ui.theme.size.icon);
    columns.words = at.x + left + columns.icon + gap;
    columns.room = at.x + width - right - columns.words;
    columns.text = columns.room;
    float aside = ui.text_u(96);
    for (const ProgressWords& row : rows) {
        aside = std::max(aside, std::ceil(text_size(ui, row.amount, hint.with(Face::semibold)).x));
        aside = std::max(aside, std::ceil(text_size(ui, row.left, hint).x));
    }
    if (columns.room - aside - gap < ui.text_u(200)) return columns;
    columns.aside = aside;
    columns.text = columns.room - aside - gap;
    return columns;
}

struct Heights {
    float what = 0, bar = 0, amount = 0, left = 0;
    float tall = 0;  // of what stands in the row
    float row = 0;
};

Heights heights_of(Ui& ui, const ProgressWords& row, const Columns& columns) {
    const TextStyle hint = ui.theme.type.hint;
    Heights heights;
    heights.what = paragraph_height(ui, columns.text, row.what, ui.theme.type.body) + ui.u(6);
    heights.bar = row.share ? ui.u(10) : 0;
    heights.amount = line_height(ui, hint);
    heights.left = row.left.empty()      ? 0
                   : columns.is_beside() ? line_height(ui, hint)
                                         : paragraph_height(ui, columns.text, row.left, hint);
    heights.tall = heights.what + heights.bar;
    if (!columns.is_beside()) heights.tall += ui.u(6) + heights.amount + heights.left;
    heights.row = std::max(ui.u(76), std::max(heights.tall, heights.amount + heights.left) + ui.u(28));
    return heights;
}

void draw_row(Ui& ui, const ProgressWords& row, const Columns& columns, const Heights& heights, float left, float top) {
    const Palette& c = ui.theme.colour;
    const TextStyle hint = ui.theme.type.hint, strong = hint.with(Face::semibold);
    float y = top + std::floor((heights.row - heights.tall) / 2);
    draw_icon(ui, icon_of(row.of), {left + ui.u(22) + columns.icon / 2, y + (heights.what - ui.u(6)) / 2}, columns.icon,
              c.ink2);
    paragraph(ui, {columns.words, y}, columns.text, row.what, ui.theme.type.body, c.ink);
    y += heights.what;
    if (row.share) progress_bar(ui, {columns.words, y, columns.text, heights.bar}, *row.share);
    y += heights.bar + ui.u(6);
    if (!columns.is_beside()) {
        label(ui, {columns.words, y, columns.text, heights.amount}, row.amount, strong, c.ink);
        paragraph(ui, {columns.words, y + heights.amount}, columns.text, row.left, hint, c.ink2);
        return;
    }
    const float x = columns.words + columns.room - columns.aside;
    y = top + std::floor((heights.row - heights.amount - heights.left) / 2);
    label(ui, {x, y, columns.aside, heights.amount}, row.amount, strong, c.ink, Align::right);
    label(ui, {x, y + heights.amount, columns.aside, heights.left}, row.left, hint, c.ink2, Align::right);
}

}  // namespace

float progress_card(FrameContext& frame, std::span<const ProgressWords> rows, Vec2 at, float width) {
    Ui& ui = frame.ui;
    const Columns columns = columns_of(ui, rows, at, width);
    std::vector<Heights> heights;
    float all = 0;
    for (const ProgressWords& row : rows) {
        heights.push_back(heights_of(ui, row, columns));
        all += heights.back().row;
    }
    card(ui, {at.x, at.y, width, all});
    float y = at.y;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i > 0) hairline(ui, {columns.words, y}, columns.room);
        draw_row(ui, rows[i], columns, heights[i], at.x, y);
        y += heights[i].row;
    }
    return all;
}

}  // namespace earshot::app
