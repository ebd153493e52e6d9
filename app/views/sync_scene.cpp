#include "app/views/sync_scene.hpp"

#include <algorithm>

#include "app/widgets/ui.hpp"

namespace earshot::app {

void SyncScene::update(const FrameContext& frame) {
    const sync::Snapshot& snapshot = frame.data.snapshot();
    constexpr std::int64_t second = 1'000;
    Key key{snapshot.revision, frame.sync, frame.media, {}, frame.now, frame.tr.language()};
    // What is on its way begins to be watched, and its time runs down, without anything else happening.
    if (is_moving(frame.sync, frame.media)) {
        key.second = {frame.clock.instant.ms / second * second};
        frame.ui.wake_at(key.second + Duration{second});
    }
    if (key_ == key) return;
    key_ = std::move(key);
    sync_ = present_sync(frame.sync, frame.media, snapshot.status, frame.clock, frame.tr);
    notice_ = present_notice(sync::notice_named(snapshot.setting(sync::notice_setting)), frame.tr);
    device_ = present_device(snapshot, frame.names, frame.tr);
}

}  // namespace earshot::app
