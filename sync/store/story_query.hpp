// sync/store/story_query.hpp: which stories to list, and what a list row shows.
//
// Lists are newest first by when the story was heard, and paged by key: a page starts after the order key of the last
// row of the page before, so that scrolling costs the same at story 50 and at story 500,000 and nothing is shown twice
// while stories arrive.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/id.hpp"

namespace earshot::sync {

// What has become of a story logged on this device.
enum class Delivery : std::uint8_t {
    elsewhere,  // logged on another device; came from the shared store
    waiting,    // on this device only, or changed since it was sent
    refused,    // the shared store said no; the reason is kept
    delivered,  // the shared store has it on disk
};

// As the stage or site of a query: the stories that name none.
inline constexpr std::string_view named_nowhere = "-";

struct StoryQuery {
    std::string search;                            // words; each finds what begins with it; empty: everything
    std::string kind, stage, site, source, theme;  // empty: any
    std::optional<Month> month;
    bool at_risk = false;     // only customers who may leave
    bool unanswered = false;  // only those no leader has replied to
    bool logged_here = false;
    std::optional<Delivery> delivery;
    std::size_t limit = 50;
    std::optional<std::int64_t> after;  // order key of the last row seen

    bool operator==(const StoryQuery&) const = default;
};

struct StoryRow {
    Id id;
    std::int64_t order = 0;
    std::string kind, words, stage, source, customer, site, product, language, happened, device_name;
    int mood = 0;  // 0: not said
    bool at_risk = false;
    int echoes = 0;  // how many others heard it too
    int replies = 0;
    bool words_withheld = false;  // consent has ended or does not reach here: words and customer are empty
    std::string latest_step;      // of its receipts: read, shown, chosen, not_chosen, fixed; empty: none yet
    std::string latest_note;      // the note of that receipt
    Delivery delivery = Delivery::elsewhere;
    std::string refusal;                   // why, when refused
    std::optional<WallTime> delivered_at;  // when the shared store last confirmed it; only for stories of this device
};

struct StoryPage {
    std::vector<StoryRow> rows;
    std::optional<std::int64_t> next;  // pass as `after`; empty on the last page
};

// How many stories each stage has; for the wall and the filters.
struct StageCount {
    std::string stage;  // key; named_nowhere: stories that name no stage
    std::int64_t stories = 0;
};

// How many stories were heard at each site, and when the newest of them; for what is silent and how fresh a list is.
struct SiteCount {
    std::string site;  // key; named_nowhere: stories that name no site
    std::int64_t stories = 0;
    std::string newest;  // when the newest was heard, local time
};

}  // namespace earshot::sync
