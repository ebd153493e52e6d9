// sync/store/media_files.hpp: blobs as files of one device.
//
//   media/ab/<sha256>         a whole one; `ab` are its first two digits
//   media/arriving/<sha256>   one on its way in; its length is how far it has come
//
// Every hash is checked before it becomes part of a path. What a power cut spoiled in an arriving file shows when its
// hash is verified.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/ports/files.hpp"

namespace earshot::sync {

class MediaFiles {
public:
    // `folder` is the data folder; empty for a store in memory without one, where every call is Errc::denied.
    MediaFiles(const std::string& folder, platform::Files& files) : folder_(folder), files_(files) {}

    // Durable, file and folder, when it returns.
    Result<void> put(const std::string& sha256, std::string_view bytes);
    Result<std::string> read(const std::string& sha256) const;
    Result<std::string> read_part(const std::string& sha256, std::uint64_t from, std::size_t length) const;
    // A file that is not there is fine.
    Result<void> remove(const std::string& sha256);

    // How much of it has arrived.
    Result<std::uint64_t> arrived(const std::string& sha256) const;
    Result<void> take_part(const std::string& sha256, std::uint64_t from, std::string_view bytes);
    // The arrived file becomes the whole one. Errc::corrupt: it is something else, and gone.
    Result<void> complete(const std::string& sha256);
    // Forgets what has arrived.
    Result<void> drop_arrived(const std::string& sha256);

    // Whether the whole file is there and is what its hash says.
    Result<bool> is_sound(const std::string& sha256) const;

private:
    Result<std::string> file_of(const std::string& sha256) const;
    Result<std::string> arriving_file_of(const std::string& sha256) const;

    const std::string folder_;
    platform::Files& files_;
};

}  // namespace earshot::sync
