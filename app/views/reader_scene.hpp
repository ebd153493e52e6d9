// app/views/reader_scene.hpp: what the story reader shows and where its buttons lead, without drawing any of it.
//
// As the wall's scene: presented anew only when an answer came, the person moved on or a minute passed.
#pragma once

#include <optional>

#include "app/presenters/reader_page.hpp"
#include "app/views/attachments.hpp"
#include "app/views/frame_context.hpp"

namespace earshot::app {

// Shows another story. What was half written about the former one is kept until somebody opens that one again.
void open_story(ReaderState& reader, const Id& story, const sync::StoryQuery& within);

class ReaderScene {
public:
    // Says once for each story opened that it was read.
    void update(FrameContext& frame);

    // Null until the story is known.
    const ReaderPage* page() const { return page_ ? &*page_ : nullptr; }
    // The story is gone: deleted or erased since the wall showed it.
    bool gone() const { return gone_; }
    const ReaderPlace& place() const { return place_; }
    const std::string& list() const { return list_; }  // "I need help": what Previous and Next walk through
    // Grows when any of the above changed.
    std::uint64_t edition() const { return edition_; }

private:
    struct Key {
        std::uint64_t changes = 0;
        Id story;
        sync::StoryQuery within;
        CivilTime now;
        std::string language;
        bool operator==(const Key&) const = default;
    };
    void present(FrameContext& frame);

    std::optional<Key> key_;
    std::uint64_t edition_ = 0;
    std::optional<Id> marked_;
    MediaRequests requests_;
    std::optional<ReaderPage> page_;
    bool gone_ = false;
    ReaderPlace place_;
    std::string list_;
};

}  // namespace earshot::app
