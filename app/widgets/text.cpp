#include "app/widgets/text.hpp"

#include <cmath>

#include "app/widgets/line_break.hpp"
#include "app/widgets/text_cache.hpp"
#include "app/widgets/text_edit.hpp"
#include "platform/base/utf8.hpp"

namespace earshot::app {
namespace {

void draw_glyph(ImDrawList& list, const FontSet::Baked& baked, std::uint32_t code_point, Vec2 baseline, Colour colour) {
    const ImFontGlyph* glyph = baked.glyphs->FindGlyph(code_point);
    if (glyph == nullptr || !glyph->Visible) return;
    if (glyph->Colored) colour |= ~IM_COL32_A_MASK;
    // Glyphs are pictures for whole pixels: placed between them they would blur.
    const float x = std::round(baseline.x + glyph->X0 * baked.scale);
    const float y = std::round(baseline.y + (glyph->Y0 - baked.glyphs->Ascent) * baked.scale);
    const float width = std::round((glyph->X1 - glyph->X0) * baked.scale);
    const float height = std::round((glyph->Y1 - glyph->Y0) * baked.scale);
    list.PrimReserve(6, 4);
    list.PrimRectUV({x, y}, {x + width, y + height}, {glyph->U0, glyph->V0}, {glyph->U1, glyph->V1}, colour);
}

}  // namespace

float line_height(const Ui& ui, const TextStyle& style) {
    return std::round(style.line * ui.theme.unit * ui.theme.text_scale);
}

float baseline_of(const Ui& ui, const TextStyle& style) {
    const float em = style.size * ui.theme.unit * ui.theme.text_scale;
    const float ascent = std::round(ui.theme.fonts->ascent(style.face) * em);
    const float descent = std::round(ui.theme.fonts->descent(style.face) * em);
    return std::floor((line_height(ui, style) - ascent - descent) / 2) + ascent;
}

const TextLayout& layout_runs(Ui& ui, std::span<const TextRun> runs, const TextStyle& style,
                              const TextOptions& options) {
    return ui.texts().layout(ui.theme, runs, style, options);
}

const TextLayout& layout_text(Ui& ui, std::string_view text, const TextStyle& style, const TextOptions& options) {
    const TextRun run{text, style.face, 0};
    return layout_runs(ui, {&run, 1}, style, options);
}

void draw_layout(Ui& ui, const TextLayout& layout, Vec2 top_left, Colour colour) {
    const float em = layout.style.size * ui.theme.unit * ui.theme.text_scale;
    const float baseline = baseline_of(ui, layout.style);
    const float top = std::round(top_left.y);
    const Rect& clip = ui.clip_rect();
    for (std::size_t i = 0; i < layout.lines.size(); ++i) {
        const TextLine& line = layout.lines[i];
        const float y = top + static_cast<float>(i) * layout.line_height;
        float x = top_left.x + line.x;
        const Rect ink{x, y, line.width, layout.line_height};
        ui.problems.note(std::string_view(layout.text).substr(line.begin, line.end - line.begin), ink, clip, ui.layer(),
                         ui.scroll_parent() != 0);
        if (!clip.overlaps(ink)) continue;
        std::size_t at = line.begin;
        while (at < line.end) {
            const TextLayout::Span& span = layout.span_at(at);
            const FontSet::Baked baked = ui.theme.fonts->baked(span.face, em);
            const Colour span_colour = span.colour != 0 ? span.colour : colour;
            for (const std::size_t end = std::min(span.end, line.end); at < end;) {
                const CodePoint c = decode_utf8(layout.text, at);
                at += c.length;
                if (is_invisible(c.value)) continue;
                draw_glyph(ui.list(), baked, c.value, {std::round(x), y + baseline}, span_colour);
                x += baked.glyphs->GetCharAdvance(c.value) * baked.scale;
            }
        }
        if (line.ellipsis || line.hyphen) {
            const TextLayout::Span& span = layout.span_at(line.end > line.begin ? line.end - 1 : line.begin);
            draw_glyph(ui.list(), ui.theme.fonts->baked(span.face, em), line.ellipsis ? 0x2026 : '-',
                       {std::round(x), y + baseline}, span.colour != 0 ? span.colour : colour);
        }
    }
}

float paragraph(Ui& ui, Vec2 top_left, float width, std::span<const TextRun> runs, const TextStyle& style,
                Colour colour, TextOptions options) {
    options.width = width;
    const TextLayout& layout = layout_runs(ui, runs, style, options);
    draw_layout(ui, layout, top_left, colour);
    return layout.height();
}

float paragraph(Ui& ui, Vec2 top_left, float width, std::string_view text, const TextStyle& style, Colour colour,
                TextOptions options) {
    const TextRun run{text, style.face, 0};
    return paragraph(ui, top_left, width, {&run, 1}, style, colour, options);
}

float paragraph_height(Ui& ui, float width, std::span<const TextRun> runs, const TextStyle& style,
                       TextOptions options) {
    options.width = width;
    return layout_runs(ui, runs, style, options).height();
}

float paragraph_height(Ui& ui, float width, std::string_view text, const TextStyle& style, TextOptions options) {
    options.width = width;
    return layout_text(ui, text, style, options).height();
}

void label(Ui& ui, const Rect& rect, std::string_view text, const TextStyle& style, Colour colour, Align align) {
    const TextLayout& layout =
        layout_text(ui, text, style, {.width = std::ceil(rect.width), .lines_max = 1, .align = align});
    draw_layout(ui, layout, {rect.x, rect.y + std::floor((rect.height - layout.height()) / 2)}, colour);
}

Vec2 text_size(Ui& ui, std::string_view text, const TextStyle& style) {
    const TextLayout& layout = layout_text(ui, text, style);
    return {std::ceil(layout.width), layout.height()};
}

float caret_x(Ui& ui, const TextLayout& layout, std::size_t line, std::size_t byte) {
    const TextLine& here = layout.lines[line];
    const float em = layout.style.size * ui.theme.unit * ui.theme.text_scale;
    float x = here.x;
    for (std::size_t at = here.begin; at < std::min(byte, here.next);) {
        const CodePoint c = decode_utf8(layout.text, at);
        if (!is_invisible(c.value)) {
            const FontSet::Baked baked = ui.theme.fonts->baked(layout.span_at(at).face, em);
            x += baked.glyphs->GetCharAdvance(c.value) * baked.scale;
        }
        at += c.length;
    }
    return x;
}

CaretPlace caret_at(Ui& ui, const TextLayout& layout, Vec2 point) {
    const float row = std::floor(point.y / std::max(1.0F, layout.line_height));
    const auto line = static_cast<std::size_t>(std::clamp(row, 0.0F, static_cast<float>(layout.lines.size() - 1)));
    const TextLine& here = layout.lines[line];
    std::size_t best = here.begin;
    float before = here.x;
    for (std::size_t at = here.begin; at < here.end;) {
        const std::size_t next = next_cluster(layout.text, at);
        const float after = caret_x(ui, layout, line, next);
        if (point.x < (before + after) / 2) return {best, false};
        best = next;
        before = after;
        at = next;
    }
    return {here.end, line + 1 < layout.lines.size() && layout.lines[line + 1].begin == here.end};
}

void draw_icon(Ui& ui, Icon icon, Vec2 centre, float pixels, Colour colour) {
    if (icon == Icon::none) return;
    const FontSet& fonts = *ui.theme.fonts;
    const float ascent = std::round(fonts.ascent(Face::icons) * pixels);
    const float descent = std::round(fonts.descent(Face::icons) * pixels);
    const float top = std::round(centre.y - pixels / 2);
    const float baseline = top + std::floor((pixels - ascent - descent) / 2) + ascent;
    draw_glyph(ui.list(), fonts.baked(Face::icons, pixels), static_cast<std::uint32_t>(icon),
               {std::round(centre.x - pixels / 2), baseline}, colour);
}

}  // namespace earshot::app
