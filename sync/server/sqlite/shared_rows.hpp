// sync/server/sqlite/shared_rows.hpp: the rows of a shared store in SQLite, for a push (sync/server/shared_push.hpp).
#pragma once

#include "sync/server/shared_push.hpp"
#include "sync/store/database.hpp"

namespace earshot::sync {

// The next parameters: redacted, ends, withheld, place, story_kind, stage, story. The row must live as long as their
// use.
Statement& bind_listed(Statement& statement, const SharedRow& row);

// Inside the caller's transaction.
class SqliteSharedRows : public SharedRows {
public:
    SqliteSharedRows(Database& database, std::int64_t last_sequence);

    Result<std::optional<SharedRow>> find(const Id& id) override;
    Result<bool> insert(const Id& id, SharedRow row) override;
    Result<void> update(const Id& id, SharedRow row) override;
    Result<void> keep_earlier_values(const Record& record, const std::vector<EarlierValue>& earlier) override;
    Result<void> drop_earlier_values(const Record& record, Erased depth) override;
    Result<std::vector<Id>> find_customer(std::string_view salt, std::string_view customer_hash) override;
    Result<std::vector<Id>> find_hanging(const std::set<Id>& stories) override;
    Result<std::optional<Role>> role_of(const Id& device) override;

    std::int64_t last_sequence() const { return sequence_; }

private:
    Database& database_;
    std::int64_t sequence_;
    Statement insert_;
};

}  // namespace earshot::sync
