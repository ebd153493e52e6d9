// app/commands/attach_file.hpp: a photo, a voice note or a document comes to a story.
//
// The bytes are on disk before the attachment that names them is written, so that no attachment promises what is not
// there.
//
// Errors  Errc::invalid (not a file that can be attached, in plain words), not_found (no such story or file), and those
// of
//         the store.
#pragma once

#include <string>

#include "app/commands/attachable.hpp"
#include "app/commands/command_context.hpp"
#include "platform/ports/files.hpp"
#include "sync/store/device_store.hpp"

namespace earshot::app {

struct AttachFile {
    Id story;
    std::string name;  // what people see: "lamp.jpg"
    Attachable file;
};
// The id of the attachment.
Result<Id> attach_file(const AttachFile&, sync::DeviceStore&, const CommandContext&);

// Reads a file of this machine and makes it attachable.
Result<Attachable> read_attachable(const std::string& path, const platform::Files& files);
// What a file is called without its folders.
std::string file_name_of(std::string_view path);

// Where the bytes of an attachment are, as far as this device knows.
enum class MediaPlace : std::uint8_t { here, waits_to_be_sent, on_its_way, on_the_shared_store, missing };
MediaPlace place_of(const sync::MediaState& state);
// "here", "here, waits to be sent", "on its way", "on the shared store", "missing"
std::string_view words_of(MediaPlace place);
// As a key, for JSON: "here", "waits", "on-its-way", "shared", "missing"
std::string_view key_of(MediaPlace place);

}  // namespace earshot::app
