// sync/server/story_query.hpp: what the query of an address asks of the list of stories.
//
//   kind=praise|pain|idea|issue   stage=KEY   site=KEY   month=2026-11   limit=1..1000   after=<where the last page
//   ended>
#pragma once

#include "sync/server/query.hpp"
#include "sync/server/told_page.hpp"

namespace earshot::sync {

inline constexpr std::int64_t stories_a_page_most = 1'000;

// Errc::invalid, naming the parameter and its rule; also for a name that is none of these and not `besides`.
Result<StoryRequest> story_request_of(const Query& query, std::int64_t limit_otherwise, WallTime now,
                                      std::string_view besides = {});

// A place as others carry it, who need not know what it says.
std::string to_text(const StoryPlace& place);
// Errc::invalid
Result<StoryPlace> parse_place(std::string_view text);

}  // namespace earshot::sync
