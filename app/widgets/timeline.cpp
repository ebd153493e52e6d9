#include "app/widgets/timeline.hpp"

#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

struct Parts {
    float mark;  // icon or disc
    float gap;
    float row_min;
    float line;  // width of the connecting line
    TextStyle style;
};

Parts parts_of(const Ui& ui, const TimelineOptions& options) {
    if (options.discs) {
        const bool wall = ui.theme.is_wall();
        return {ui.text_u(wall ? 52 : 40), ui.u(wall ? 20 : 16), ui.u(wall ? 78 : 60), ui.u(4), ui.theme.type.hint};
    }
    return {ui.text_u(24), ui.u(14), ui.u(36), ui.u(2), ui.theme.type.hint};
}

// Side by side while it fits, else one below the other.
struct Words {
    float what_width;
    float height;
    bool stacked;
};

Words words_of(Ui& ui, const TimelineStep& step, float room, const Parts& parts) {
    const TextStyle bold = parts.style.with(Face::semibold);
    const float what = text_size(ui, step.what, bold).x;
    const float more = step.more.empty() ? 0 : text_size(ui, step.more, parts.style).x + ui.u(12);
    if (what + more <= room) return {what, line_height(ui, parts.style), false};
    return {room,
            paragraph_height(ui, room, step.what, bold) +
                (step.more.empty() ? 0 : paragraph_height(ui, room, step.more, parts.style)),
            true};
}

float row_height(Ui& ui, const TimelineStep& step, float width, const Parts& parts, const TimelineOptions& options) {
    const float room = std::max(1.0F, width - parts.mark - parts.gap);
    float words = 0;
    if (options.discs) {
        words = words_of(ui, step, room, parts).height;
    } else {
        const std::string space = step.more.empty() ? "" : " ";
        const std::array runs{TextRun{step.what, Face::semibold}, TextRun{space, Face::regular},
                              TextRun{step.more, Face::regular}};
        words = paragraph_height(ui, room, runs, parts.style);
    }
    return std::max({parts.row_min, words + ui.u(14), parts.mark + ui.u(12)});
}

void draw_mark_of(Ui& ui, const TimelineStep& step, Vec2 centre, const Parts& parts, const TimelineOptions& options) {
    const Palette& c = ui.theme.colour;
    if (!options.discs) {
        draw_icon(ui, step.icon, centre, parts.mark, step.done ? c.primary : c.ink2);
        return;
    }
    const Rect disc{centre.x - parts.mark / 2, centre.y - parts.mark / 2, parts.mark, parts.mark};
    fill(ui, disc, step.done ? c.primary : c.card, parts.mark / 2);
    if (!step.done) edge(ui, disc, c.control, ui.exact(3), parts.mark / 2);
    draw_icon(ui, step.icon, centre, std::round(parts.mark * 0.62F), step.done ? c.on_primary : c.ink2);
}

}  // namespace

float timeline_height(Ui& ui, std::span<const TimelineStep> steps, float width, const TimelineOptions& options) {
    const Parts parts = parts_of(ui, options);
    float height = 0;
    for (const TimelineStep& step : steps)
        height += row_height(ui, step, width, parts, options);
    return height;
}

float timeline(Ui& ui, Vec2 top_left, float width, std::span<const TimelineStep> steps,
               const TimelineOptions& options) {
    const Palette& c = ui.theme.colour;
    const Parts parts = parts_of(ui, options);
    const float centre_x = top_left.x + parts.mark / 2;
    float y = top_left.y;
    std::vector<float> centres;
    for (const TimelineStep& step : steps) {
        const float height = row_height(ui, step, width, parts, options);
        centres.push_back(std::round(y + height / 2));
        y += height;
    }
    for (std::size_t i = 1; i < steps.size(); ++i) {
        // Between the marks, not behind them, so that any surface may lie below.
        const float clear = parts.mark / 2 + (options.discs ? -ui.u(1) : ui.u(1));
        fill(ui,
             {std::round(centre_x - parts.line / 2), centres[i - 1] + clear, parts.line,
              centres[i] - centres[i - 1] - 2 * clear},
             steps[i].done ? c.primary : c.control);
    }
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const TimelineStep& step = steps[i];
        draw_mark_of(ui, step, {centre_x, centres[i]}, parts, options);
        const float x = top_left.x + parts.mark + parts.gap;
        const float room = std::max(1.0F, width - parts.mark - parts.gap);
        const Colour colour = step.done || options.discs ? c.ink : c.ink2;
        if (!options.discs) {
            const std::string space = step.more.empty() ? "" : " ";
            const std::array runs{TextRun{step.what, Face::semibold}, TextRun{space, Face::regular},
                                  TextRun{step.more, Face::regular}};
            const float height = paragraph_height(ui, room, runs, parts.style);
            paragraph(ui, {x, centres[i] - std::floor(height / 2)}, room, runs, parts.style, colour);
            continue;
        }
        const Words words = words_of(ui, step, room, parts);
        const float top = centres[i] - std::floor(words.height / 2);
        const float used = paragraph(ui, {x, top}, words.stacked ? room : words.what_width + 1, step.what,
                                     parts.style.with(Face::semibold), colour);
        if (step.more.empty()) continue;
        if (words.stacked) {
            paragraph(ui, {x, top + used}, room, step.more, parts.style, c.ink2);
        } else {
            label(ui, {x + words.what_width, top, room - words.what_width, words.height}, step.more, parts.style,
                  c.ink2, Align::right);
        }
    }
    return y - top_left.y;
}

}  // namespace earshot::app
