// app/views/device_photos.hpp: the pictures of this machine that may come to a story, for a view that never waits for
// them.
//
//   view: look_again()  -> worker: which are the newest -> a frame later: found()
//         find(path, side) -> worker: read, decode, shrink -> a texture, a frame later
//
// Guarantees   What is kept is bounded; nothing on the disk is changed. Where no picture can be made of a file it is
//              broken, not an error.
// Threads      The front's, inside a frame; `files` is read from the worker.
#pragma once

#include <memory>

#include "app/commands/picture_folder.hpp"
#include "app/views/live_pictures.hpp"

namespace earshot::app {

class DevicePhotos {
public:
    // As many as are shown.
    static constexpr std::size_t shown_most = 60;

    // Both must outlive it, and what it asked of the worker.
    DevicePhotos(sync::AsyncStore& store, const platform::Files& files, PictureHome home);

    // Once a frame, before the views draw and after the store has delivered what arrived.
    void begin_frame(Instant now);
    // Forgets what was found, and looks anew.
    void look_again();
    // Null: not looked yet, or not done. Good until the next frame.
    const FoundPictures* found() const { return found_ && found_->done ? &found_->pictures : nullptr; }

    ImTextureData* find(std::string_view path, int side) { return pictures_.find(path, side); }
    bool is_broken(std::string_view path) const { return pictures_.is_broken(path); }

    int waiting() const { return pictures_.waiting() + (found_ && !found_->done ? 1 : 0); }

private:
    // Shared with the answer's way back.
    struct Found {
        FoundPictures pictures;
        bool done = false;
    };

    sync::AsyncStore& store_;
    const platform::Files& files_;
    const PictureHome home_;
    LivePictures pictures_;
    std::shared_ptr<Found> found_;
};

}  // namespace earshot::app
