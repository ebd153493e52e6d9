// platform/ports/files.hpp: the file system as an interface, as little of it as Earshot needs.
//   answered by  platform/host/host_files.cpp, platform/fake/memory_files.hpp
//
// Paths are UTF-8. Errors carry the path and what the person can do (Errc::full when the disk has no room).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.hpp"
#include "platform/base/time.hpp"

namespace earshot::platform {

// Held by one process at a time; the system lets go when the process ends, however it ends.
class FileLock {
public:
    virtual ~FileLock() = default;
};

// What lies in a folder.
struct FolderEntry {
    std::string name;  // not a path
    bool is_folder = false;
    WallTime changed;  // the content, by the disk's clock; 0: not known
};

// Threads: any.
class Files {
public:
    virtual ~Files() = default;
    virtual bool exists(const std::string& path) const = 0;
    virtual Result<std::string> read(const std::string& path) const = 0;
    // After success the whole content is on disk under that name; after failure or power loss the former content is.
    virtual Result<void> write_atomic(const std::string& path, std::string_view content) = 0;
    virtual Result<std::uint64_t> size(const std::string& path) const = 0;
    // Up to `length` bytes from there on; fewer where the file ends.
    virtual Result<std::string> read_part(const std::string& path, std::uint64_t from, std::size_t length) const = 0;
    // Makes `bytes` the end of the file, from `from` on; the file is made when missing, and must not be shorter than
    // that. On disk only after rename() or once the system gets to it: for files that are checked before they count.
    virtual Result<void> write_end(const std::string& path, std::uint64_t from, std::string_view bytes) = 0;
    // After success it is gone, also after power loss.
    virtual Result<void> remove(const std::string& path) = 0;
    // Moves a file within a disk. After success `to` is what `from` was, also after power loss; a former `to` is gone.
    virtual Result<void> rename(const std::string& from, const std::string& to) = 0;
    // Makes the folder and those above it, also for after a power loss; a folder that exists is fine.
    virtual Result<void> make_folder(const std::string& path) = 0;
    // Names (not paths) of the files in a folder, sorted.
    virtual Result<std::vector<std::string>> list(const std::string& folder) const = 0;
    // Files and folders in a folder, with the times they changed, by name. A disk that knows neither folders nor times
    // has its files.
    virtual Result<std::vector<FolderEntry>> entries(const std::string& folder) const {
        EARSHOT_TRY(const std::vector<std::string> names, list(folder));
        std::vector<FolderEntry> found;
        for (const std::string& name : names)
            found.push_back({name, false, {}});
        return found;
    }
    // Errc::busy, naming the other process where it is known, when somebody else holds the lock.
    virtual Result<std::unique_ptr<FileLock>> lock(const std::string& path) = 0;
    // Bytes that can still be written to the disk that holds `path`.
    virtual Result<std::uint64_t> free_space(const std::string& path) const = 0;
};

}  // namespace earshot::platform
