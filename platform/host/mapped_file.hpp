// platform/host/mapped_file.hpp: a file's content, read by the system only where it is looked at.
//
// For large files of which little is used: a font for Chinese and Japanese has 25 MB, a screen shows a few glyphs of
// it.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "platform/base/result.hpp"

namespace earshot::platform {

class MappedFile {
public:
    // Errors name the path. The file must not be cut short while it is open.
    static Result<std::shared_ptr<const MappedFile>> open(const std::string& path);
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const std::byte> bytes() const { return bytes_; }

private:
    explicit MappedFile(std::span<const std::byte> bytes) : bytes_(bytes) {}
    std::span<const std::byte> bytes_;
};

}  // namespace earshot::platform
