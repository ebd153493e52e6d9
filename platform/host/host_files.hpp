// platform/host/host_files.hpp: the file system of a POSIX machine.
//
// Errors say what was tried, on which path, and why it failed: not_found, denied, full, busy (locks) or io.
#pragma once

#include "platform/ports/files.hpp"

namespace earshot::platform {

class HostFiles : public Files {
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
};

}  // namespace earshot::platform
