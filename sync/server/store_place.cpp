#include "sync/server/store_place.hpp"

#include "platform/base/log.hpp"
#include "sync/server/postgres/connection_string.hpp"
#include "sync/server/postgres/postgres_shared_store.hpp"
#include "sync/server/sqlite/sqlite_shared_store.hpp"

namespace earshot::sync {
namespace {

// A whole export is read at once, and counting takes as long as it takes.
constexpr Duration patience_of_keepers{3'600'000};

Result<OpenedStore> open_embedded(const std::string& folder, Opening opening, platform::Files& files,
                                  platform::Random& random, platform::Worker* writing) {
    OpenedStore opened;
    if (opening == Opening::serving) {
        EARSHOT_TRY(opened.lock, SqliteSharedStore::serving_lock(folder, files));
    }
    const SqliteSharedStore::Options options{
        .folder = folder, .must_exist = opening == Opening::existing, .writing = writing};
    EARSHOT_TRY(opened.store, SqliteSharedStore::open(options, files, random));
    return opened;
}

Result<OpenedStore> open_postgres(const std::string& address, Opening opening, platform::Random& random,
                                  platform::Worker* writing) {
    PostgresSharedStore::Options options{
        .address = address, .must_exist = opening == Opening::existing, .writing = writing};
    if (opening != Opening::serving) options.patience = patience_of_keepers;
    OpenedStore opened;
    EARSHOT_TRY(opened.store, PostgresSharedStore::open(options, random));
    const auto health = opened.store->check_health();
    if (health) return opened;
    if (opening != Opening::serving || health.error().code != Errc::unavailable) return health.error();
    log_warning("store_out_of_reach", health.error().message);
    return opened;
}

}  // namespace

std::string StorePlace::arguments() const {
    if (is_embedded()) return "--data " + folder;
    const auto parsed = postgres::ConnectionString::parse(address);
    return "--store " + (parsed ? parsed->shown() : std::string("..."));
}

Result<void> check_place(const StorePlace& place) {
    if (place.folder.empty() && place.address.empty()) {
        return Error{Errc::invalid,
                     "Say where the shared store is: --data DIR for one that earshot-server keeps itself, or "
                     "--store postgres://USER@HOST:PORT/DATABASE for one in PostgreSQL, with --data DIR beside it for "
                     "the folder of photos and voice notes."};
    }
    if (!place.is_embedded()) EARSHOT_CHECK(postgres::ConnectionString::parse(place.address));
    return {};
}

Result<OpenedStore> open_store(const StorePlace& place, Opening opening, platform::Files& files,
                               platform::Random& random, platform::Worker* writing) {
    return place.is_embedded() ? open_embedded(place.folder, opening, files, random, writing)
                               : open_postgres(place.address, opening, random, writing);
}

}  // namespace earshot::sync
