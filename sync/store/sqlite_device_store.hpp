// sync/store/sqlite_device_store.hpp: the device's store on SQLite: opens the database, and turns each call of
// DeviceStore into one transaction over the parts of this folder.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "platform/base/log.hpp"
#include "sync/store/backups.hpp"
#include "sync/store/device_store.hpp"
#include "sync/store/erasures.hpp"
#include "sync/store/outbox.hpp"
#include "sync/store/records.hpp"
#include "sync/store/snapshot_reading.hpp"
#include "sync/store/sqlite_media_store.hpp"
#include "sync/store/story_list.hpp"

namespace earshot::sync {

class SqliteDeviceStore : public DeviceStore {
public:
    SqliteDeviceStore(const Options& options, platform::Files& files, platform::Clock& clock, platform::Random& random)
        : options_(options),
          files_(files),
          clock_(clock),
          random_(random),
          backups_(options.folder, options.vfs, files, mark_of_a_copy) {}

    // Once, before everything else.
    Result<void> open();

    Id device() const override { return state_.device; }
    Result<Id> enrolled_as() override;
    Result<void> write(std::span<const Edit> edits) override;
    Result<ErasureReach> forget(std::span<const Edit> erasures, bool dry_run) override;
    Result<Record> find(Kind kind, const Id& id) override;
    Result<std::vector<Id>> find_stories_by_prefix(std::string_view hex_digits) override;
    Result<StoryRow> find_row(const Id& story) override;
    Result<StoryPage> list(const StoryQuery& query) override;
    Result<std::vector<StageCount>> count_by_stage(const StoryQuery& query) override;
    Result<std::vector<SiteCount>> count_by_site(const StoryQuery& query) override;
    Result<std::int64_t> count(const StoryQuery& query) override;
    Result<std::vector<Record>> all(Kind kind) override;
    Result<std::vector<Record>> of_story(Kind kind, const Id& story) override;
    Result<std::vector<KeptEarlierValue>> earlier_values(const Id& record) override;
    Result<void> visit_stories(const StoryQuery& query,
                               const std::function<Result<void>(const Record&, int echoes)>& visit) override;

    Result<void> save_draft(std::string_view json) override;
    Result<void> drop_draft() override;
    Result<std::optional<Draft>> draft() override;
    Result<std::string> setting(std::string_view name) override;
    Result<void> set_setting(std::string_view name, std::string_view value) override;

    Result<std::vector<OutgoingRecord>> outgoing(std::size_t records, std::size_t bytes) override;
    Result<void> settle(std::span<const Settlement> settlements) override;
    Result<void> apply(std::span<const Record> records, std::int64_t cursor) override;
    Result<void> start_over(std::string_view epoch, std::int64_t began) override;
    Result<void> begin_snapshot(std::int64_t began) override;
    Result<void> end_snapshot() override;
    Result<std::string> epoch() override { return state_.epoch; }
    Result<Turn> turn() override;
    Result<Turn> next_turn() override;
    Result<void> become_another(std::uint64_t count_from) override;
    void note_server_time(WallTime now) override;
    Result<void> correct_stamps(std::uint64_t count_from) override;
    Result<void> note_agreement() override;
    Result<std::vector<RefusedRecord>> refused() override { return outbox_->refused(); }
    Result<void> retry_refused() override;

    MediaStore& media() override { return *media_; }

    Result<StoreStatus> status() override;
    Result<void> backup(const std::string& file) override;
    Result<void> roll_backup() override;
    Result<std::vector<std::string>> examine() override;
    std::uint64_t revision() const override { return revision_; }

private:
    // Every backup carries this, so that a store that is opened from one knows.
    static constexpr const char* mark_of_a_copy =
        "INSERT OR REPLACE INTO setting (name, value) VALUES ('is_backup', '1')";
    // What a copy has in common with the database that went on, as far as it can know: what waited when the last turn
    // was taken, and the largest clock value among what is not ahead. Without a change: nothing.
    struct SharedPast {
        std::int64_t last_change = -1;
        std::uint64_t newest_clock = 0;
    };
    struct ServerTime {
        WallTime server, wall;
        Instant monotonic;
    };

    Result<void> put_first_records();
    Result<Listener> listener();
    // The list, told who is asking today.
    Result<StoryList*> told_list();
    Result<void> put_setting(std::string_view name, std::string_view value);
    Result<void> take_incarnation();
    Result<void> go_on_as_a_copy();
    Result<void> offer_everything_again();
    Result<void> note_turn_answered();
    // The time that stamps go by.
    WallTime stamp_time() const;
    Result<void> stamp_waiting(std::uint64_t limit, std::uint64_t count_from, SharedPast past);
    Result<std::uint64_t> newest_clock_up_to(std::uint64_t limit);
    Result<void> stamp_anew(const Outbox::Entry& entry, const std::map<std::uint64_t, std::uint64_t>& anew);
    Result<std::optional<StoredRecord>> find_stored(const Outbox::Entry& entry);
    Result<void> write_one(const Edit& edit);
    Result<void> write_all(std::span<const Edit> edits);
    Result<void> take_page(std::span<const Record> records, std::int64_t cursor);
    Result<void> take_in(const Record& record);
    Result<void> note_attachment(const Id& id);
    Result<void> scrub_if_need_be();
    Result<std::vector<Record>> read_records(Kind kind, Statement rows);
    bool is_unlearning() const { return state_.reading == static_cast<std::int64_t>(Reading::unlearning); }
    Result<std::optional<Record>> waiting_part(const Outbox::Entry& entry);
    // Runs `work` in a transaction; what it did to the state is on disk with it, or undone.
    template <class Work>
    Result<void> commit(Work work);
    Result<void> change_draft(std::string_view json, const std::function<Result<void>()>& change);

    const Options options_;
    platform::Files& files_;
    platform::Clock& clock_;
    platform::Random& random_;
    Backups backups_;
    std::unique_ptr<platform::FileLock> lock_;
    std::unique_ptr<Database> database_;
    FieldDictionary dictionary_;
    DeviceState state_;
    std::optional<ServerTime> server_time_;
    std::unique_ptr<FullText> text_;
    std::unique_ptr<Records> records_;
    std::unique_ptr<StoryList> list_;
    std::unique_ptr<Outbox> outbox_;
    ErasureBook book_;
    std::unique_ptr<Erasures> erasures_;
    std::unique_ptr<SnapshotReading> snapshot_;
    std::unique_ptr<SqliteMediaStore> media_;
    std::uint64_t revision_ = 0;
};

template <class Work>
Result<void> SqliteDeviceStore::commit(Work work) {
    Transaction transaction(*database_);
    const DeviceState before = state_;
    const std::int64_t changes_before = database_->total_changes();
    bool changed = false;
    const auto whole = [&]() -> Result<void> {
        EARSHOT_CHECK(transaction.begin());
        EARSHOT_CHECK(work());
        changed = state_ != before || database_->total_changes() != changes_before;
        if (!changed) return {};  // Nothing to make durable, and nobody needs to look again.
        if (state_ != before) EARSHOT_CHECK(write_state(*database_, state_));
        return transaction.commit();
    };
    Result<void> result = whole();
    if (!result) {
        state_ = before;
        // What was learned of erasures has not happened either.
        if (!erasures_) return result;
        transaction.roll_back();
        if (const auto loaded = erasures_->load(); !loaded) log_warning("erasures", loaded.error().message);
        return result;
    }
    if (changed) revision_ += 1;
    return {};
}

}  // namespace earshot::sync
