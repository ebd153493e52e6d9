// app/views/live_pictures.hpp: the pictures of stories, for views that never wait for them.
//
//   view: find(hash, side) -> the best there is, now
//                          -> store's worker: read, verify -> picture work: decode, shrink -> a texture, frames later
//
// As LiveData with answers: a view says each frame which blob it shows and how large, and gets the picture of that
// size, or a smaller one of the same blob until it has come, or nothing yet. One picture is on its way at a time, and
// which is next is asked anew by whatever is on the screen then: a wall that is leafed through decodes nothing nobody
// looks at. One that a whole frame did not want is given up.
//
// Guarantees   What is kept stays under `bytes_most`, as far as the screen itself does not show more; the picture shown
//              longest ago goes first, and what nobody has looked at for ten minutes goes anyway: it may have been
//              forgotten meanwhile. A picture that is there costs a look-up a frame, no memory.
//              Bytes that cannot be read are tried again only after the store has changed.
// Threads      The front's, inside a frame.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "app/views/picture_work.hpp"
#include "app/widgets/textures.hpp"
#include "platform/pictures/pixels.hpp"
#include "sync/store/async_store.hpp"

namespace earshot::app {

class LivePictures {
public:
    static constexpr std::size_t bytes_most_default = std::size_t{64} * 1024 * 1024;

    // Gets a picture by its name, its longer side about `side` pixels or less, where pictures are worked on.
    using Reader = std::function<Result<platform::Pixels>(const std::string& name, int side)>;

    LivePictures(sync::AsyncStore& store, PictureWork& work, std::size_t bytes_most = bytes_most_default)
        : LivePictures(store, work, bytes_most, {}) {}
    // Pictures from elsewhere than the store's blobs; they go by whatever name the reader knows.
    LivePictures(sync::AsyncStore& store, PictureWork& work, std::size_t bytes_most, Reader reader)
        : store_(store), work_(work), bytes_most_(bytes_most), reader_(std::move(reader)) {}

    // Once a frame, before the views draw and after the store and the picture work have delivered what arrived.
    void begin_frame(Instant now);
    // The picture of a blob that this device holds, its longer side `side` pixels where it has as many. Null: not yet.
    // Good until the next frame.
    ImTextureData* find(std::string_view sha256, int side);
    // What is held cannot be shown: damaged, or no picture.
    bool is_broken(std::string_view sha256) const;

    // Pictures on their way.
    int waiting() const { return under_way_ ? 1 : 0; }
    // Of the pictures kept, in bytes, and how many.
    std::size_t bytes() const { return bytes_; }
    std::size_t count() const { return shelf_.size(); }

private:
    struct Shown {
        std::string sha256;
        int side = 0;  // the longer side that was asked for
        ImTextureData* texture = nullptr;
        std::uint64_t used_at = 0;  // the frame that last wanted it
        Instant used;               // and when that was

        int longer_side() const { return texture->Width > texture->Height ? texture->Width : texture->Height; }
        bool is_whole() const { return longer_side() < side; }  // the blob has no more pixels
        std::size_t bytes() const { return static_cast<std::size_t>(texture->GetSizeInBytes()); }
    };
    struct Broken {
        std::string sha256;
        std::uint64_t revision = 0;  // of the store, when it was found out
    };
    // Wanted as long as the LivePictures hold it. Each worker has it to itself until it has arrived at the front.
    struct Request {
        std::string sha256;
        int side = 0;
        Result<std::string> bytes = Error{};
        Result<platform::Pixels> picture = Error{};
        bool arrived = false;
    };

    void ask(std::string_view sha256, int side);
    void read_blob();
    void unpack();
    void give_up();
    void take_in(Request& request);
    void make_room();
    ImTextureData* use(Shown& shown);
    std::deque<Shown>::iterator let_go(std::deque<Shown>::iterator shown);

    sync::AsyncStore& store_;
    PictureWork& work_;
    const std::size_t bytes_most_;
    const Reader reader_;  // empty: blobs of the store
    Textures textures_;
    std::deque<Shown> shelf_;
    std::deque<Broken> broken_;
    std::shared_ptr<Request> under_way_;
    PictureWork::Ticket ticket_;   // of the picture under way, once it is worked on
    std::uint64_t wanted_at_ = 0;  // the frame that last wanted it
    std::size_t bytes_ = 0;
    std::uint64_t frame_ = 1;
    Instant now_;
};

}  // namespace earshot::app
