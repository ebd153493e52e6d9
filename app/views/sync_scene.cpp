#include "app/views/sync_scene.hpp"

namespace earshot::app {

void SyncScene::update(const FrameContext& frame) {
    const sync::Snapshot& snapshot = frame.data.snapshot();
    const sync::SyncStatus& sync = frame.sync;
    if (key_ && key_->revision == snapshot.revision && key_->link == sync.link &&
        key_->trouble_since == sync.trouble_since && key_->next_attempt == sync.next_attempt &&
        key_->now == frame.now && key_->language == frame.tr.language()) {
        return;
    }
    key_ = Key{snapshot.revision, sync.link, sync.trouble_since, sync.next_attempt, frame.now, frame.tr.language()};
    sync_ = present_sync(sync, snapshot.status, frame.clock, frame.tr);
    device_ = present_device(snapshot, frame.names, frame.tr);
}

}  // namespace earshot::app
