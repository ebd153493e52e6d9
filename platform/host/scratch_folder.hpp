// platform/host/scratch_folder.hpp: a folder that is gone when it is no longer needed.
#pragma once

#include <memory>
#include <string>

#include "platform/base/result.hpp"

namespace earshot::platform {

class ScratchFolder {
public:
    // A new one where the system keeps temporary things; its name begins with `name`.
    static Result<std::unique_ptr<ScratchFolder>> make(const std::string& name);
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::string& path() const { return path_; }

private:
    explicit ScratchFolder(std::string path) : path_(std::move(path)) {}

    std::string path_;
};

}  // namespace earshot::platform
