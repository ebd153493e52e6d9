// app/presenters/wall_notes.hpp: what stands below the cards of the wall: who waits for an answer, which site has gone
// silent, how fresh all this is.
//
// Pure. Times are the local ones the stories carry.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "app/presenters/vocabulary.hpp"
#include "app/presenters/words.hpp"
#include "sync/store/story_query.hpp"

namespace earshot::app {

// A customer who may leave is promised a first answer within this time of being heard.
inline constexpr int answer_due_hours = 48;
// A site is called silent when nothing was heard from it for longer.
inline constexpr int silent_after_days = 14;

// "First answer due in 31 h", and past that time "First answer overdue by 5 h". A story that only knows its day is
// counted from that day's midnight: rather too early than too late.
std::string answer_clock_words(const CivilTime& heard, const CivilTime& now, const Strings& tr);

struct WallAttention {
    Id story;           // the one that has waited longest
    std::string title;  // "1 customer may leave"
    std::string clock;
    std::string words;  // in its quotation marks
    std::string language;
};

// `rows` are stories of customers at risk; those with a reply are passed over. `counted` is how many wait in all, when
// more are known than the rows show. Nothing when nobody waits.
std::optional<WallAttention> present_attention(std::span<const sync::StoryRow> rows, std::int64_t counted,
                                               const CivilTime& now, const Strings& tr);

struct SilentSite {
    std::string site;            // key
    std::string words;           // "Leeds has been silent for 3 weeks"
    std::optional<Month> month;  // when it was last heard
};

// The site that has been silent longest; one that was never heard only when no other is silent, and never before the
// first story of all. `sites` is every site with a story ever.
std::optional<SilentSite> present_silence(std::span<const sync::SiteCount> sites, const Vocabulary& names,
                                          const CivilTime& now, const Strings& tr);

// "212 stories from 8 sites, newest 14:05"; empty without a story.
std::string present_freshness(std::span<const sync::SiteCount> sites, const CivilTime& now, const Strings& tr);

}  // namespace earshot::app
