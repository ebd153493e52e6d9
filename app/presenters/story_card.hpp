// app/presenters/story_card.hpp: a story as a card says it, and what has become of it in words and steps.
//
// Pure: the same row, names, moment and language give the same card.
#pragma once

#include <string>
#include <vector>

#include "app/presenters/vocabulary.hpp"
#include "app/presenters/words.hpp"
#include "sync/store/story_query.hpp"

namespace earshot::app {

// The furthest a story has come. Each has an icon of its own; none is a colour alone.
enum class StoryState : std::uint8_t { waiting, refused, delivered, read, shown, chosen, not_chosen, fixed };

struct StoryCard {
    Id id;
    std::int64_t order = 0;
    std::string words;  // in the quotation marks of its language
    std::string kind;   // praise, pain, idea, issue
    std::string kind_name;
    int mood = 0;
    std::string mood_name;
    std::string stage_name;
    std::string who;       // "A taxi driver in Bradford"
    std::string who_when;  // "A taxi driver in Bradford, 4 November"
    StoryState state = StoryState::delivered;
    std::string state_title;   // "On this tablet"
    std::string state_detail;  // "It will send by itself. 13 colleagues heard it too."
    int echoes = 0;
    bool at_risk = false;
    std::string language;
};

StoryCard present_card(const sync::StoryRow& row, const Vocabulary& names, const CivilTime& now, const Strings& tr);

std::string_view kind_name(std::string_view kind, const Strings& tr);
// 1 furious to 5 delighted; empty for 0.
std::string_view mood_name(int mood, const Strings& tr);
std::string_view source_name(std::string_view source, const Strings& tr);

// One line of what became of a story: "Read by 4 leaders".
struct ReceiptStep {
    StoryState state = StoryState::delivered;
    std::string strong;  // "Read"
    std::string rest;    // "by 4 leaders"
    bool done = true;    // false: still to come, drawn hollow
};

// From the records that belong to one story, oldest step first.
std::vector<ReceiptStep> present_steps(const sync::StoryRow& row, const std::vector<sync::Record>& receipts,
                                       const CivilTime& now, const Strings& tr);

}  // namespace earshot::app
