// sync/store/async_store.hpp: the door to the store for everybody who must not wait: the frame above all.
//
//   submit(request, then) -> worker: DeviceStore -> mailbox -> deliver() -> then(answer)
//
// Requests and answers are plain data, so that behind the door may be a thread (tablets, kiosks), a Worker in the
// browser, or the test that steps. After every change an immutable Snapshot is published: what nearly every screen
// needs, in one pointer.
//
// Guarantees   A1  submit() never waits for SQLite; answers come in the order of the requests, on the thread that calls
// deliver().
//              A2  A Write is answered after its durable commit, or with the reason why nothing was written.
// Threads      submit(), deliver() and snapshot(): one, the front's. on_worker(): any. Everything else happens on the
// worker.
#pragma once

#include <array>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "platform/ports/worker.hpp"
#include "sync/store/device_store.hpp"

namespace earshot::sync {

// The settings a snapshot carries; others are asked for by name on the worker.
inline constexpr std::array snapshot_settings{"server",        "company",       "role",  "site",
                                              "device_name",   "language",      "theme", "text_scale",
                                              "reduce_motion", "started_alone", "notice"};

struct Snapshot {
    std::uint64_t revision = 0;
    Id device;
    StoreStatus status;
    std::vector<Record> stages, sites, functions, themes;
    std::map<std::string, std::string, std::less<>> settings;
    std::vector<RefusedRecord> refused;

    // Empty when not set.
    std::string_view setting(std::string_view name) const {
        const auto found = settings.find(name);
        return found == settings.end() ? std::string_view() : std::string_view(found->second);
    }
};

// Where the files of one attachment are; nothing: this device has never heard of them.
struct AttachmentMedia {
    std::optional<MediaState> original, thumbnail;
};

// A story with everything that hangs on it.
struct StoryDetail {
    StoryRow row;
    Record story;
    std::vector<Record> echoes, replies, receipts, attachments;
    std::vector<AttachmentMedia> media;  // of the attachments, in their order
};

namespace ask {
struct Write {
    std::vector<Edit> edits;
};
struct List {
    StoryQuery query;
};
struct CountByStage {
    StoryQuery query;
};
struct CountBySite {
    StoryQuery query;
};
struct FindStory {
    Id id;
};
struct SaveDraft {
    std::string json;
};
struct DropDraft {};
struct ReadDraft {};
struct SetSetting {
    std::string name, value;
};
struct RetryRefused {};
}  // namespace ask

using StoreRequest = std::variant<ask::Write, ask::List, ask::CountByStage, ask::CountBySite, ask::FindStory,
                                  ask::SaveDraft, ask::DropDraft, ask::ReadDraft, ask::SetSetting, ask::RetryRefused>;

struct Done {};
using StoreAnswer =
    std::variant<Done, StoryPage, std::vector<StageCount>, std::vector<SiteCount>, StoryDetail, std::optional<Draft>>;

class AsyncStore {
public:
    using Then = std::function<void(Result<StoreAnswer>)>;

    // `wake` is called from the worker when deliver() has something to do.
    AsyncStore(std::unique_ptr<DeviceStore> store, platform::Worker& worker, std::function<void()> wake);
    // The worker has run everything posted (it has been stopped or drained).
    ~AsyncStore();
    AsyncStore(const AsyncStore&) = delete;
    AsyncStore& operator=(const AsyncStore&) = delete;

    void submit(StoreRequest request, Then then);
    // Calls what waits for answers; true when there was any, or a newer snapshot.
    bool deliver();
    // Never null. The same pointer until something changed.
    std::shared_ptr<const Snapshot> snapshot() const { return snapshot_; }

    // For work that belongs beside the store: the replica's steps, import, backup. Publishes a snapshot afterwards if
    // need be.
    void on_worker(std::function<void(DeviceStore&)> work);
    // The same with a way back: deliver() calls `then` once the work is done.
    void on_worker(std::function<void(DeviceStore&)> work, std::function<void()> then);
    // Only on the worker. For its idle step.
    DeviceStore& store() { return *store_; }
    // Only on the worker: publishes a snapshot when the store changed since the last one.
    void publish();

private:
    struct Arrived {
        Then then;
        Result<StoreAnswer> answer;
    };
    void hand_over(Then then, Result<StoreAnswer> answer);

    std::unique_ptr<DeviceStore> store_;      // used on the worker only, after construction
    std::optional<std::uint64_t> published_;  // the revision of the last snapshot; likewise
    platform::Worker& worker_;
    const std::function<void()> wake_;
    std::shared_ptr<const Snapshot> snapshot_;  // the front's

    std::mutex mutex_;  // guards what follows
    std::vector<Arrived> arrived_;
    std::shared_ptr<const Snapshot> newer_;
};

}  // namespace earshot::sync
