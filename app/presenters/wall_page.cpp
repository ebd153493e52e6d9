#include "app/presenters/wall_page.hpp"

#include <algorithm>

namespace earshot::app {
namespace {

WallSide to_stage(const WallStage& stage) {
    return {WallSide::To::stage, stage.key, stage.stories, stage.name};
}

// The nearest stage before (-1) or after (+1) the chosen one that has a story; stages without one are passed over.
WallSide neighbour(std::span<const WallStage> stages, std::string_view chosen, int direction) {
    const auto at = std::find_if(stages.begin(), stages.end(), [&](const WallStage& s) { return s.key == chosen; });
    const auto count = static_cast<std::ptrdiff_t>(stages.size());
    for (auto i = at - stages.begin() + direction; i >= 0 && i < count; i += direction) {
        const WallStage& stage = stages[static_cast<std::size_t>(i)];
        if (stage.stories > 0) return to_stage(stage);
    }
    return {};
}

}  // namespace

std::vector<WallStage> present_wall_stages(std::span<const sync::StageCount> counts, const Vocabulary& names,
                                           const Strings& tr) {
    std::vector<WallStage> stages;
    for (const Named& stage : names.stages)
        stages.push_back({stage.key, stage.name, 0});
    std::int64_t nowhere = 0;
    for (const sync::StageCount& count : counts) {
        const auto known =
            std::find_if(stages.begin(), stages.end(), [&](const WallStage& s) { return s.key == count.stage; });
        if (known != stages.end()) {
            known->stories += count.stories;
        } else if (count.stage == sync::named_nowhere) {
            nowhere += count.stories;
        } else if (count.stories > 0) {
            stages.push_back({count.stage, names.stage(count.stage), count.stories});
        }
    }
    if (nowhere > 0) stages.push_back({std::string(sync::named_nowhere), std::string(tr("wall.no_stage")), nowhere});
    return stages;
}

const WallStage* busiest_stage(std::span<const WallStage> stages) {
    const auto most = std::max_element(stages.begin(), stages.end(), [](const WallStage& a, const WallStage& b) {
        return a.stories < b.stories;  // max_element keeps the first of equals
    });
    return most == stages.end() || most->stories == 0 ? nullptr : &*most;
}

std::int64_t stories_in(std::span<const WallStage> stages) {
    std::int64_t stories = 0;
    for (const WallStage& stage : stages)
        stories += stage.stories;
    return stories;
}

std::size_t first_of_page(std::span<const sync::StoryRow> rows, std::optional<std::int64_t> order) {
    if (!order) return 0;
    const auto at =
        std::find_if(rows.begin(), rows.end(), [&](const sync::StoryRow& row) { return row.order <= *order; });
    return static_cast<std::size_t>(at - rows.begin());
}

WallPage present_wall_page(std::span<const sync::StoryRow> rows, std::size_t first, std::size_t cards_max,
                           std::span<const WallStage> stages, std::string_view stage, const Vocabulary& names,
                           const CivilTime& now, const Strings& tr) {
    WallPage page;
    page.first = first;
    const auto shown = rows.subspan(std::min(first, rows.size()));
    const std::size_t cards = std::min(shown.size(), cards_max);
    for (const sync::StoryRow& row : shown.first(cards))
        page.cards.push_back(present_card(row, names, now, tr));
    const auto hero = std::max_element(page.cards.begin(), page.cards.end(),
                                       [](const StoryCard& a, const StoryCard& b) { return a.echoes < b.echoes; });
    if (hero != page.cards.end()) std::rotate(page.cards.begin(), hero, hero + 1);
    for (const StoryCard& card : page.cards)
        page.too.push_back(card.echoes > 0 ? tr.count("wall.heard_too", card.echoes) : std::string());

    // The count and the rows are two answers; for one frame the count may be the older one.
    const auto at = std::find_if(stages.begin(), stages.end(), [&](const WallStage& s) { return s.key == stage; });
    const std::int64_t counted = at == stages.end() ? 0 : at->stories;
    const auto beyond = static_cast<std::int64_t>(first + cards);
    const std::int64_t more = std::max(counted, static_cast<std::int64_t>(rows.size())) - beyond;
    page.back =
        first > 0
            ? WallSide{WallSide::To::page, {}, static_cast<std::int64_t>(first), std::string(tr("wall.newer_here"))}
            : neighbour(stages, stage, -1);
    page.on = more > 0 ? WallSide{WallSide::To::page, {}, more, std::string(tr("wall.more_here"))}
                       : neighbour(stages, stage, +1);
    return page;
}

}  // namespace earshot::app
