// sync/server/shared_store.hpp: the company's store as the server needs it. Two homes: embedded SQLite, and
// PostgreSQL, which several server processes share.
//
// Guarantees   S1  What a call reports as done is on disk; what it reports as failed changed nothing. With unavailable
//                  the answer of the database was lost: all of it was done or nothing, and repeating it is safe.
//              S2  Every stored record has a feed sequence, assigned inside the commit that changed it; a record
//                  appears once, at its newest sequence; a reader never passes a sequence whose transaction can still
//                  commit.
//              S3  Pushing the same records again changes nothing and gives the same verdicts.
//              S4  A reader whose role may not see personal fields never gets one.
// Threads      Any; an answer synchronises inside.
// Errors       full, busy, unavailable, io, corrupt; denied where said. The message is for the keeper.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/protocol/exchange.hpp"

namespace earshot::sync {

enum class Role : std::uint8_t { teller, leader, facilitator, keeper };
std::string_view name_of(Role role);
std::optional<Role> role_named(std::string_view name);
bool may_see_personal(Role role);

struct EnrolledDevice {
    Id device;
    Role role = Role::teller;
    std::string site, name;
    WallTime enrolled;
    std::optional<WallTime> last_heard;
    std::int64_t cursor = 0;  // the largest it ever said it had applied
    bool revoked = false;
};

struct EnrolmentCode {
    std::string code;  // eight letters and digits without hyphen
    Role role = Role::teller;
    std::string site;
    WallTime valid_until;
};

struct FeedPage {
    std::string records;    // their wire forms (protocol/record_codec.hpp) in feed order, with commas between them
    std::size_t count = 0;  // of them
    std::int64_t cursor = 0;
    bool more = false;
};

class SharedStore {
public:
    virtual ~SharedStore() = default;

    // Names this very history of the store; another one after a restore.
    virtual Result<std::string> epoch() = 0;
    // The feed's newest sequence.
    virtual Result<std::int64_t> last_sequence() = 0;
    virtual Result<std::string> company() = 0;
    virtual Result<void> set_company(std::string_view name) = 0;

    // Merges each record into the store and notes that `from` was heard at `now` and has applied everything up to its
    // `cursor`; one verdict each, one durable commit for all.
    virtual Result<std::vector<Verdict>> push(const EnrolledDevice& from, std::int64_t cursor,
                                              std::span<const Record> records, WallTime now) = 0;
    // Records after the cursor, redacted for the reader's role, until about `bytes` are reached. What the reader wrote
    // alone is left out, unless it asks for a part that it had applied before: then it was restored from a backup.
    virtual Result<FeedPage> feed(const EnrolledDevice& reader, std::int64_t cursor, std::int64_t bytes) = 0;

    virtual Result<void> add_code(const EnrolmentCode& code) = 0;
    // Uses the code up and enrols the device under the hash of its token; the same device may repeat it while the code
    // is valid. Errc::denied when the code is unknown, another device's, or too old.
    virtual Result<EnrolledDevice> enrol(std::string_view code, const Id& device, std::string_view name,
                                         std::string_view token_hash, WallTime now) = 0;
    virtual Result<std::optional<EnrolledDevice>> find_device(std::string_view token_hash) = 0;
    virtual Result<void> note_heard(const Id& device, std::int64_t cursor, WallTime now) = 0;
    // In the order they were enrolled.
    virtual Result<std::vector<EnrolledDevice>> devices() = 0;
    // Its token is worth nothing from now on. Errc::not_found.
    virtual Result<void> revoke(const Id& device) = 0;
    // An answer means that the store can read and write.
    virtual Result<void> check_health() = 0;
};

}  // namespace earshot::sync
