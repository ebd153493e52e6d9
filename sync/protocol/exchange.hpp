// sync/protocol/exchange.hpp: the messages of one exchange. PROTOCOL.md says what each field means and who may send it
// when.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sync/model/record.hpp"
#include "sync/model/turn.hpp"

namespace earshot::sync {

inline constexpr int protocol_version = 1;

struct ExchangeRequest {
    int protocol = protocol_version;
    Id device;
    std::string epoch;                  // of the shared store this device knows; empty on the first exchange
    std::int64_t cursor = 0;            // everything up to here has been applied
    std::int64_t limit_bytes = 0;       // how much the device wants to take in one answer
    std::optional<std::int64_t> began;  // the feed's newest sequence when this device began to read it; absent: an
                                        // older device, which knows no snapshots
    bool snapshot = false;              // it is reading one
    bool first = false;                 // of a run: erasures come before everything else
    std::vector<Record> push;           // partial records: the fields that wait
    Turn turn;                          // which push of which database this is
};

struct Verdict {
    std::string refusal;  // empty: accepted, and on disk in the shared store
    // Not 0: refused only because its stamps are far ahead. To be stamped anew, counting from here, and sent again.
    std::uint64_t count_from = 0;

    bool operator==(const Verdict&) const = default;
};

struct ExchangeAnswer {
    int protocol = protocol_version;
    std::string epoch;
    WallTime now;                   // the server's clock
    bool start_over = false;        // the device's epoch is not this store's: nothing was pushed or pulled
    bool snapshot = false;          // the device must begin a snapshot: likewise
    std::int64_t began = 0;         // with either: the feed's newest sequence
    bool copy = false;              // the database is a copy of one that went on: nothing was pushed or pulled
    std::uint64_t count_from = 0;   // with that: the clock value that stamps are held against
    std::vector<Verdict> verdicts;  // verdicts[i] answers push[i]
    std::vector<Record> records;    // new for this device, in feed order
    std::int64_t cursor = 0;        // to be sent next time
    bool more = false;              // another page is ready
    // The feed's newest sequence, with `more`: how far the device still has to read. Absent: an older store.
    std::optional<std::int64_t> newest;
};

// A record of a message whose form could not be understood. The others of the message are as good as ever.
struct UnreadableRecord {
    std::size_t index = 0;  // its place in the message as it was sent
    std::string reason;     // "push[3].fields.mood: must be a whole number"

    bool operator==(const UnreadableRecord&) const = default;
};

}  // namespace earshot::sync
