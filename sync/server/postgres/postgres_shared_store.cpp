#include "sync/server/postgres/postgres_shared_store.hpp"

#include <utility>

#include "sync/server/postgres/devices.hpp"
#include "sync/server/postgres/feed.hpp"
#include "sync/server/postgres/push_batch.hpp"
#include "sync/server/postgres/schema.hpp"
#include "sync/server/postgres/upkeep.hpp"

namespace earshot::sync {

using postgres::Connection;
using postgres::PushJob;

Result<std::unique_ptr<PostgresSharedStore>> PostgresSharedStore::open(const Options& options,
                                                                       platform::Random& random) {
    EARSHOT_TRY(auto address, postgres::ConnectionString::parse(options.address));
    return std::unique_ptr<PostgresSharedStore>(new PostgresSharedStore(options, std::move(address), random));
}

PostgresSharedStore::PostgresSharedStore(const Options& options, postgres::ConnectionString address,
                                         platform::Random& random)
    : options_(options),
      random_(random),
      pool_({std::move(address), options.patience, [this](Connection& connection) { return prepare(connection); }}),
      pushes_([this](std::span<PushJob* const> jobs) { carry(jobs); }) {}

// Every new connection looks: the database behind it may be another one than that of the last.
Result<void> PostgresSharedStore::prepare(Connection& connection) {
    if (options_.must_exist) {
        EARSHOT_TRY(const bool found, postgres::holds_store(connection));
        if (!found) {
            return Error{Errc::not_found, "There is no shared store in that database at " + connection.server() +
                                              ". Start one with: earshot-server --store ... serve"};
        }
    }
    return postgres::bring_store_up_to_date(connection, random_);
}

// ---- what every exchange asks ---------------------------------------------------------------------------------------

Result<std::string> PostgresSharedStore::epoch() {
    return pool_.with([](Connection& connection) { return postgres::meta_of(connection, "epoch"); });
}

Result<std::string> PostgresSharedStore::company() {
    return pool_.with([](Connection& connection) { return postgres::meta_of(connection, "company"); });
}

Result<void> PostgresSharedStore::set_company(std::string_view name) {
    return pool_.with([&](Connection& connection) { return postgres::put_meta(connection, "company", name); });
}

Result<std::int64_t> PostgresSharedStore::last_sequence() {
    return pool_.with([&](Connection& connection) { return history_.last_sequence(connection, random_); });
}

Result<std::vector<Verdict>> PostgresSharedStore::push(const EnrolledDevice& from, std::int64_t cursor,
                                                       std::span<const Record> records, WallTime now) {
    return pushes_.push({from.device, cursor, records, now});
}

void PostgresSharedStore::carry(std::span<PushJob* const> jobs) {
    auto outcome = pool_.with([&](Connection& connection) { return postgres::store_pushes(connection, jobs); });
    // One that cannot be stored must not take the others with it.
    if (!outcome && jobs.size() > 1 && outcome.error().code != Errc::unavailable) {
        for (PushJob* const job : jobs)
            carry({&job, 1});
        return;
    }
    for (std::size_t i = 0; i < jobs.size(); ++i) {
        if (outcome) {
            jobs[i]->outcome = std::move((*outcome)[i]);
        } else {
            jobs[i]->outcome = outcome.error();
        }
    }
}

Result<FeedPage> PostgresSharedStore::feed(const EnrolledDevice& reader, std::int64_t cursor, std::int64_t bytes) {
    auto page =
        pool_.with([&](Connection& connection) { return postgres::read_feed(connection, reader, cursor, bytes); });
    if (page && page->cursor > cursor) history_.note(page->cursor);
    return page;
}

// ---- devices --------------------------------------------------------------------------------------------------------

Result<void> PostgresSharedStore::add_code(const EnrolmentCode& code) {
    return pool_.with([&](Connection& connection) { return postgres::add_enrolment_code(connection, code); });
}

Result<EnrolledDevice> PostgresSharedStore::enrol(std::string_view code, const Id& device, std::string_view name,
                                                  std::string_view token_hash, WallTime now) {
    return pool_.with([&](Connection& connection) {
        return postgres::use_enrolment_code(connection, code, device, name, token_hash, now);
    });
}

Result<std::optional<EnrolledDevice>> PostgresSharedStore::find_device(std::string_view token_hash) {
    return pool_.with([&](Connection& connection) { return postgres::find_device_by_token(connection, token_hash); });
}

// A push of nothing: a device that only reads is noted every minute, and many of them share a commit too.
Result<void> PostgresSharedStore::note_heard(const Id& device, std::int64_t cursor, WallTime now) {
    EARSHOT_CHECK(pushes_.push({device, cursor, {}, now}));
    return {};
}

Result<std::vector<EnrolledDevice>> PostgresSharedStore::devices() {
    return pool_.with(postgres::all_devices);
}

Result<void> PostgresSharedStore::revoke(const Id& device) {
    return pool_.with([&](Connection& connection) { return postgres::revoke_device(connection, device); });
}

// ---- upkeep ---------------------------------------------------------------------------------------------------------

Result<void> PostgresSharedStore::check_health() {
    return pool_.with([](Connection& connection) -> Result<void> {
        // A lock on the row is a write that changes nothing: it is committed, to the standbys too.
        EARSHOT_TRY(const auto rows, connection.run("SELECT value FROM meta WHERE name = 'epoch' FOR UPDATE"));
        if (rows.count() == 0) return Error{Errc::corrupt, "the store has lost its epoch"};
        return {};
    });
}

Result<void> PostgresSharedStore::visit(std::string_view kind,
                                        const std::function<Result<void>(std::string_view)>& visit) {
    // What has been visited must not be visited again after a lost connection.
    return pool_.with_fresh([&](Connection& connection) { return postgres::visit_records(connection, kind, visit); });
}

Result<std::vector<std::string>> PostgresSharedStore::examine() {
    return pool_.with(postgres::examine_store);
}

Result<StoreTotals> PostgresSharedStore::totals() {
    return pool_.with(postgres::count_records);
}

Result<std::string> PostgresSharedStore::service() {
    return pool_.with(postgres::describe_server);
}

Result<void> PostgresSharedStore::begin_new_epoch() {
    const std::string epoch = make_epoch(random_);
    return pool_.with([&](Connection& connection) { return postgres::put_meta(connection, "epoch", epoch); });
}

}  // namespace earshot::sync
