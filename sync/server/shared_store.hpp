// sync/server/shared_store.hpp: the company's store as the server needs it. Two homes: embedded SQLite, and later
// PostgreSQL.
//
// Guarantees   S1  What commit reports as done is on disk; what it reports as failed changed nothing.
//              S2  Every stored record has a feed sequence, assigned inside the commit that changed it; a record
//              appears once, at its
//                  newest sequence; a reader never passes a sequence whose transaction can still commit.
//              S3  Pushing the same records again changes nothing and gives the same verdicts.
// Threads      Any; an answer synchronises inside.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sync/protocol/exchange.hpp"

namespace earshot::sync {

enum class Role : std::uint8_t { teller, leader, facilitator, keeper };
std::string_view name_of(Role role);
std::optional<Role> role_named(std::string_view name);

struct EnrolledDevice {
    Id device;
    Role role = Role::teller;
    std::string site, name;
    WallTime enrolled;
    std::optional<WallTime> last_heard;
    bool revoked = false;
};

struct EnrolmentCode {
    std::string code;  // eight letters and digits without hyphen
    Role role = Role::teller;
    std::string site;
    WallTime valid_until;
};

struct FeedPage {
    std::vector<std::string> records;  // each the wire form of one record (protocol/codec.hpp), in feed order
    std::int64_t cursor = 0;
    bool more = false;
};

class SharedStore {
public:
    virtual ~SharedStore() = default;

    virtual Result<std::string> epoch() = 0;
    // Merges each record into the store; one verdict each; one durable commit for all.
    virtual Result<std::vector<Verdict>> push(const EnrolledDevice& from, std::span<const Record> records,
                                              WallTime now) = 0;
    // Records after the cursor that `reader` has not itself written, redacted for its role, until about `bytes` are
    // reached.
    virtual Result<FeedPage> feed(const EnrolledDevice& reader, std::int64_t cursor, std::int64_t bytes) = 0;

    virtual Result<void> add_code(const EnrolmentCode& code) = 0;
    // Uses the code up and enrols the device under the hash of its token. Errc::denied when unknown, used or too old.
    virtual Result<EnrolledDevice> enrol(std::string_view code, const Id& device, std::string_view name,
                                         std::string_view token_hash, WallTime now) = 0;
    virtual Result<std::optional<EnrolledDevice>> find_device(std::string_view token_hash) = 0;
    virtual Result<void> note_heard(const Id& device, WallTime now) = 0;
    virtual Result<std::vector<EnrolledDevice>> devices() = 0;
    // An answer means that the store can read and write.
    virtual Result<void> check_health() = 0;
};

}  // namespace earshot::sync
