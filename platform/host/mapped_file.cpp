#include "platform/host/mapped_file.hpp"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace earshot::platform {

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return Error{errno == ENOENT ? Errc::not_found : Errc::io,
                     fmt::format("Could not open {} ({}).", path, std::strerror(errno))};
    }
    struct stat status {};
    if (fstat(file, &status) != 0 || status.st_size <= 0) {
        ::close(file);
        return Error{Errc::io, fmt::format("{} is empty or cannot be read.", path)};
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    void* start = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    ::close(file);
    if (start == MAP_FAILED) return Error{Errc::io, fmt::format("Could not read {} ({}).", path, std::strerror(errno))};
    return std::shared_ptr<const MappedFile>(new MappedFile({static_cast<const std::byte*>(start), size}));
}

MappedFile::~MappedFile() {
    munmap(const_cast<std::byte*>(bytes_.data()), bytes_.size());
}

}  // namespace earshot::platform
