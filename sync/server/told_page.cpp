#include "sync/server/told_page.hpp"

#include <algorithm>
#include <utility>

#include "sync/model/story_key.hpp"

namespace earshot::sync {

// A story's place is the negative of its row, so that newest first is smallest first.
std::int64_t StoryRequest::first_place() const {
    if (!month) return std::numeric_limits<std::int64_t>::min();
    return 1 - first_row_of(civil_seconds(month->plus(1).first_day()));
}

std::int64_t StoryRequest::end_place() const {
    if (!month) return std::numeric_limits<std::int64_t>::max();
    return 1 - first_row_of(civil_seconds(month->first_day()));
}

bool ToldPageWriter::is_full() const {
    const bool has_enough = !page_.stories.empty() && (bytes_ >= request_.bytes || stories_left() <= 0);
    return has_enough || looked_at_ == rows_looked_at_most;
}

bool ToldPageWriter::take(const StoryPlace& place, std::string_view text) {
    looked_at_ += 1;
    page_.last = place;
    if (text.empty()) return false;
    page_.stories.emplace_back().story = text;
    bytes_ += static_cast<std::int64_t>(text.size());
    return true;
}

void ToldPageWriter::hang(std::vector<std::string>& texts, std::string_view text) {
    texts.emplace_back(text);
    bytes_ += static_cast<std::int64_t>(text.size());
}

ToldPage ToldPageWriter::finish(bool more) {
    page_.more = more;
    return std::move(page_);
}

}  // namespace earshot::sync
