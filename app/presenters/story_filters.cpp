#include "app/presenters/story_filters.hpp"

#include <algorithm>
#include <array>

#include "app/presenters/words.hpp"

namespace earshot::app {
namespace {

constexpr int months_listed = 12;
constexpr std::array<sync::Delivery, 3> states{sync::Delivery::waiting, sync::Delivery::refused,
                                               sync::Delivery::delivered};

int months_before(Month month, Month now) {
    return (now.year - month.year) * 12 + (now.month - month.month);
}

}  // namespace

StoryFilters present_filters(const sync::StoryQuery& query, const Vocabulary& names, Month now, const Strings& tr) {
    StoryFilters filters;
    filters.months.emplace_back(tr("stories.any_month"));
    const int last = query.month ? std::max(months_listed - 1, months_before(*query.month, now)) : months_listed - 1;
    for (int back = 0; back <= last; ++back) {
        const Month month = now.plus(-back);
        filters.months.push_back(month.year == now.year ? month_name(month, tr) : month_words(month, tr));
    }
    filters.stages.emplace_back(tr("stories.any_stage"));
    for (const Named& stage : names.stages)
        filters.stages.push_back(stage.name);
    for (const char* key : {"stories.any_state", "state.waiting", "state.refused", "state.delivered"})
        filters.states.emplace_back(tr(key));
    return filters;
}

int month_choice(const sync::StoryQuery& query, Month now) {
    return query.month ? std::max(0, months_before(*query.month, now)) + 1 : 0;
}

int stage_choice(const sync::StoryQuery& query, const Vocabulary& names) {
    const auto found = std::find_if(names.stages.begin(), names.stages.end(),
                                    [&](const Named& stage) { return stage.key == query.stage; });
    if (query.stage.empty() || found == names.stages.end()) return 0;
    return static_cast<int>(found - names.stages.begin()) + 1;
}

int state_choice(const sync::StoryQuery& query) {
    if (!query.delivery) return 0;
    const auto found = std::find(states.begin(), states.end(), *query.delivery);
    return found == states.end() ? 0 : static_cast<int>(found - states.begin()) + 1;
}

void choose_month(sync::StoryQuery& query, int choice, Month now) {
    query.month = choice > 0 ? std::optional(now.plus(1 - choice)) : std::nullopt;
}

void choose_stage(sync::StoryQuery& query, int choice, const Vocabulary& names) {
    const auto index = static_cast<std::size_t>(choice) - 1;
    query.stage = choice > 0 && index < names.stages.size() ? names.stages[index].key : std::string();
}

void choose_state(sync::StoryQuery& query, int choice) {
    const auto index = static_cast<std::size_t>(choice) - 1;
    query.delivery = choice > 0 && index < states.size() ? std::optional(states[index]) : std::nullopt;
}

bool is_filtered(const sync::StoryQuery& query) {
    return !query.search.empty() || !query.stage.empty() || query.month || query.delivery;
}

void clear_filters(sync::StoryQuery& query) {
    query.search.clear();
    query.stage.clear();
    query.month.reset();
    query.delivery.reset();
}

}  // namespace earshot::app
