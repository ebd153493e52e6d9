// app/commands/kept_file.hpp: a file whose bytes this device holds already, on its way to become an attachment.
//
// A story that is still being written has no attachments: its draft lists these, and the edits that save the story
// carry them along, in the same commit.
//
// Errors  those of the store; Errc::invalid when the attachment could not be written.
#pragma once

#include <string>

#include "app/commands/attachable.hpp"
#include "app/commands/command_context.hpp"
#include "sync/store/device_store.hpp"

namespace earshot::app {

struct KeptFile {
    Id id;             // the attachment's: writing it twice, even across a crash, is one attachment
    std::string name;  // what people see: "lamp.jpg"
    std::string media_type, sha256, thumbnail_sha256;
    std::int64_t bytes = 0, duration_ms = 0;
    int width = 0, height = 0;

    bool operator==(const KeptFile&) const = default;
};

// Puts the bytes on disk. They wait for a draft or an attachment that names them.
Result<KeptFile> keep_file(const Attachable& file, std::string name, const Id& id, sync::DeviceStore& store);
// What to write so that the story has it.
sync::Edit edit_of(const KeptFile& file, const Id& story);

}  // namespace earshot::app
