#include "app/views/log_layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace earshot::app {
namespace {

constexpr float lines_least = 3;    // of the words, where there is room
constexpr float lines_cramped = 2;  // where the page scrolls anyway
constexpr float lines_comfortable = 6;

void lay_out_foot(LogLayout& layout, Rect& area, const LogMeasures& m) {
    const float width = area.width - 2 * m.margin;
    const float both = m.risk + m.foot_gap + m.save;
    layout.risk_in_foot = both <= width;
    layout.mark_in_foot = m.mark + m.foot_gap + both <= width;
    const float most = std::max(m.save_height, layout.risk_in_foot ? m.risk_height : 0);
    layout.foot = area.cut_bottom(std::max(m.foot, most + m.foot_edge));
    Rect inside = layout.foot.inset(m.margin, 0);
    layout.save = inside.cut_right(layout.risk_in_foot ? m.save : inside.width, m.foot_gap);
    if (layout.risk_in_foot) layout.risk = layout.mark_in_foot ? inside.cut_right(m.risk, m.foot_gap) : inside;
    if (layout.mark_in_foot) layout.mark = inside;
}

bool kinds_fit_beside_moods(float width, const LogMeasures& m) {
    return m.kinds_least + m.gap + m.moods_least <= width;
}

// The panel gives way a little where that lets kinds and moods stand beside each other.
float side_width(float width, const LogMeasures& m) {
    for (const float share : {1.0F, 0.95F, 0.9F, 0.85F}) {
        if (kinds_fit_beside_moods(width - std::floor(m.side * share) - m.column_gap, m))
            return std::floor(m.side * share);
    }
    return m.side;
}

// Places the choices from `y` downwards; gives where they end.
float place_choices(LogLayout& layout, bool lists, float x, float y, float width, const LogMeasures& m) {
    layout.lists = lists;
    layout.kinds_label = layout.moods_label = layout.stages_label = {};
    if (lists) {
        if (m.kind_list + m.mood_list + m.stage_list + 2 * m.gap <= width) {
            const float spare = (width - 2 * m.gap - m.kind_list - m.mood_list - m.stage_list) / 3;
            Rect row{x, y, width, m.list_height};
            layout.kinds = row.cut_left(m.kind_list + spare, m.gap);
            layout.moods = row.cut_left(m.mood_list + spare, m.gap);
            layout.stages = row;
            return y + m.list_height;
        }
        layout.kinds = {x, y, width, m.list_height};
        layout.moods = layout.kinds.moved(0, m.list_height + m.gap);
        layout.stages = layout.moods.moved(0, m.list_height + m.gap);
        return layout.stages.bottom();
    }
    const auto place = [&](float left, float top, float wide, float height, Rect& label, Rect& choice) {
        label = {left, top, wide, m.label};
        choice = {left, top + m.label, wide, height};
        return choice.bottom();
    };
    if (kinds_fit_beside_moods(width, m)) {
        // What is left over is shared in proportion to what each needs.
        const float share = m.kinds_least / (m.kinds_least + m.moods_least);
        const float spare = width - m.gap - m.kinds_least - m.moods_least;
        const float kinds = std::floor(m.kinds_least + spare * share);
        const float moods = width - m.gap - kinds;
        place(x, y, kinds, m.kinds_row, layout.kinds_label, layout.kinds);
        place(x + kinds + m.gap, y, moods, m.moods_row, layout.moods_label, layout.moods);
        y += m.label + std::max(m.kinds_row, m.moods_row);
    } else {
        y = place(x, y, width, m.kinds(width), layout.kinds_label, layout.kinds) + m.section;
        y = place(x, y, width, m.moods(width), layout.moods_label, layout.moods);
    }
    return place(x, y + m.section, width, m.stages(width), layout.stages_label, layout.stages);
}

float height_of_choices(bool lists, float width, const LogMeasures& m) {
    LogLayout scratch;
    return place_choices(scratch, lists, 0, 0, width, m);
}

}  // namespace

LogLayout lay_out_log(const Rect& whole, const LogMeasures& m) {
    LogLayout layout;
    Rect area = whole;
    lay_out_foot(layout, area, m);
    area.cut_top(m.edge);
    area.cut_bottom(m.edge);
    Rect page = area.inset(m.margin, 0);
    layout.similar_beside = page.width - m.side - m.column_gap >= m.main_least;
    if (layout.similar_beside) layout.similar = page.cut_right(side_width(page.width, m), m.column_gap);
    if (layout.similar_beside) page.cut_bottom(m.section);  // the panel reaches further down
    layout.page = page;

    layout.mark_in_words = layout.mark_in_foot ? 0 : m.mark_height;
    const float around = m.words_around + layout.mark_in_words;
    const float risk = layout.risk_in_foot ? 0 : m.section + m.risk_height;
    const float pickers = height_of_choices(false, page.width, m), lists = height_of_choices(true, page.width, m);
    const auto words_room = [&](bool as_lists, float similar) {
        return page.height - (as_lists ? lists : pickers) - m.section - risk - similar;
    };
    const auto with_lines = [&](float lines) { return around + lines * m.words_line; };

    // From the most comfortable to the smallest; the first that fits.
    struct Plan {
        bool lists;
        float similar;
        float lines;
    };
    const float one = layout.similar_beside ? 0 : m.section + m.similar_one;
    const float two = layout.similar_beside ? 0 : m.section + m.similar_two;
    const std::array<Plan, 4> plans{{{false, two, lines_comfortable},
                                     {false, one, lines_least},
                                     {true, one, lines_least},
                                     {true, one, lines_cramped}}};
    const Plan* chosen = nullptr;
    for (const Plan& plan : plans) {
        if (words_room(plan.lists, plan.similar) >= with_lines(plan.lines)) {
            chosen = &plan;
            break;
        }
    }
    // Nothing fits: everything at its ease, and the page scrolls.
    const Plan scrolling{false, two, lines_least};
    const Plan& plan = chosen ? *chosen : scrolling;
    // A page that scrolls holds all the words, so that nothing scrolls within it.
    const float words =
        chosen ? words_room(plan.lists, plan.similar) : std::max(with_lines(plan.lines), around + m.words_written);

    layout.words = {page.x, page.y, page.width, words};
    float y = place_choices(layout, plan.lists, page.x, layout.words.bottom() + m.section, page.width, m);
    if (!layout.risk_in_foot) {
        layout.risk = {page.x, y + m.section, page.width, m.risk_height};
        y = layout.risk.bottom();
    }
    if (!layout.similar_beside) {
        layout.similar = {page.x, y + m.section, page.width, plan.similar - m.section};
        y = layout.similar.bottom();
    }
    layout.content = y - page.y;
    return layout;
}

}  // namespace earshot::app
