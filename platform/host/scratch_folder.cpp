#include "platform/host/scratch_folder.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace earshot::platform {

Result<std::unique_ptr<ScratchFolder>> ScratchFolder::make(const std::string& name) {
    std::error_code trouble;
    std::string path = (std::filesystem::temp_directory_path(trouble) / (name + "-XXXXXX")).string();
    if (trouble || !::mkdtemp(path.data())) {
        return Error{Errc::io, "No temporary folder could be made at " + path + ": " + std::strerror(errno) +
                                   ". Set TMPDIR to a folder that can be written to."};
    }
    return std::unique_ptr<ScratchFolder>(new ScratchFolder(std::move(path)));
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;  // Nothing can be done about it here, and the system empties that place by itself.
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace earshot::platform
