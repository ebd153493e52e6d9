// tests/sim/faulty_store.hpp: a device's real store with a bug planted in it.
#pragma once

#include <map>
#include <memory>
#include <utility>

#include "sync/store/device_store.hpp"

namespace earshot::sim {

// Bugs that the simulator must be able to find.
enum class Bug : std::uint8_t {
    none,
    acknowledged_before_commit,   // the server says accepted, and commits nothing
    acknowledged_before_sync,     // the server says accepted while its disk still holds back the write
    saved_before_sync,            // the device says saved while its disk still holds back the write
    cursor_before_rows,           // the device moves its cursor in a commit before that of the rows
    settled_without_verdict,      // the device takes what it sent for stored
    sequence_before_commit,       // a reader of the feed passes a sequence whose row is not there yet
    unknown_dropped,              // the device drops what it does not understand
    unknown_kept_back,            // the device keeps what it does not understand, and never passes it on
    photo_acknowledged_and_lost,  // the server says that it has a photo, and loses it
    erasure_ignored,              // the device does not hear of customers to be forgotten
    consent_ignored,              // the server tells everybody what it tells a leader
};

class FaultyStore : public sync::DeviceStore {
public:
    // How often the value of a field was stamped anew is counted in `corrected`.
    using Corrected = std::map<std::pair<Id, sync::FieldNumber>, int>;
    FaultyStore(std::unique_ptr<sync::DeviceStore> inner, Bug bug, Corrected& corrected)
        : inner_(std::move(inner)), bug_(bug), corrected_(corrected) {}

    Result<void> write(std::span<const sync::Edit> edits) override { return inner_->write(edits); }
    Result<std::vector<sync::OutgoingRecord>> outgoing(std::size_t records, std::size_t bytes) override;
    Result<void> settle(std::span<const sync::Settlement> settlements) override { return inner_->settle(settlements); }
    Result<void> apply(std::span<const sync::Record> records, std::int64_t cursor) override;
    Result<void> start_over(std::string_view epoch, std::int64_t began) override {
        return inner_->start_over(epoch, began);
    }
    Result<void> begin_snapshot(std::int64_t began) override { return inner_->begin_snapshot(began); }
    Result<void> end_snapshot() override { return inner_->end_snapshot(); }

    Result<sync::ErasureReach> forget(std::span<const sync::Edit> erasures, bool dry_run) override {
        return inner_->forget(erasures, dry_run);
    }
    Id device() const override { return inner_->device(); }
    Result<sync::Record> find(sync::Kind kind, const Id& id) override { return inner_->find(kind, id); }
    Result<std::vector<Id>> find_stories_by_prefix(std::string_view d) override {
        return inner_->find_stories_by_prefix(d);
    }
    Result<sync::StoryRow> find_row(const Id& story) override { return inner_->find_row(story); }
    Result<sync::StoryPage> list(const sync::StoryQuery& q) override { return inner_->list(q); }
    Result<std::vector<sync::StageCount>> count_by_stage(const sync::StoryQuery& q) override {
        return inner_->count_by_stage(q);
    }
    Result<std::vector<sync::SiteCount>> count_by_site(const sync::StoryQuery& q) override {
        return inner_->count_by_site(q);
    }
    Result<std::int64_t> count(const sync::StoryQuery& q) override { return inner_->count(q); }
    Result<std::vector<sync::Record>> all(sync::Kind kind) override { return inner_->all(kind); }
    Result<std::vector<sync::Record>> of_story(sync::Kind kind, const Id& s) override {
        return inner_->of_story(kind, s);
    }
    Result<std::vector<sync::KeptEarlierValue>> earlier_values(const Id& r) override {
        return inner_->earlier_values(r);
    }
    Result<void> visit_stories(const sync::StoryQuery& q,
                               const std::function<Result<void>(const sync::Record&, int)>& visit) override {
        return inner_->visit_stories(q, visit);
    }
    Result<void> save_draft(std::string_view json) override { return inner_->save_draft(json); }
    Result<void> drop_draft() override { return inner_->drop_draft(); }
    Result<std::optional<sync::Draft>> draft() override { return inner_->draft(); }
    Result<std::string> setting(std::string_view name) override { return inner_->setting(name); }
    Result<void> set_setting(std::string_view n, std::string_view v) override { return inner_->set_setting(n, v); }
    Result<std::string> epoch() override { return inner_->epoch(); }
    Result<Id> enrolled_as() override { return inner_->enrolled_as(); }
    Result<sync::Turn> turn() override { return inner_->turn(); }
    Result<sync::Turn> next_turn() override { return inner_->next_turn(); }
    Result<void> become_another(std::uint64_t count_from) override {
        times_a_copy += 1;
        note_corrections(count_from);
        return inner_->become_another(count_from);
    }
    int times_a_copy = 0;  // how often it was told so
    void note_server_time(WallTime now) override { inner_->note_server_time(now); }
    Result<void> correct_stamps(std::uint64_t count_from) override {
        note_corrections(count_from);
        return inner_->correct_stamps(count_from);
    }
    Result<void> note_agreement() override { return inner_->note_agreement(); }
    Result<std::vector<sync::RefusedRecord>> refused() override { return inner_->refused(); }
    Result<void> retry_refused() override { return inner_->retry_refused(); }
    sync::MediaStore& media() override { return inner_->media(); }
    Result<sync::StoreStatus> status() override { return inner_->status(); }
    Result<void> backup(const std::string& file) override { return inner_->backup(file); }
    Result<void> roll_backup() override { return inner_->roll_backup(); }
    Result<std::vector<std::string>> examine() override { return inner_->examine(); }
    std::uint64_t revision() const override { return inner_->revision(); }

private:
    void note_corrections(std::uint64_t count_from);

    std::unique_ptr<sync::DeviceStore> inner_;
    Bug bug_;
    Corrected& corrected_;
};

}  // namespace earshot::sim
