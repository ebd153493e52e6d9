// sync/server/postgres/batch_rows.hpp: the rows that one batch of pushes meets, kept in memory until all of them are
// written at once.
//
// Threads  as the connection
#pragma once

#include <map>
#include <set>
#include <unordered_map>
#include <vector>

#include "sync/server/postgres/connection.hpp"
#include "sync/server/shared_push.hpp"

namespace earshot::sync::postgres {

class BatchRows : public SharedRows {
public:
    explicit BatchRows(Connection& connection) : connection_(connection) {}

    // Reads these rows in one go; others are read when they are asked for.
    Result<void> load(std::vector<Id> ids);

    Result<std::optional<SharedRow>> find(const Id& id) override;
    Result<bool> insert(const Id& id, SharedRow row) override;
    Result<void> update(const Id& id, SharedRow row) override;
    Result<void> keep_earlier_values(const Record& record, const std::vector<EarlierValue>& earlier) override;
    Result<void> drop_earlier_values(const Record& record, Erased depth) override;
    Result<std::vector<Id>> find_customer(std::string_view salt, std::string_view customer_hash) override;
    Result<std::vector<Id>> find_hanging(const std::set<Id>& stories) override;
    Result<std::optional<Role>> role_of(const Id& device) override;

    // Whether anything needs a place in the feed, or must be written in the order of the changes.
    bool has_changes() const { return places_ > 0 || !lost_.empty() || !dropped_.empty(); }
    // How many rows that were there before are to be changed.
    std::int64_t updates() const;
    // To be run inside the commit section, in this order. The first one touches the changed rows when there are some.
    std::vector<Call> writes() const;

private:
    struct Entry {
        std::optional<SharedRow> row;           // none: there is no such record
        std::optional<std::int64_t> stored_at;  // its sequence before; none for a new record
        std::int64_t place = 0;                 // in the order of the changes; 0: not changed
    };
    struct LostKey {
        Id id;
        std::string field;
        std::int64_t clock = 0;
        Id device;
        auto operator<=>(const LostKey&) const = default;
    };

    Result<Entry*> entry_of(const Id& id);
    Result<void> drop_earlier_references(std::string_view salt, std::string_view customer_hash);
    Call write_records() const;
    Call write_lost_values() const;
    Call drop_values() const;

    Connection& connection_;
    std::unordered_map<Id, Entry> entries_;
    std::map<LostKey, std::string> lost_;  // values that lost, as JSON
    std::set<LostKey> dropped_;            // of those that were kept before
    std::int64_t places_ = 0;
};

}  // namespace earshot::sync::postgres
