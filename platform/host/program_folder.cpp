#include "platform/host/program_folder.hpp"

#include <array>
#include <climits>
#include <cstdlib>
#include <vector>

#include <unistd.h>

namespace earshot::platform {
namespace {

constexpr const char* known_file = "/demo/company.json";

std::string folder_above(const std::string& path) {
    return path.substr(0, path.find_last_of('/'));
}

}  // namespace

std::string program_folder() {
    std::array<char, PATH_MAX> path{};
    const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size());
    EARSHOT_ASSERT(length > 0);
    return folder_above(std::string(path.data(), static_cast<std::size_t>(length)));
}

Result<std::string> find_assets(const Files& files) {
    std::vector<std::string> places;
    if (const char* named = std::getenv("EARSHOT_ASSETS")) {
        places.emplace_back(named);
    } else {
        const std::string prefix = folder_above(program_folder());
        places.push_back(prefix + "/share/earshot");
        for (std::string folder = prefix; !folder.empty(); folder = folder_above(folder))
            places.push_back(folder + "/assets");
    }
    std::string tried;
    for (const std::string& place : places) {
        if (files.exists(place + known_file)) return place;
        tried += (tried.empty() ? "" : ", ") + place;
    }
    return Error{Errc::not_found, "The folder of icons, strings and the demo company is missing; looked in " + tried +
                                      ". Set EARSHOT_ASSETS to where it is."};
}

}  // namespace earshot::platform
