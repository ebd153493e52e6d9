#include "platform/host/host_files.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace earshot::platform {
namespace {

Errc code_of(int number) {
    switch (number) {
        case ENOENT:
        case ENOTDIR:
            return Errc::not_found;
        case EACCES:
        case EPERM:
        case EROFS:
            return Errc::denied;
        case ENOSPC:
        case EDQUOT:
            return Errc::full;
        default:
            return Errc::io;
    }
}

// "cannot write /data/x: No space left on device. Free some room on that disk, then try again."
Error trouble(const char* what, const std::string& path, int number) {
    std::string message = std::string("cannot ") + what + ' ' + path + ": " + std::generic_category().message(number);
    const Errc code = code_of(number);
    if (code == Errc::full) message += ". Free some room on that disk, then try again.";
    if (code == Errc::denied) message += ". Check who owns it and whether it may be written.";
    return {code, std::move(message)};
}

// An open file that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;

    int number() const { return number_; }
    bool is_open() const { return number_ >= 0; }
    // Reports what a delayed write could not do.
    int close() { return ::close(std::exchange(number_, -1)); }

private:
    int number_;
};

std::string folder_of(const std::string& path) {
    const std::string folder = std::filesystem::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

bool write_all(int descriptor, std::string_view content) {
    while (!content.empty()) {
        const auto count = ::write(descriptor, content.data(), content.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        content.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

// A new name is on disk only when its folder is.
Result<void> sync_folder(const std::string& folder) {
    const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!descriptor.is_open() || ::fsync(descriptor.number()) != 0) return trouble("save", folder, errno);
    return {};
}

// Whoever opens the file anew asks for the lock anew, so two stores in one process exclude each other as well.
class HostFileLock : public FileLock {
public:
    explicit HostFileLock(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}
    ~HostFileLock() override {
        // The name of a holder that is gone would mislead; the file itself stays, so that all lock the same one.
        if (::ftruncate(descriptor_.number(), 0) != 0) return;
    }

private:
    Descriptor descriptor_;
};

Error held(const std::string& path, int descriptor) {
    std::array<char, 32> text{};
    const auto count = ::pread(descriptor, text.data(), text.size(), 0);
    std::string holder(text.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
    std::erase_if(holder, [](char c) { return c < '0' || c > '9'; });
    const std::string who = holder.empty() ? "another process" : "process " + holder;
    return {Errc::busy, path + " is in use by " + who + ". Close it first, or choose another folder."};
}

}  // namespace

bool HostFiles::exists(const std::string& path) const {
    struct stat state {};
    return ::stat(path.c_str(), &state) == 0;
}

Result<std::string> HostFiles::read(const std::string& path) const {
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor.is_open()) return trouble("read", path, errno);
    std::string content;
    std::array<char, 65'536> buffer{};
    for (;;) {
        const auto count = ::read(descriptor.number(), buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return trouble("read", path, errno);
        if (count == 0) return content;
        content.append(buffer.data(), static_cast<std::size_t>(count));
    }
}

Result<void> HostFiles::write_atomic(const std::string& path, std::string_view content) {
    std::string temporary = path + ".XXXXXX";
    Descriptor descriptor(::mkostemp(temporary.data(), O_CLOEXEC));
    if (!descriptor.is_open()) return trouble("write", path, errno);
    const bool saved = write_all(descriptor.number(), content) && ::fsync(descriptor.number()) == 0 &&
                       descriptor.close() == 0 && ::rename(temporary.c_str(), path.c_str()) == 0;
    if (!saved) {
        Error error = trouble("write", path, errno);
        ::unlink(temporary.c_str());
        return error;
    }
    return sync_folder(folder_of(path));
}

Result<std::uint64_t> HostFiles::size(const std::string& path) const {
    struct stat state {};
    if (::stat(path.c_str(), &state) != 0) return trouble("measure", path, errno);
    return static_cast<std::uint64_t>(state.st_size);
}

Result<std::string> HostFiles::read_part(const std::string& path, std::uint64_t from, std::size_t length) const {
    const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!descriptor.is_open()) return trouble("read", path, errno);
    std::string content(length, '\0');
    std::size_t filled = 0;
    while (filled < length) {
        const auto count =
            ::pread(descriptor.number(), content.data() + filled, length - filled, static_cast<off_t>(from + filled));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return trouble("read", path, errno);
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
    }
    content.resize(filled);
    return content;
}

Result<void> HostFiles::write_end(const std::string& path, std::uint64_t from, std::string_view bytes) {
    Descriptor descriptor(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    if (!descriptor.is_open()) return trouble("write", path, errno);
    const off_t end = ::lseek(descriptor.number(), 0, SEEK_END);
    if (end < static_cast<off_t>(from)) return trouble("write", path, EINVAL);
    const bool saved = ::ftruncate(descriptor.number(), static_cast<off_t>(from)) == 0 &&
                       ::lseek(descriptor.number(), static_cast<off_t>(from), SEEK_SET) >= 0 &&
                       write_all(descriptor.number(), bytes) && descriptor.close() == 0;
    if (!saved) return trouble("write", path, errno);
    return {};
}

Result<void> HostFiles::remove(const std::string& path) {
    if (::unlink(path.c_str()) != 0) return trouble("remove", path, errno);
    return sync_folder(folder_of(path));
}

Result<void> HostFiles::rename(const std::string& from, const std::string& to) {
    const Descriptor descriptor(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
    const bool moved =
        descriptor.is_open() && ::fsync(descriptor.number()) == 0 && ::rename(from.c_str(), to.c_str()) == 0;
    if (!moved) return trouble("move", from, errno);
    return sync_folder(folder_of(to));
}

Result<void> HostFiles::make_folder(const std::string& path) {
    std::error_code code;
    std::vector<std::string> made;
    for (std::string folder = path; !exists(folder); folder = folder_of(folder))
        made.push_back(folder);
    std::filesystem::create_directories(path, code);
    if (code) return trouble("make the folder", path, code.value());
    if (!std::filesystem::is_directory(path, code)) return trouble("make the folder", path, ENOTDIR);
    for (const std::string& folder : made)
        EARSHOT_CHECK(sync_folder(folder_of(folder)));
    return {};
}

Result<std::vector<std::string>> HostFiles::list(const std::string& folder) const {
    std::error_code code;
    std::vector<std::string> names;
    auto entry = std::filesystem::directory_iterator(folder, code);
    while (!code && entry != std::filesystem::directory_iterator()) {
        std::error_code type_code;
        if (entry->is_regular_file(type_code)) names.push_back(entry->path().filename().string());
        entry.increment(code);
    }
    if (code) return trouble("look into", folder, code.value());
    std::sort(names.begin(), names.end());
    return names;
}

// What vanishes while it is looked at, or points to nothing, is left out.
Result<std::vector<FolderEntry>> HostFiles::entries(const std::string& folder) const {
    std::error_code code;
    std::vector<FolderEntry> found;
    auto entry = std::filesystem::directory_iterator(folder, code);
    while (!code && entry != std::filesystem::directory_iterator()) {
        struct stat state {};
        const bool known = ::stat(entry->path().c_str(), &state) == 0;
        if (known && (S_ISREG(state.st_mode) || S_ISDIR(state.st_mode))) {
            const std::int64_t changed = std::int64_t{state.st_mtim.tv_sec} * 1'000 + state.st_mtim.tv_nsec / 1'000'000;
            found.push_back({entry->path().filename().string(), S_ISDIR(state.st_mode), WallTime{changed}});
        }
        entry.increment(code);
    }
    if (code) return trouble("look into", folder, code.value());
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return found;
}

Result<std::unique_ptr<FileLock>> HostFiles::lock(const std::string& path) {
    Descriptor descriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!descriptor.is_open()) return trouble("open", path, errno);
    while (::flock(descriptor.number(), LOCK_EX | LOCK_NB) != 0) {
        if (errno == EINTR) continue;
        if (errno == EWOULDBLOCK) return held(path, descriptor.number());
        return trouble("lock", path, errno);
    }
    // The name of the holder is a courtesy: a full disk must not keep anybody from opening what they have.
    const std::string holder = std::to_string(::getpid()) + "\n";
    if (::ftruncate(descriptor.number(), 0) == 0) write_all(descriptor.number(), holder);
    return std::unique_ptr<FileLock>(std::make_unique<HostFileLock>(std::move(descriptor)));
}

Result<std::uint64_t> HostFiles::free_space(const std::string& path) const {
    struct statvfs state {};
    const std::string place = exists(path) ? path : folder_of(path);
    if (::statvfs(place.c_str(), &state) != 0) return trouble("measure", path, errno);
    return std::uint64_t{state.f_bavail} * state.f_frsize;
}

}  // namespace earshot::platform
