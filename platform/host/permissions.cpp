#include "platform/host/permissions.hpp"

#include <sys/stat.h>

namespace earshot::platform {
namespace {

bool others_have(const std::string& path, mode_t bit) {
    struct stat about {};
    return ::stat(path.c_str(), &about) == 0 && (about.st_mode & bit) != 0;
}

}  // namespace

bool others_may_read(const std::string& file) {
    return others_have(file, S_IROTH);
}

bool others_may_enter(const std::string& folder) {
    return others_have(folder, S_IXOTH);
}

}  // namespace earshot::platform
