// app/views/device_photos.hpp: the pictures of this machine that may come to a story, for a view that never waits for
// them.
//
//   view: look_again()  -> store's worker: the setting -> picture work: which are the newest -> frames later: found()
//         find(path, side) -> picture work: read, decode, shrink -> a texture, a frame later
//
// Guarantees   What is kept is bounded; nothing on the disk is changed. Where no picture can be made of a file it is
//              broken, not an error.
// Threads      The front's, inside a frame; `files` is read where pictures are worked on.
#pragma once

#include <memory>

#include "app/commands/picture_folder.hpp"
#include "app/views/live_pictures.hpp"

namespace earshot::app {

class DevicePhotos {
public:
    // As many as are shown.
    static constexpr std::size_t shown_most = 60;

    // All must outlive it, and what it asked for.
    DevicePhotos(sync::AsyncStore& store, PictureWork& work, const platform::Files& files, PictureHome home);

    // Once a frame, before the views draw and after the store and the picture work have delivered what arrived.
    void begin_frame(Instant now);
    // Forgets what was found, and looks anew.
    void look_again();
    // Null: not looked yet, or not done. Good until the next frame.
    const FoundPictures* found() const { return found_ && found_->done ? &found_->pictures : nullptr; }

    ImTextureData* find(std::string_view path, int side) { return pictures_.find(path, side); }
    bool is_broken(std::string_view path) const { return pictures_.is_broken(path); }

    int waiting() const { return pictures_.waiting() + (found_ && !found_->done ? 1 : 0); }

private:
    // Wanted as long as these DevicePhotos hold it.
    struct Found {
        std::string folder;  // of the setting
        FoundPictures pictures;
        bool done = false;
    };

    void look();

    sync::AsyncStore& store_;
    PictureWork& work_;
    const platform::Files& files_;
    const PictureHome home_;
    LivePictures pictures_;
    std::shared_ptr<Found> found_;
    PictureWork::Ticket ticket_;  // of looking
};

}  // namespace earshot::app
