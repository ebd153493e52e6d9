// app/views/sending_status.hpp: how it stands between this tablet and the shared store: what waits, since when, why,
// and what to do about it.
#pragma once

#include <optional>
#include <vector>

#include "app/views/sync_scene.hpp"
#include "app/widgets/rect.hpp"

namespace earshot::app {

class SendingStatus {
public:
    void update(FrameContext& frame);
    // In a column of that width; gives its height.
    float draw(FrameContext& frame, const SyncScene& scene, Vec2 at, float width);

private:
    struct Row {
        Id story;
        WaitingWords words;
    };
    struct Key {
        std::uint64_t changes = 0;
        std::string language;
        bool operator==(const Key&) const = default;
    };
    float draw_state(FrameContext& frame, const SyncWords& words, Vec2 at, float width);
    float draw_rows(FrameContext& frame, Vec2 at, float width);
    float draw_times(FrameContext& frame, const SyncWords& words, Vec2 at, float width);
    void open(FrameContext& frame, const Id& story);

    std::optional<Key> key_;
    std::vector<Row> rows_;
    std::string more_;  // "and 12 more"; empty: these are all
};

}  // namespace earshot::app
