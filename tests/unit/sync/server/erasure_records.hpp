// A customer of whom the shared store knows something, and the erasures that take it.
#pragma once

#include <string>
#include <vector>

#include "tests/unit/sync/server/fixture.hpp"

namespace earshot::test {

inline const std::string erasure_salt(64, '5');
inline const std::string marked_words = "Xylophonqvist quarrelled about the zinkwhistle";
inline const std::string marked_reference = "KUNDENNUMMER-7741-QWX";

inline sync::Record story_of_customer(std::uint8_t number, std::uint64_t clock = 10, std::uint8_t device = 1) {
    sync::Record story = sample_story(number, marked_words, clock, device);
    story.fields[sync::story::customer_reference] = {marked_reference, stamp(clock, device)};
    return story;
}

inline sync::Record erasure_of_customer(bool words_too, const std::string& reference = marked_reference) {
    const std::string hash = sync::fingerprint_of(erasure_salt, reference);
    sync::Record erasure = sync::make_record(sync::Kind::erasure, sync::erasure_id_of_customer(erasure_salt, hash));
    erasure.fields[sync::erasure::salt] = {erasure_salt, stamp(50, 7)};
    erasure.fields[sync::erasure::customer_hash] = {hash, stamp(50, 7)};
    if (words_too) erasure.fields[sync::erasure::words_too] = {std::int64_t{1}, stamp(50, 7)};
    return erasure;
}

inline sync::Record erasure_of_story(const Id& story, bool words_too) {
    sync::Record erasure = sync::make_record(sync::Kind::erasure, sync::erasure_id_of_record(story));
    erasure.fields[sync::erasure::record] = {to_text(story), stamp(50, 7)};
    if (words_too) erasure.fields[sync::erasure::words_too] = {std::int64_t{1}, stamp(50, 7)};
    return erasure;
}

// What a leader's new device would hold.
template <class Shared>
std::vector<sync::Record> everything(Shared& shared, sync::Kind kind) {
    const auto reader = shared.enrol(99, sync::Role::leader);
    auto records = records_of(shared.feed(reader));
    std::erase_if(records, [&](const sync::Record& record) { return record.kind != kind; });
    return records;
}

}  // namespace earshot::test
