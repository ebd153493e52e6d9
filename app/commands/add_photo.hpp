// app/commands/add_photo.hpp: a picture of this machine comes to the story that is being written.
//
//   read_photo(): read, written anew -> keep_photo(): on disk, to be named by the draft
//
// The same way as `earshot attach`: written anew without where it was taken, made no larger than needed, kept. What
// keeps it from coming is a case rather than an error, so that a screen can say it in the person's language.
//
// Threads  read_photo(): any but the store's worker, for a large photo takes up to a second, and no story should wait
//          for that. keep_photo(): the store's worker.
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

struct ReadPhoto {
    std::string name;  // of the file
    PhotoTrouble trouble = PhotoTrouble::none;
    std::optional<Attachable> file;  // when there was no trouble
};
// What people see: "lamp.jpg". File systems keep any bytes; what is written down is text.
std::string photo_name_of(const std::string& path);
ReadPhoto read_photo(const std::string& path, const platform::Files& files);

struct AddedPhoto {
    std::string name;
    PhotoTrouble trouble = PhotoTrouble::none;
    std::string why;                // when not kept: in the words of the store
    std::optional<KeptFile> photo;  // when there was no trouble
};
// What could not be read stays the trouble it was.
AddedPhoto keep_photo(const ReadPhoto& read, const Id& id, sync::DeviceStore& store);

}  // namespace earshot::app
