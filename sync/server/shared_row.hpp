// sync/server/shared_row.hpp: a record as the shared store keeps it, and how a page of the feed is filled: the same in
// every home of the store.
//
// Pure: no database is touched here.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sync/model/record.hpp"
#include "sync/server/shared_store.hpp"

namespace earshot::sync {

struct SharedRow {
    std::string kind;
    std::optional<Id> origin;  // whoever need not be told what it says: it wrote all of it, as it stands here
    std::optional<std::string> site;
    std::string body;                     // its wire form
    std::optional<std::string> redacted;  // for those who do not see personal fields; empty text: nothing is left
    std::optional<std::string> ends;      // the last day of consent
    std::optional<std::string> withheld;  // for everybody from the day after
    std::optional<WallTime> deleted_at;   // by the server's clock
    std::optional<std::string> blob, thumbnail;    // the SHA-256 of an attachment's files
    std::optional<std::int64_t> place;             // of a living story in the lists (told_page.hpp)
    std::optional<std::string> story_kind, stage;  // of such a story
    std::optional<Id> story;                       // on which this echo, reply, receipt or attachment hangs
};

// `record` is sound (model/check.hpp). Says nothing of when it was deleted.
SharedRow row_of(const Record& record, std::optional<Id> origin);

// The story a body speaks of, without taking the body apart.
std::optional<Id> story_in(std::string_view body);
// Whether a personal field of the record in this body is the customer's reference.
Result<bool> names_customer(std::string_view body, std::string_view salt, std::string_view customer_hash);

// A row as the feed meets it.
struct FeedRow {
    std::int64_t sequence = 0;
    std::optional<Id> origin;
    std::string_view kind;
    bool is_deleted = false;
    std::string_view text;  // what its reader may be told; empty: nothing
};

// Fills a page of the feed row by row.
class FeedPageWriter {
public:
    FeedPageWriter(const EnrolledDevice& reader, const FeedRequest& request);

    // A reader who wrote nearly everything itself gets an answer after this many rows, however little there is to send.
    static constexpr int rows_looked_at_most = 50'000;

    // No further row fits; the page then says that there are more.
    bool is_full() const;
    // The next row. What the reader wrote alone is left out, unless it had applied that part before: then it was
    // restored from a backup.
    void take(const FeedRow& row);
    FeedPage finish(bool more);
    // How much of what was asked for is still wanted.
    std::int64_t bytes_left() const { return request_.bytes - static_cast<std::int64_t>(page_.records.size()); }

private:
    bool is_told(const FeedRow& row) const;

    const EnrolledDevice& reader_;
    const FeedRequest request_;
    int looked_at_ = 0;
    FeedPage page_;
};

}  // namespace earshot::sync
