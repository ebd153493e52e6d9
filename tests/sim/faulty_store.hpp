// tests/sim/faulty_store.hpp: a device's real store that can lose power around any commit, or have a bug planted in it.
//
// Losing power is an exception that leaves through the replica: whoever held the store drops everything and opens it
// again from its files. Before the commit: nothing of it is there afterwards. After the commit: all of it is there, but
// nobody heard so.
#pragma once

#include <memory>

#include "platform/base/prng.hpp"
#include "sync/store/device_store.hpp"

namespace earshot::sim {

struct PowerLoss {};

// Bugs that the simulator must be able to find.
enum class Bug : std::uint8_t {
    none,
    acknowledged_before_commit,  // the server says accepted, then forgets
    cursor_before_rows,          // the device moves its cursor, then loses power before the rows
    settled_without_verdict,     // the device takes what it sent for stored
};

class FaultyStore : public sync::DeviceStore {
public:
    FaultyStore(std::unique_ptr<sync::DeviceStore> inner, Prng& chance, double power_loss, Bug bug)
        : inner_(std::move(inner)), chance_(chance), power_loss_(power_loss), bug_(bug) {}

    void heal() { power_loss_ = 0; }

    Result<void> write(std::span<const sync::Edit> edits) override;
    Result<std::vector<sync::OutgoingRecord>> outgoing(std::size_t records, std::size_t bytes) override;
    Result<void> settle(std::span<const sync::Settlement> settlements) override;
    Result<void> apply(std::span<const sync::Record> records, std::int64_t cursor) override;
    Result<void> start_over(std::string_view epoch, std::int64_t began) override;
    Result<void> begin_snapshot(std::int64_t began) override;
    Result<void> end_snapshot() override;

    Result<sync::ErasureReach> forget(std::span<const sync::Edit> erasures, bool dry_run) override {
        return inner_->forget(erasures, dry_run);
    }
    Result<std::vector<std::string>> media_to_drop() override { return inner_->media_to_drop(); }
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
    // Runs the commit with the power failing before it, after it, or not at all.
    template <class Commit>
    Result<void> with_power(Commit commit) {
        const bool lost = chance_.chance(power_loss_);
        const bool before = chance_.chance(0.5);
        if (lost && before) throw PowerLoss{};
        Result<void> outcome = commit();
        if (lost) throw PowerLoss{};
        return outcome;
    }

    std::unique_ptr<sync::DeviceStore> inner_;
    Prng& chance_;
    double power_loss_;
    Bug bug_;
};

}  // namespace earshot::sim
