#include "sync/server/upkeep.hpp"

#include <algorithm>

#include "platform/base/log.hpp"

namespace earshot::sync {
namespace {

constexpr Duration after_trouble{60'000};

}  // namespace

Instant Upkeep::step(Instant now) {
    Instant next = Instant::never();
    for (Duty& duty : duties_) {
        if (duty.due <= now) {
            const auto done = (this->*duty.carry_out)();
            if (!done) log_error(duty.name, done.error().message);
            duty.due = now + (done ? duty.every : after_trouble);
        }
        next = std::min(next, duty.due);
    }
    return next;
}

Result<void> Upkeep::purge_tombstones() {
    EARSHOT_TRY(const std::int64_t purged,
                store_.purge_tombstones(WallTime{clock_.wall().unix_ms - tombstones_kept_.count()}));
    if (purged > 0) log_info("purged", "tombstones=" + std::to_string(purged));
    return {};
}

Result<void> Upkeep::remove_media() {
    if (!blobs_) return {};
    EARSHOT_TRY(const auto gone, store_.media_to_drop());
    return blobs_->remove(gone);
}

Result<void> Upkeep::expire_uploads() {
    if (!blobs_) return {};
    EARSHOT_CHECK(blobs_->expire(clock_.wall()));
    return {};
}

Result<void> Upkeep::overwrite_erased() {
    return store_.overwrite_erased();
}

}  // namespace earshot::sync
