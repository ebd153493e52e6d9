// Opening: lock, look, bring the schema up to date, read the state. What DeviceStore::open() promises.
#include <sqlite3.h>

#include "platform/base/log.hpp"
#include "sync/model/defaults.hpp"
#include "sync/store/examine.hpp"
#include "sync/store/schema.hpp"
#include "sync/store/sqlite_device_store.hpp"

namespace earshot::sync {
namespace {

// SQLite removes its log when it is closed in peace.
bool log_is_left(const std::string& file, const std::string& vfs_name) {
    sqlite3_vfs* vfs = sqlite3_vfs_find(vfs_name.empty() ? nullptr : vfs_name.c_str());
    int exists = 0;
    if (vfs) vfs->xAccess(vfs, (file + "-wal").c_str(), SQLITE_ACCESS_EXISTS, &exists);
    return exists != 0;
}

}  // namespace

Result<std::unique_ptr<DeviceStore>> DeviceStore::open(const Options& options, platform::Files& files,
                                                       platform::Clock& clock, platform::Random& random) {
    auto store = std::make_unique<SqliteDeviceStore>(options, files, clock, random);
    EARSHOT_CHECK(store->open());
    return std::unique_ptr<DeviceStore>(std::move(store));
}

Result<void> SqliteDeviceStore::open() {
    std::string file = ":memory:";
    bool crashed = false;
    if (!options_.in_memory) {
        EARSHOT_CHECK(files_.make_folder(options_.folder));
        EARSHOT_TRY(lock_, files_.lock(options_.folder + "/earshot.lock"));
        file = options_.folder + "/earshot.db";
        crashed = log_is_left(file, options_.vfs);
    }
    EARSHOT_TRY(database_, Database::open(file, Database::Mode::read_write, options_.vfs));
    if (!options_.in_memory) database_->set_rescue(backups_.rescue(file));
    EARSHOT_CHECK(prepare_connection(*database_));
    if (crashed) {
        log_info("store opened after an unclean end");
        EARSHOT_TRY(const std::string damage, find_damage_quickly(*database_));
        if (!damage.empty()) return database_->damaged(damage);
    }
    EARSHOT_CHECK(bring_up_to_date(*database_, options_.in_memory ? nullptr : &backups_, migrations()));

    EARSHOT_TRY(text_, FullText::create(*database_));
    records_ = std::make_unique<Records>(*database_, dictionary_, *text_, state_, book_);
    outbox_ = std::make_unique<Outbox>(*database_, state_);
    erasures_ = std::make_unique<Erasures>(*database_, dictionary_, *records_, *outbox_, book_);
    snapshot_ = std::make_unique<SnapshotReading>(*database_, dictionary_, *records_, *outbox_);
    media_ = std::make_unique<SqliteMediaStore>(*database_, MediaFiles(options_.folder, files_), clock_, revision_);
    EARSHOT_TRY(list_, StoryList::create(*database_, *text_, records_->table(Kind::story)));
    EARSHOT_TRY(const auto state, read_state(*database_));
    if (state) state_ = *state;

    Transaction transaction(*database_);
    EARSHOT_CHECK(transaction.begin());
    EARSHOT_CHECK(dictionary_.load(*database_));
    const bool fresh = !state.has_value();
    if (fresh) EARSHOT_CHECK(put_first_records());
    EARSHOT_CHECK(erasures_->load());
    if (!dictionary_.grown().empty()) {
        EARSHOT_CHECK(records_->adopt_grown_kinds());
        EARSHOT_CHECK(erasures_->load_and_carry_out());
    }
    EARSHOT_TRY(const std::string is_backup, setting("is_backup"));
    if (!is_backup.empty()) {
        log_info("store opened from a backup: it goes on as a device of its own");
        EARSHOT_CHECK(take_incarnation());
        EARSHOT_CHECK(go_on_as_a_copy());
        EARSHOT_CHECK(put_setting("is_backup", ""));
    }
    if (fresh || !is_backup.empty() || !dictionary_.grown().empty()) EARSHOT_CHECK(write_state(*database_, state_));
    EARSHOT_CHECK(transaction.commit());
    return scrub_if_need_be();
}

Result<void> SqliteDeviceStore::put_first_records() {
    state_.device = random_.uuid7(clock_.wall());
    for (const Record& stage : default_stages()) {
        EARSHOT_TRY(const bool inserted, records_->insert(stage, false));
        EARSHOT_ASSERT(inserted);
    }
    return {};
}

}  // namespace earshot::sync
