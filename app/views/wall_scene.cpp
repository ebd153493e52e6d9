#include "app/views/wall_scene.hpp"

#include <algorithm>

#include "app/views/reader_scene.hpp"

namespace earshot::app {
namespace {

// Rows are asked for in blocks, so that turning pages is mostly no new question.
constexpr std::size_t block = 30;
// Customers who wait for an answer; beyond it the count is still right.
constexpr std::size_t waiting_rows_max = 200;

std::size_t rows_wanted(std::int64_t first, std::size_t cards) {
    const std::size_t needed = static_cast<std::size_t>(std::max<std::int64_t>(first, 0)) + cards + 1;
    return (needed + block - 1) / block * block;
}

sync::StoryQuery month_query(const WallState& wall) {
    sync::StoryQuery query;
    query.search = wall.search;
    query.site = wall.site;
    query.month = wall.month;
    return query;
}

}  // namespace

void start_over(WallState& wall) {
    wall.first = 0;
    wall.from.reset();
}

void WallScene::update(FrameContext& frame, std::size_t cards) {
    const WallState& wall = frame.state.wall;
    const std::uint64_t changes = frame.data.changes();
    if (key_ && key_->changes == changes && key_->cards == cards && key_->wall == wall && key_->now == frame.now &&
        key_->language == frame.tr.language()) {
        return;
    }
    key_ = Key{changes, cards, wall, frame.now,
               frame.tr.language()};  // Before: what present() changes is looked at again.
    present(frame);
    edition_ += 1;
}

void WallScene::present(FrameContext& frame) {
    WallState& wall = frame.state.wall;
    const sync::StoryQuery month = month_query(wall);
    present_bar(frame);
    const auto* counts = frame.data.stage_counts(month);
    if (counts != nullptr) {
        stages_ = present_wall_stages(*counts, frame.names, frame.tr);
        if (wall.stage.empty()) {
            if (const WallStage* busiest = busiest_stage(stages_)) wall.stage = busiest->key;
        }
    }
    present_notes(frame, month);
    if (counts != nullptr) present_cards(frame);
}

void WallScene::present_bar(FrameContext& frame) {
    const WallState& wall = frame.state.wall;
    month_ = month_words(wall.month, frame.tr);
    for (std::size_t i = 0; i < months_.size(); ++i)
        months_[i] = month_words({wall.month.year, static_cast<std::uint8_t>(i + 1)}, frame.tr);
    newest_month_ = wall.month >= month_of(frame.now);
    sites_.assign(1, {"", std::string(frame.tr("wall.all_sites"))});
    sites_.insert(sites_.end(), frame.names.sites.begin(), frame.names.sites.end());
    choices_.clear();
    site_chosen_ = 0;
    for (const Named& site : sites_) {
        if (site.key == wall.site) site_chosen_ = choices_.size();
        choices_.push_back(site.name);
    }
}

void WallScene::present_notes(FrameContext& frame, const sync::StoryQuery& month) {
    if (const auto* heard = frame.data.site_counts(month)) freshness_ = present_freshness(*heard, frame.now, frame.tr);
    if (const auto* ever = frame.data.site_counts({}))
        silence_ = present_silence(*ever, frame.names, frame.now, frame.tr);
    attention_query_ = {};
    attention_query_.site = frame.state.wall.site;
    attention_query_.at_risk = true;
    attention_query_.unanswered = true;
    attention_query_.limit = waiting_rows_max;
    const auto* waiting = frame.data.stories(attention_query_);
    const auto* counted = frame.data.stage_counts(attention_query_);
    if (waiting == nullptr || counted == nullptr) return;
    std::int64_t customers = 0;
    for (const sync::StageCount& count : *counted)
        customers += count.stories;
    attention_ = present_attention(waiting->rows, customers, frame.now, frame.tr);
}

void WallScene::present_cards(FrameContext& frame) {
    WallState& wall = frame.state.wall;
    cards_query_ = month_query(wall);
    cards_query_.stage = wall.stage;
    cards_query_.limit = rows_wanted(wall.first, key_->cards);
    static const sync::StoryPage nothing;
    const auto* answer = wall.stage.empty() ? &nothing : frame.data.stories(cards_query_);
    if (answer == nullptr) return;
    const auto& rows = answer->rows;
    std::size_t first = first_of_page(rows, wall.from);
    if (first == rows.size() && !rows.empty()) {
        if (answer->next) {  // So many stories came in before it that the block ends first.
            wall.first = static_cast<std::int64_t>(rows.size());
            return;
        }
        start_over(wall);  // The page and all after it are gone.
        first = 0;
    }
    wall.first = static_cast<std::int64_t>(first);
    page_ = present_wall_page(rows, first, key_->cards, stages_, wall.stage, frame.names, frame.now, frame.tr);
    const std::size_t before = first - std::min(first, key_->cards);
    order_before_ = before == 0 ? std::nullopt : std::optional(rows[before].order);
    const std::size_t after = first + key_->cards;
    order_after_ = after < rows.size() ? std::optional(rows[after].order) : std::nullopt;
    ready_ = true;
    present_emptiness(frame);
}

void WallScene::present_emptiness(FrameContext& frame) {
    using Way = WallEmptiness::Way;
    const WallState& wall = frame.state.wall;
    const Strings& tr = frame.tr;
    emptiness_.reset();
    if (!page_.cards.empty()) return;
    if (const WallStage* busiest = busiest_stage(stages_); busiest != nullptr && busiest->key != wall.stage) {
        const auto words =
            wall.search.empty() ? tr("wall.empty_stage", {month_}) : tr("wall.empty_stage_search", {wall.search});
        emptiness_ = {words, tr.count("wall.go_to_stage", busiest->stories, {busiest->name}), Way::busiest_stage};
    } else if (!wall.search.empty()) {
        emptiness_ = {tr("wall.empty_search", {wall.search, month_}), std::string(tr("wall.clear_search")),
                      Way::clear_search};
    } else if (!wall.site.empty()) {
        emptiness_ = {tr("wall.empty_site", {frame.names.site(wall.site), month_}),
                      std::string(tr("wall.show_all_sites")), Way::all_sites};
    } else {
        emptiness_ = {tr("wall.empty_month", {month_}), tr("wall.go_to_month", {month_words(wall.month.plus(-1), tr)}),
                      Way::month_before};
    }
}

void WallScene::step_month(WallState& wall, int months) const {
    if (months > 0 && newest_month_) return;
    wall.month = wall.month.plus(months);
    start_over(wall);
}

void WallScene::choose_stage(WallState& wall, std::string_view stage) const {
    wall.stage = stage;
    start_over(wall);
}

void WallScene::choose_site(WallState& wall, std::size_t choice) const {
    if (choice < sites_.size()) wall.site = sites_[choice].key;
    start_over(wall);
}

void WallScene::turn(WallState& wall, const WallSide& side, int direction) const {
    if (side.to == WallSide::To::stage) {
        choose_stage(wall, side.stage);
    } else if (side.to == WallSide::To::page && direction < 0) {
        wall.first = std::max<std::int64_t>(wall.first - static_cast<std::int64_t>(key_->cards), 0);
        wall.from = order_before_;
    } else if (side.to == WallSide::To::page && order_after_) {
        wall.first += static_cast<std::int64_t>(key_->cards);
        wall.from = order_after_;
    }
}

void WallScene::leave_emptiness(WallState& wall) const {
    if (!emptiness_) return;
    switch (emptiness_->way) {
        case WallEmptiness::Way::busiest_stage:
            if (const WallStage* busiest = busiest_stage(stages_)) choose_stage(wall, busiest->key);
            break;
        case WallEmptiness::Way::clear_search:
            wall.search.clear();
            wall.searching = false;
            break;
        case WallEmptiness::Way::all_sites:
            choose_site(wall, 0);
            break;
        case WallEmptiness::Way::month_before:
            step_month(wall, -1);
            break;
    }
}

void WallScene::show_silence(WallState& wall) const {
    if (!silence_) return;
    wall.site = silence_->site;
    wall.search.clear();
    wall.searching = false;
    wall.stage.clear();  // that site's stage with most stories
    if (silence_->month) wall.month = *silence_->month;
    start_over(wall);
}

void WallScene::open_card(UiState& state, const Id& story) const {
    open_story(state.reader, story, cards_query_);
    state.screen = Screen::reader;
}

void WallScene::open_attention(UiState& state) const {
    if (!attention_) return;
    open_story(state.reader, attention_->story, attention_query_);
    state.screen = Screen::reader;
}

}  // namespace earshot::app
