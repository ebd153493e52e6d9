// app/commands/add_photo.hpp: a picture of this machine comes to the story that is being written.
//
// The same way as `earshot attach`: written anew without where it was taken, made no larger than needed, kept. What
// keeps it from coming is a case rather than an error, so that a screen can say it in the person's language.
//
// Threads  the store's worker: reading and shrinking a large photo takes up to a second.
#pragma once

#include <optional>
#include <string>

#include "app/commands/kept_file.hpp"
#include "platform/ports/files.hpp"

namespace earshot::app {

// As many as one story may be given on the screen.
inline constexpr std::size_t photos_most = 4;

enum class PhotoTrouble : std::uint8_t {
    none,
    too_large,
    no_picture,  // of another sort, or damaged
    unreadable,  // it has gone, or may not be read
    not_kept,    // the disk had no room for it, or trouble
};

struct AddedPhoto {
    std::string name;  // of the file
    PhotoTrouble trouble = PhotoTrouble::none;
    std::string why;                // when not kept: in the words of the store
    std::optional<KeptFile> photo;  // when there was no trouble
};

AddedPhoto add_photo(const std::string& path, const Id& id, const platform::Files& files, sync::DeviceStore& store);

}  // namespace earshot::app
