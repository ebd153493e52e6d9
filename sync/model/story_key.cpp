#include "sync/model/story_key.hpp"

#include "platform/base/hash.hpp"
#include "sync/model/tables.hpp"

namespace earshot::sync {
namespace {

constexpr std::int64_t ms_a_minute = 60'000;
constexpr std::int64_t ms_a_day = 86'400'000;

std::uint64_t hash_of(const Id& id, int bits) {
    const auto* bytes = reinterpret_cast<const char*>(id.bytes.data());
    return fnv1a_64({bytes, id.bytes.size()}) >> (64 - bits);
}

// When the id was made, in milliseconds; 0 for ids computed from a key, or from a key and a date.
std::int64_t fine_time_of(const Id& id) {
    const bool version_7 = id.bytes[6] >> 4 == 7;
    const std::int64_t ms = version_7 ? time_of(id) : 0;
    return ms % ms_a_minute == 0 ? 0 : ms;
}

}  // namespace

std::int64_t row_of_story(const Record& story) {
    if (story.is_deleted()) return first_living_row - 1 - static_cast<std::int64_t>(hash_of(story.id, 61));

    // People write when it was heard to the minute or the day. Within that, what was logged later is newer.
    const std::int64_t made = fine_time_of(story.id);
    std::int64_t seconds = made / 1'000;
    if (const auto happened = parse_civil(story.text(story::happened))) {
        const std::int64_t within = made % (happened->has_time() ? ms_a_minute : ms_a_day);
        seconds = civil_seconds(*happened) + within / 1'000;
    }
    // Imported stories of one day share their time, so chance alone has to spread them.
    const std::uint64_t tie =
        made == 0 ? hash_of(story.id, 29) : static_cast<std::uint64_t>(made % 1'000) << 19 | hash_of(story.id, 19);
    return first_row_of(seconds) + static_cast<std::int64_t>(tie);
}

}  // namespace earshot::sync
