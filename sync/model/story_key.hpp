// sync/model/story_key.hpp: where a story stands in the lists: its row number is its order key.
//
//   row = seconds when it was heard << 29 | ties
//
// So the largest row is the newest story, a page continues below the last row seen, a month is a range of rows, and
// every index and the full-text index, which all end in the row, are in list order for free. The key is computed from
// the record alone and is the same on every device; where two stories claim one row, the next free one is taken.
//
// Deleted stories stay, so that the deletion travels, far below all living ones: no list needs to look for them.
#pragma once

#include <algorithm>
#include <cstdint>

#include "sync/model/record.hpp"

namespace earshot::sync {

// Living stories have rows at or above this.
inline constexpr std::int64_t first_living_row = -(std::int64_t{1} << 62);

std::int64_t row_of_story(const Record& story);

// The first row of a second of civil time, as civil_seconds() counts. What is said to be of before 1697 or after 2514
// stands at that end of the lists: no row has room for more.
inline std::int64_t first_row_of(std::int64_t seconds) {
    constexpr std::int64_t least = -(std::int64_t{1} << 33), most = (std::int64_t{1} << 34) - 1;
    return std::clamp(seconds, least, most) * (std::int64_t{1} << 29);
}

}  // namespace earshot::sync
