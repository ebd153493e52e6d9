// platform/fake/memory_files.hpp: a disk in memory, with as much room as the test gives it.
#pragma once

#include <map>
#include <set>

#include "platform/ports/files.hpp"

namespace earshot::platform {

// Threads: one. Locks must not outlive the files.
class MemoryFiles : public Files {
public:
    bool exists(const std::string& path) const override;
    Result<std::string> read(const std::string& path) const override;
    Result<void> write_atomic(const std::string& path, std::string_view content) override;
    Result<std::uint64_t> size(const std::string& path) const override;
    Result<std::string> read_part(const std::string& path, std::uint64_t from, std::size_t length) const override;
    Result<void> write_end(const std::string& path, std::uint64_t from, std::string_view bytes) override;
    Result<void> remove(const std::string& path) override;
    Result<void> rename(const std::string& from, const std::string& to) override;
    Result<void> make_folder(const std::string& path) override;
    Result<std::vector<std::string>> list(const std::string& folder) const override;
    Result<std::vector<FolderEntry>> entries(const std::string& folder) const override;
    Result<std::unique_ptr<FileLock>> lock(const std::string& path) override;
    Result<std::uint64_t> free_space(const std::string& path) const override;

    // When the file or folder shall have changed last. Nothing here changes it by itself.
    void set_changed(const std::string& path, WallTime when) { changed_[path] = when; }
    // How many bytes all files together may have.
    void set_capacity(std::uint64_t bytes) { capacity_ = bytes; }

private:
    std::uint64_t used() const;

    std::map<std::string, std::string> files_;
    std::set<std::string> folders_;
    std::map<std::string, WallTime> changed_;
    std::set<std::string> locked_;
    std::uint64_t capacity_ = std::uint64_t{1} << 40;
};

}  // namespace earshot::platform
