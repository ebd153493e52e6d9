#include "app/frame/sync_host.hpp"

#include <algorithm>

#include "platform/base/log.hpp"

namespace earshot::app {
namespace {

// A damaged store is looked at again by hand (doctor), not sixty times a second.
constexpr Duration pause_after_store_trouble{30'000};

}  // namespace

SyncHost::SyncHost(sync::AsyncStore& store, Ports ports, sync::Tuning tuning, std::function<void()> wake)
    : store_(store), ports_(ports), wake_(std::move(wake)) {
    ports_.worker.post([this, tuning] {
        replica_ =
            std::make_unique<sync::Replica>(tuning, store_.store(), ports_.transport, ports_.clock, ports_.random);
        courier_ = std::make_unique<sync::MediaCourier>(sync::MediaTuning{}, store_.store(), ports_.transport,
                                                        ports_.clock, ports_.random);
        ports_.worker.set_step([this](Instant now) { return step(now); });
    });
}

SyncHost::~SyncHost() = default;

sync::SyncStatus SyncHost::status() const {
    const std::lock_guard lock(mutex_);
    return status_;
}

sync::MediaStatus SyncHost::media_status() const {
    const std::lock_guard lock(mutex_);
    return media_status_;
}

void SyncHost::sync_now() {
    ports_.worker.post([this] {
        replica_->sync_now();
        if (const auto tried = courier_->try_now(); !tried) log_error("media", tried.error().message);
    });
}

void SyncHost::stop() {
    ports_.worker.post([this] {
        replica_->cancel();
        courier_->cancel();
    });
}

void SyncHost::join(sync::EnrolOptions options, std::function<void(std::string)> done) {
    joined_ = std::move(done);
    ports_.worker.post([this, options = std::move(options)] {
        enrolment_ = std::make_unique<sync::Enrolment>(store_.store(), ports_.transport, options);
    });
}

void SyncHost::deliver() {
    std::optional<std::string> outcome;
    {
        const std::lock_guard lock(mutex_);
        outcome.swap(join_outcome_);
    }
    if (outcome && joined_) std::exchange(joined_, nullptr)(std::move(*outcome));
}

void SyncHost::step_enrolment() {
    if (!enrolment_) return;
    const auto outcome = enrolment_->step();
    if (!outcome) return;
    enrolment_.reset();
    {
        const std::lock_guard lock(mutex_);
        join_outcome_ = *outcome ? std::string() : outcome->error().message;
    }
    wake_();
}

Instant SyncHost::step(Instant now) {
    step_enrolment();
    // Between two steps only people write here, so a changed revision is something to send.
    const auto is_stopped = [this] { return replica_->status().link == sync::Link::stopped; };
    if (store_.store().revision() != seen_revision_ && !is_stopped()) replica_->sync_now();
    const auto next = replica_->step(now);
    const auto next_media = is_stopped() ? Result<Instant>(Instant::never()) : courier_->step(now);
    seen_revision_ = store_.store().revision();
    store_.publish();
    publish_status();
    if (!next) log_error("replica", next.error().message);
    if (!next_media) log_error("media", next_media.error().message);
    const Instant after_trouble = now + pause_after_store_trouble;
    return std::min(next ? *next : after_trouble, next_media ? *next_media : after_trouble);
}

void SyncHost::publish_status() {
    bool changed = false;
    {
        const std::lock_guard lock(mutex_);
        changed = status_ != replica_->status() || media_status_ != courier_->status();
        if (changed) {
            status_ = replica_->status();
            media_status_ = courier_->status();
        }
    }
    if (changed) wake_();
}

}  // namespace earshot::app
