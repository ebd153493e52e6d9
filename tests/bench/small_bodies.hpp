// tests/bench/small_bodies.hpp: the small messages of an ordinary day, as the codec writes them.
//
// Ids, stamps, marks and times are of chance in every message, so that nothing that is made from these messages learns
// one device, one day or one company's records by heart.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/prng.hpp"
#include "sync/model/record.hpp"

namespace earshot::bench {

// One message of each sort about the same edit: the request that pushes it, the answer to that, a page that brings it.
class SmallBodies {
public:
    explicit SmallBodies(std::uint64_t seed) : chance_(seed) {}

    std::string nothing_asked() { return asked({}); }
    std::string nothing_answered() { return answered(0, {}); }
    std::string pushed(const sync::Edit& edit) { return asked({&edit, 1}); }
    std::string accepted() { return answered(1, {}); }
    std::string page(std::span<const sync::Edit> edits) { return answered(0, edits); }

private:
    std::string asked(std::span<const sync::Edit> push);
    std::string answered(std::size_t verdicts, std::span<const sync::Edit> page);
    sync::Record written(const sync::Edit& edit, const Id& device, WallTime now);
    WallTime moment();
    Id id_before(WallTime now);
    std::string digits(std::size_t count);

    Prng chance_;
};

// A table of reviews as stories: "Title+Review Text", the rating as mood, and what a teller would add.
std::vector<sync::Edit> stories_of_reviews(std::string_view table);
// What somebody else heard too, with a note of a few words from one of the stories.
sync::Edit echo_of(const sync::Edit& story);

}  // namespace earshot::bench
