#include "sync/store/async_store.hpp"

#include "platform/base/log.hpp"
#include "sync/model/tables.hpp"

namespace earshot::sync {
namespace {

Result<std::optional<MediaState>> state_of(MediaStore& media, std::string_view sha256) {
    auto state = media.find(sha256);
    if (state) return std::optional(*state);
    if (state.error().code == Errc::not_found) return std::optional<MediaState>();
    return std::move(state).error();
}

Result<AttachmentMedia> media_of(DeviceStore& store, const Record& record) {
    AttachmentMedia media;
    EARSHOT_TRY(media.original, state_of(store.media(), record.text(attachment::sha256)));
    EARSHOT_TRY(media.thumbnail, state_of(store.media(), record.text(attachment::thumbnail_sha256)));
    return media;
}

Result<StoryDetail> detail_of(DeviceStore& store, const Id& id) {
    StoryDetail detail;
    EARSHOT_TRY(detail.row, store.find_row(id));
    EARSHOT_TRY(detail.story, store.find(Kind::story, id));
    EARSHOT_TRY(detail.echoes, store.of_story(Kind::echo, id));
    EARSHOT_TRY(detail.replies, store.of_story(Kind::reply, id));
    EARSHOT_TRY(detail.receipts, store.of_story(Kind::receipt, id));
    EARSHOT_TRY(detail.attachments, store.of_story(Kind::attachment, id));
    for (const Record& record : detail.attachments) {
        EARSHOT_TRY(AttachmentMedia media, media_of(store, record));
        detail.media.push_back(std::move(media));
    }
    return detail;
}

Result<StoreAnswer> done(Result<void> result) {
    if (!result) return std::move(result).error();
    return StoreAnswer{Done{}};
}

template <class T>
Result<StoreAnswer> answered(Result<T> result) {
    if (!result) return std::move(result).error();
    return StoreAnswer{std::move(*result)};
}

// One overload a request: what each means to the store.
struct Carry {
    DeviceStore& store;

    Result<StoreAnswer> operator()(const ask::Write& r) const { return done(store.write(r.edits)); }
    Result<StoreAnswer> operator()(const ask::List& r) const { return answered(store.list(r.query)); }
    Result<StoreAnswer> operator()(const ask::CountByStage& r) const { return answered(store.count_by_stage(r.query)); }
    Result<StoreAnswer> operator()(const ask::CountBySite& r) const { return answered(store.count_by_site(r.query)); }
    Result<StoreAnswer> operator()(const ask::FindStory& r) const { return answered(detail_of(store, r.id)); }
    Result<StoreAnswer> operator()(const ask::SaveDraft& r) const { return done(store.save_draft(r.json)); }
    Result<StoreAnswer> operator()(const ask::DropDraft&) const { return done(store.drop_draft()); }
    Result<StoreAnswer> operator()(const ask::ReadDraft&) const { return answered(store.draft()); }
    Result<StoreAnswer> operator()(const ask::SetSetting& r) const { return done(store.set_setting(r.name, r.value)); }
    Result<StoreAnswer> operator()(const ask::RetryRefused&) const { return done(store.retry_refused()); }
};

Result<Snapshot> read_snapshot(DeviceStore& store) {
    Snapshot snapshot;
    snapshot.revision = store.revision();
    snapshot.device = store.device();
    EARSHOT_TRY(snapshot.status, store.status());
    EARSHOT_TRY(snapshot.stages, store.all(Kind::stage));
    EARSHOT_TRY(snapshot.sites, store.all(Kind::site));
    EARSHOT_TRY(snapshot.functions, store.all(Kind::function));
    EARSHOT_TRY(snapshot.themes, store.all(Kind::theme));
    EARSHOT_TRY(snapshot.refused, store.refused());
    for (const char* name : snapshot_settings) {
        EARSHOT_TRY(snapshot.settings[name], store.setting(name));
    }
    return snapshot;
}

}  // namespace

AsyncStore::AsyncStore(std::unique_ptr<DeviceStore> store, platform::Worker& worker, std::function<void()> wake)
    : store_(std::move(store)), worker_(worker), wake_(std::move(wake)), snapshot_(std::make_shared<Snapshot>()) {
    // The first snapshot is read here, before the worker knows the store: the first frame already has it.
    publish();
    deliver();
}

AsyncStore::~AsyncStore() = default;

void AsyncStore::submit(StoreRequest request, Then then) {
    worker_.post([this, request = std::move(request), then = std::move(then)]() mutable {
        Result<StoreAnswer> answer = std::visit(Carry{*store_}, request);
        publish();
        hand_over(std::move(then), std::move(answer));
    });
}

void AsyncStore::hand_over(Then then, Result<StoreAnswer> answer) {
    {
        const std::lock_guard lock(mutex_);
        arrived_.push_back({std::move(then), std::move(answer)});
    }
    wake_();
}

bool AsyncStore::deliver() {
    std::vector<Arrived> arrived;
    std::shared_ptr<const Snapshot> newer;
    {
        const std::lock_guard lock(mutex_);
        arrived.swap(arrived_);
        newer.swap(newer_);
    }
    if (newer) snapshot_ = newer;
    for (Arrived& one : arrived) {
        if (one.then) one.then(std::move(one.answer));
    }
    return newer || !arrived.empty();
}

void AsyncStore::on_worker(std::function<void(DeviceStore&)> work) {
    worker_.post([this, work = std::move(work)] {
        work(*store_);
        publish();
    });
}

void AsyncStore::on_worker(std::function<void(DeviceStore&)> work, std::function<void()> then) {
    worker_.post([this, work = std::move(work), then = std::move(then)]() mutable {
        work(*store_);
        publish();
        hand_over([then = std::move(then)](const auto&) { then(); }, StoreAnswer{Done{}});
    });
}

void AsyncStore::publish() {
    if (published_ == store_->revision()) return;
    auto snapshot = read_snapshot(*store_);
    if (!snapshot) {
        log_error("snapshot", snapshot.error().message);  // The front keeps the one it has.
        return;
    }
    published_ = snapshot->revision;
    {
        const std::lock_guard lock(mutex_);
        newer_ = std::make_shared<Snapshot>(std::move(*snapshot));
    }
    wake_();
}

}  // namespace earshot::sync
