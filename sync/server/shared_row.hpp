// sync/server/shared_row.hpp: a record as the shared store keeps it, what a push does to it, and how a page of the feed
// is filled: the same in every home of the store.
//
// Pure: no database is touched here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/model/record.hpp"
#include "sync/server/shared_store.hpp"

namespace earshot::sync {

struct SharedRow {
    std::string kind;
    std::optional<Id> origin;  // the device that wrote all of it, as it stands here; none when several did
    std::optional<std::string> site;
    std::string body;  // its wire form
    std::optional<std::string>
        redacted;  // without personal fields, where there are some; empty when nothing else is left
};

// `record` is sound (model/check.hpp).
SharedRow row_of(const Record& record, std::optional<Id> origin);

// A value that lost to a later write of the same field, in the form in which it is kept.
struct LostValue {
    std::string_view field;
    Stamp stamp;
    std::string json;
};

struct PushOutcome {
    Verdict verdict;
    std::optional<SharedRow> changed;  // takes the place of the row, at the end of the feed
    std::vector<LostValue> lost;
};

// A sound record of `from` arrives where there is a row of its id already. Errc::corrupt, or what decode_record() says,
// when the row cannot be read.
Result<PushOutcome> push_onto(const SharedRow& stored, const Record& record, const Id& from);

// Fills a page of the feed row by row.
class FeedPageWriter {
public:
    FeedPageWriter(const EnrolledDevice& reader, std::int64_t cursor, std::int64_t bytes);

    // A reader who wrote nearly everything itself gets an answer after this many rows, however little there is to send.
    static constexpr int rows_looked_at_most = 50'000;

    // No further row fits; the page then says that there are more.
    bool is_full() const;
    // What a reader wrote alone is left out, unless it had applied that part before: then it was restored from a
    // backup.
    bool is_left_out(std::int64_t sequence, const std::optional<Id>& origin) const;
    // The next row; an empty text is passed over.
    void take(std::int64_t sequence, std::string_view text);
    FeedPage finish(bool more);
    // How much of what was asked for is still wanted.
    std::int64_t bytes_left() const { return bytes_ - static_cast<std::int64_t>(page_.records.size()); }

private:
    Id reader_;
    std::int64_t applied_;
    std::int64_t bytes_;
    int looked_at_ = 0;
    FeedPage page_;
};

}  // namespace earshot::sync
