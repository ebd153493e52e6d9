// app/presenters/wall_page.hpp: the journey wall: how many stories each stage has, three of them, and what lies on
// either side.
//
// Pure. A page is at most three stories of one stage, newest first; the one most colleagues heard too is the hero. The
// wall stays where it is while stories arrive: a page is found again by its first story, not by its number.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/presenters/story_card.hpp"
#include "app/presenters/vocabulary.hpp"

namespace earshot::app {

inline constexpr std::size_t wall_cards_max = 3;

struct WallStage {
    std::string key;  // sync::named_nowhere: the stories that name no stage
    std::string name;
    std::int64_t stories = 0;

    bool operator==(const WallStage&) const = default;
};

// The stages of the journey in order; then, if there are such stories, those of stages nobody named and of none.
std::vector<WallStage> present_wall_stages(std::span<const sync::StageCount> counts, const Vocabulary& names,
                                           const Strings& tr);
// Where to begin: the stage with most stories, the earlier of equals. Null when there is no story at all.
const WallStage* busiest_stage(std::span<const WallStage> stages);
std::int64_t stories_in(std::span<const WallStage> stages);

// What a page arrow leads to.
struct WallSide {
    enum class To : std::uint8_t { nowhere, page, stage };
    To to = To::nowhere;
    std::string stage;  // key, when it leads to another stage
    std::int64_t stories = 0;
    std::string words;  // below the number: "I use it", "more here"
};

struct WallPage {
    std::size_t first = 0;         // how many stories of the stage come before this page
    std::vector<StoryCard> cards;  // the hero first, then newest first
    std::vector<std::string> too;  // beside each card's number: "heard it too"
    WallSide back, on;
};

// The row at which the page begins: that of the story with this order key, or the next older one if it is gone.
std::size_t first_of_page(std::span<const sync::StoryRow> rows, std::optional<std::int64_t> order);
// `stage` is the chosen one, in `stages`; `rows` its stories, newest first, at least to the end of the page.
WallPage present_wall_page(std::span<const sync::StoryRow> rows, std::size_t first, std::size_t cards_max,
                           std::span<const WallStage> stages, std::string_view stage, const Vocabulary& names,
                           const CivilTime& now, const Strings& tr);

}  // namespace earshot::app
