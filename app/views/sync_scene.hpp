// app/views/sync_scene.hpp: how it stands with sending and what this device is, in words, made anew only when something
// of it changed.
#pragma once

#include <optional>

#include "app/presenters/device_words.hpp"
#include "app/presenters/sync_words.hpp"
#include "app/views/frame_context.hpp"

namespace earshot::app {

class SyncScene {
public:
    void update(const FrameContext& frame);

    const SyncWords& sync() const { return sync_; }
    const std::optional<NoticeWords>& notice() const { return notice_; }
    const DeviceWords& device() const { return device_; }

private:
    struct Key {
        std::uint64_t revision = 0;
        sync::SyncStatus sync;
        sync::MediaStatus media;
        Instant second;  // while something is on its way
        CivilTime now;
        std::string language;
        bool operator==(const Key&) const = default;
    };
    std::optional<Key> key_;
    SyncWords sync_;
    std::optional<NoticeWords> notice_;
    DeviceWords device_;
};

}  // namespace earshot::app
