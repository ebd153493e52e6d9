// sync/store/outbox.hpp: which records have something the shared store has not confirmed.
//
// One entry a record, however often it was written: the fields that wait, and the number of its last change. An answer
// settles the entry only while that number is still the one that was sent. Refused records are set aside with the
// reason; writing them again puts them back.
//
// All calls are made inside the caller's transaction, and keep the counts of `state`.
#pragma once

#include <vector>

#include "sync/model/roles.hpp"
#include "sync/store/device_state.hpp"
#include "sync/store/device_store.hpp"

namespace earshot::sync {

class Outbox {
public:
    struct Entry {
        std::int64_t change = 0;
        std::string kind;
        Id id;
        std::uint64_t fields = 0;  // stored numbers; see FieldDictionary
    };

    Outbox(Database& database, DeviceState& state) : database_(database), state_(state) {}

    // `is_new`: no entry can be there yet.
    Result<void> add(std::string_view kind, const Id& id, std::uint64_t fields, bool is_new);
    // Every record of the database waits with all its fields, refused or not; except of kinds that this role may not
    // write (empty: all may be), which the devices that may will send.
    Result<void> add_everything(std::optional<Role> role);
    Result<void> settle(const Settlement& settlement, WallTime now);
    Result<void> retry_refused();
    // Of what waits or was refused of this record only these fields are left; an entry without any is gone. Bit 63 of
    // `fields` keeps the mark that every field waits, unless `written`, what the record says at all, is empty.
    Result<void> keep_only(std::string_view kind, const Id& id, std::uint64_t fields, std::uint64_t written);

    Result<std::vector<RefusedRecord>> refused();
    // What waits and what was refused, oldest change first.
    Result<std::vector<Entry>> entries();

private:
    Result<std::vector<Entry>> entries_of(const char* sql);
    Result<void> put(std::string_view kind, const Id& id, std::uint64_t fields);
    void count(std::string_view kind, std::int64_t records);

    Database& database_;
    DeviceState& state_;
};

}  // namespace earshot::sync
