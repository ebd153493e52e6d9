#include "platform/fake/memory_files.hpp"

#include <algorithm>
#include <utility>

namespace earshot::platform {
namespace {

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash);
}

class MemoryLock : public FileLock {
public:
    MemoryLock(std::set<std::string>& locked, std::string path) : locked_(locked), path_(std::move(path)) {
        locked_.insert(path_);
    }
    ~MemoryLock() override { locked_.erase(path_); }

private:
    std::set<std::string>& locked_;
    std::string path_;
};

}  // namespace

bool MemoryFiles::exists(const std::string& path) const {
    return files_.contains(path) || folders_.contains(path);
}

Result<std::string> MemoryFiles::read(const std::string& path) const {
    const auto file = files_.find(path);
    if (file == files_.end()) return Error{Errc::not_found, "cannot read " + path + ": there is no such file"};
    return file->second;
}

Result<void> MemoryFiles::write_atomic(const std::string& path, std::string_view content) {
    const std::string folder = folder_of(path);
    if (!folder.empty() && !folders_.contains(folder)) {
        return Error{Errc::not_found, "cannot write " + path + ": there is no such folder"};
    }
    // As on a real disk the former content is still there while the new one is being written.
    if (used() + content.size() > capacity_) {
        return Error{Errc::full, "cannot write " + path + ": the disk is full. Free some room, then try again."};
    }
    files_[path] = content;
    return {};
}

Result<std::uint64_t> MemoryFiles::size(const std::string& path) const {
    EARSHOT_TRY(const std::string content, read(path));
    return std::uint64_t{content.size()};
}

Result<std::string> MemoryFiles::read_part(const std::string& path, std::uint64_t from, std::size_t length) const {
    EARSHOT_TRY(const std::string content, read(path));
    return from < content.size() ? content.substr(from, length) : std::string();
}

Result<void> MemoryFiles::write_end(const std::string& path, std::uint64_t from, std::string_view bytes) {
    std::string content = files_.contains(path) ? files_[path] : std::string();
    if (content.size() < from) return Error{Errc::io, "cannot write " + path + ": the file is shorter than that"};
    content.resize(from);
    content += bytes;
    return write_atomic(path, content);
}

Result<void> MemoryFiles::remove(const std::string& path) {
    if (files_.erase(path) == 0) return Error{Errc::not_found, "cannot remove " + path + ": there is no such file"};
    return {};
}

Result<void> MemoryFiles::rename(const std::string& from, const std::string& to) {
    const auto file = files_.find(from);
    if (file == files_.end()) return Error{Errc::not_found, "cannot move " + from + ": there is no such file"};
    std::string content = std::move(file->second);
    files_.erase(file);
    files_[to] = std::move(content);
    return {};
}

Result<void> MemoryFiles::make_folder(const std::string& path) {
    for (std::string folder = path; !folder.empty(); folder = folder_of(folder))
        folders_.insert(folder);
    return {};
}

Result<std::vector<std::string>> MemoryFiles::list(const std::string& folder) const {
    if (!folders_.contains(folder)) {
        return Error{Errc::not_found, "cannot look into " + folder + ": there is no such folder"};
    }
    std::vector<std::string> names;
    for (const auto& [path, content] : files_) {
        if (folder_of(path) == folder) names.push_back(path.substr(folder.size() + 1));
    }
    return names;
}

Result<std::vector<FolderEntry>> MemoryFiles::entries(const std::string& folder) const {
    EARSHOT_TRY(const std::vector<std::string> names, list(folder));
    std::vector<FolderEntry> found;
    const auto add = [&](const std::string& path, bool is_folder) {
        const auto changed = changed_.find(path);
        found.push_back(
            {path.substr(folder.size() + 1), is_folder, changed != changed_.end() ? changed->second : WallTime{}});
    };
    for (const std::string& name : names)
        add(folder + '/' + name, false);
    for (const std::string& path : folders_)
        if (folder_of(path) == folder) add(path, true);
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return found;
}

Result<std::unique_ptr<FileLock>> MemoryFiles::lock(const std::string& path) {
    if (locked_.contains(path)) {
        return Error{Errc::busy, path + " is in use. Close it first, or choose another folder."};
    }
    return std::unique_ptr<FileLock>(std::make_unique<MemoryLock>(locked_, path));
}

Result<std::uint64_t> MemoryFiles::free_space(const std::string& /*path*/) const {
    return capacity_ - std::min(capacity_, used());
}

std::uint64_t MemoryFiles::used() const {
    std::uint64_t bytes = 0;
    for (const auto& [path, content] : files_)
        bytes += content.size();
    return bytes;
}

}  // namespace earshot::platform
