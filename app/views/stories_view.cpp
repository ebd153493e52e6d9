#include "app/views/stories_view.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/views/story_row.hpp"
#include "app/widgets/empty_state.hpp"
#include "app/widgets/select.hpp"
#include "app/widgets/text_field.hpp"
#include "app/widgets/widgets.hpp"

namespace earshot::app {
namespace {

// The list is not made narrower than this to put the chosen story beside it.
constexpr float list_least = 620;
constexpr float detail_width = 420;
constexpr float search_least = 240;

void refill(std::vector<std::string_view>& views, const std::vector<std::string>& texts) {
    views.assign(texts.begin(), texts.end());
}

SelectOptions filter_options(const std::vector<std::string_view>& choices, int selected) {
    return {.choices = choices, .selected = static_cast<std::size_t>(selected), .placeholder = {}, .bold = false};
}

Vec2 closed_size(Ui& ui, const std::vector<std::string_view>& choices, int selected) {
    const auto chosen = std::span(choices).subspan(static_cast<std::size_t>(selected), 1);
    return select_size(ui, {.choices = chosen, .selected = 0, .placeholder = {}, .bold = false});
}

}  // namespace

void StoriesView::draw(FrameContext& frame) {
    Ui& ui = frame.ui;
    Rect page = ui.screen();
    const Rect bar = page.cut_top(TabletBar::height(ui));
    draw_page(frame, page.inset(ui.u(page.width < ui.u(900) ? 24 : ui.theme.size.page_margin), 0));
    bar_.draw(frame, bar);
    detail_.draw_large_photo(frame);
}

void StoriesView::draw_page(FrameContext& frame, Rect page) {
    Ui& ui = frame.ui;
    StoriesState& state = frame.state.stories;
    const bool none_yet = pages_.empty() && !is_filtered(state.query);
    if (none_yet) {
        const CardPages::Window window{.from = 0, .to = page.height, .gap = 0, .layout = 0};
        pages_.update(frame, state.query, window, [](const StoryCard&) { return 1.0F; });
        if (pages_.empty()) return draw_empty(frame, page);
    }
    page.cut_top(ui.u(16));
    const float detail = std::min(ui.text_u(detail_width), page.width * 0.4F);
    const bool beside = page.width - detail - ui.u(24) >= ui.text_u(list_least);
    if (state.selected && !beside) {
        page.cut_bottom(ui.u(14));
        return detail_.draw(frame, page, StoryDetailPanel::Form::page);
    }
    if (state.selected) {
        Rect place = page.cut_right(detail, ui.u(24));
        place.cut_bottom(ui.u(14));
        draw_list(frame, page, true);
        detail_.draw(frame, place, StoryDetailPanel::Form::beside);
    } else {
        draw_list(frame, page, beside);
    }
}

void StoriesView::draw_list(FrameContext& frame, const Rect& place, bool beside) {
    Ui& ui = frame.ui;
    StoriesState& state = frame.state.stories;
    Rect page = place;
    update_filters(frame);
    const FilterPlaces filters = place_filters(frame, page);
    draw_filters(frame, filters);
    page.cut_top(filters.height, ui.u(14));

    // The shadow of the cards, and the arrow of the chosen one, may be seen beside the column.
    const float aside = ui.u(16);
    const Rect clip{page.x - aside, page.y - ui.u(6), page.width + 2 * aside, page.height + ui.u(6)};
    ScrollArea area(ui, "stories", clip);
    const float top = area.top() + ui.u(6);
    const CardPages::Window window{.from = clip.y - top,
                                   .to = clip.bottom() - top,
                                   .gap = ui.u(8),
                                   .layout = static_cast<std::uint64_t>(page.width * 16) * 1000 +
                                             static_cast<std::uint64_t>(ui.theme.text_scale * 100)};
    pages_.update(frame, state.query, window,
                  [&](const StoryCard& card) { return story_row_height(ui, card, page.width); });
    if (pages_.empty()) draw_nothing_found(frame, page);
    pages_.visit(window.from, window.to, [&](const CardPages::Placed& placed) {
        const IdScope scope(ui, "story", static_cast<std::uint64_t>(placed.card.order));
        const Rect rect{page.x, top + placed.top, page.width, placed.height};
        const bool selected = state.selected == placed.card.id;
        if (draw_story_row(ui, rect, placed.card, selected, beside)) state.selected = placed.card.id;
    });
    area.end(pages_.height() + ui.u(14));
}

void StoriesView::update_filters(FrameContext& frame) {
    const sync::StoryQuery& query = frame.state.stories.query;
    const std::string& language = frame.tr.language();
    const std::uint64_t revision = frame.data.snapshot().revision;
    if (search_words_.empty()) {
        if (const auto* counts = frame.data.stage_counts({.logged_here = true})) {
            std::int64_t stories = 0;
            for (const sync::StageCount& count : *counts)
                stories += count.stories;
            search_words_ = frame.tr.count("stories.search", stories);
        }
    }
    if (filters_made_ && filters_revision_ == revision && filters_day_ == frame.now.day &&
        filters_language_ == language)
        return;
    filters_made_ = true;
    filters_revision_ = revision;
    filters_day_ = frame.now.day;
    filters_language_ = language;
    filters_ = present_filters(query, frame.names, month_of(frame.now), frame.tr);
    refill(months_, filters_.months);
    refill(stages_, filters_.stages);
    refill(states_, filters_.states);
    search_words_.clear();
}

StoriesView::FilterPlaces StoriesView::place_filters(FrameContext& frame, const Rect& place) {
    Ui& ui = frame.ui;
    const sync::StoryQuery& query = frame.state.stories.query;
    const float gap = ui.u(10);
    const float field = text_field_height(ui);
    // As wide as what is chosen; the list that opens is as wide as it needs.
    const std::array<Vec2, 3> sizes{closed_size(ui, months_, month_choice(query, month_of(frame.now))),
                                    closed_size(ui, stages_, stage_choice(query, frame.names)),
                                    closed_size(ui, states_, state_choice(query))};
    float widest = 0, tall = field, all = 0;
    for (const Vec2& size : sizes) {
        widest = std::max(widest, size.x);
        tall = std::max(tall, size.y);
        all += size.x;
    }
    FilterPlaces places;
    const float least = ui.text_u(search_least);
    if (least + all + 3 * gap <= place.width) {
        Rect row{place.x, place.y, place.width, tall};
        for (std::size_t i = 3; i-- > 0;)
            places.selects[i] = row.cut_right(sizes[i].x, gap);
        places.search = row;
        places.height = tall;
        return places;
    }
    places.search = {place.x, place.y, place.width, tall};
    const auto rest =
        grid({place.x, place.y + tall + gap, place.width, 0}, 3, 3, std::min(widest, place.width), tall, gap);
    std::copy(rest.begin(), rest.end(), places.selects.begin());
    places.height = rest.back().bottom() - place.y;
    return places;
}

void StoriesView::draw_filters(FrameContext& frame, const FilterPlaces& places) {
    Ui& ui = frame.ui;
    sync::StoryQuery& query = frame.state.stories.query;
    const Month now = month_of(frame.now);
    search_field(ui, "search", places.search, query.search, search_state_, search_words_);
    if (const auto chosen = select(ui, "month", places.selects[0], filter_options(months_, month_choice(query, now))))
        choose_month(query, static_cast<int>(*chosen), now);
    if (const auto chosen =
            select(ui, "stage", places.selects[1], filter_options(stages_, stage_choice(query, frame.names))))
        choose_stage(query, static_cast<int>(*chosen), frame.names);
    if (const auto chosen = select(ui, "state", places.selects[2], filter_options(states_, state_choice(query))))
        choose_state(query, static_cast<int>(*chosen));
}

void StoriesView::draw_nothing_found(FrameContext& frame, const Rect& place) {
    const EmptyStateOptions options{.title = frame.tr("stories.nothing_found"),
                                    .words = frame.tr("stories.nothing_found_why"),
                                    .action = frame.tr("stories.show_all"),
                                    .icon = Icon::undo,
                                    .way = {},
                                    .illustrated = false};
    if (empty_state(frame.ui, "nothing found", place, options)) clear_filters(frame.state.stories.query);
}

void StoriesView::draw_empty(FrameContext& frame, const Rect& place) {
    const std::array<WayStep, 4> way{{{Icon::pencil, frame.tr("stories.way_write"), frame.tr("stories.way_write_more")},
                                      {Icon::eye, frame.tr("stories.way_read"), frame.tr("stories.way_read_more")},
                                      {Icon::room, frame.tr("stories.way_room"), frame.tr("stories.way_room_more")},
                                      {Icon::reply, frame.tr("stories.way_back"), frame.tr("stories.way_back_more")}}};
    const EmptyStateOptions options{.title = frame.tr("stories.empty"),
                                    .words = frame.tr("stories.empty_why"),
                                    .action = frame.tr("stories.log_first"),
                                    .icon = Icon::pencil,
                                    .way = way};
    if (empty_state(frame.ui, "none yet", place, options)) {
        frame.state.screen = Screen::log;
        frame.state.log.take_keys = true;
    }
}

}  // namespace earshot::app
