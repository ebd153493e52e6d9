#include "app/views/log_view.hpp"

#include <algorithm>

#include "app/views/log_foot.hpp"
#include "app/views/similar_panel.hpp"
#include "app/widgets/widgets.hpp"

namespace earshot::app {

void LogView::draw(FrameContext& frame) {
    Ui& ui = frame.ui;
    words_.update(frame);
    choices_.update(frame);
    similar_.update(frame);

    Rect area = ui.screen();
    const Rect bar = area.cut_top(TabletBar::height(ui));
    const LogLayout layout = lay_out(frame, area);
    if (layout.scrolls()) {
        // A little more than the page, so that shadows and focus rings at its sides are not cut.
        const float aside = ui.u(12);
        ScrollArea scroll(ui, "log", layout.page.inset(-aside, -ui.u(8)));
        LogLayout moved = layout;
        const float by = scroll.top() + ui.u(8) - layout.page.y;
        for (Rect* rect : {&moved.words, &moved.kinds_label, &moved.kinds, &moved.moods_label, &moved.moods,
                           &moved.stages_label, &moved.stages, &moved.similar, &moved.risk}) {
            const bool on_page =
                (rect != &moved.similar || !layout.similar_beside) && (rect != &moved.risk || !layout.risk_in_foot);
            if (on_page) rect->y += by;
        }
        draw_page(frame, moved);
        scroll.end(layout.content + 2 * ui.u(8));
    } else {
        draw_page(frame, layout);
    }
    if (layout.similar_beside) draw_similar_beside(frame, layout.similar, similar_);
    draw_log_foot(frame, layout);
    bar_.draw(frame, bar);
}

LogLayout LogView::lay_out(FrameContext& frame, const Rect& area) {
    Ui& ui = frame.ui;
    LogMeasures m;
    m.margin = ui.u(area.width < ui.u(900) ? 24 : ui.theme.size.page_margin);
    m.edge = ui.u(16);
    m.section = ui.u(18);
    m.gap = ui.u(16);
    m.column_gap = ui.u(24);
    m.main_least = ui.text_u(560);
    m.side = std::min(ui.text_u(388), std::max(ui.u(388), area.width * 0.32F));
    choices_.measure(ui, m);
    const float width = area.width - 2 * m.margin;
    measure_log_foot(frame, m, width);
    const bool beside = width - m.side - m.column_gap >= m.main_least;
    words_.measure(frame, m, beside ? width - m.side - m.column_gap : width);
    m.similar_one = similar_rows_height(frame, width, 1);
    m.similar_two = similar_rows_height(frame, width, 2);
    return lay_out_log(area, m);
}

void LogView::draw_page(FrameContext& frame, const LogLayout& layout) {
    words_.draw(frame, layout.words, layout.mark_in_words);
    choices_.draw(frame, layout);
    if (!layout.risk_in_foot) draw_may_leave(frame, layout.risk);
    if (!layout.similar_beside) draw_similar_below(frame, layout.similar, similar_);
}

}  // namespace earshot::app
