#include "app/theme/font_files.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace earshot::app {

std::vector<std::string> font_folders(const std::string& preferred) {
    std::vector<std::string> folders;
    if (!preferred.empty()) folders.push_back(preferred);
    for (const char* folder :
         {"/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/inter", "/usr/share/fonts/opentype/noto",
          "/usr/share/fonts/truetype/noto", "/usr/share/fonts/truetype/materialdesignicons-webfont", "/usr/share/fonts",
          "/usr/local/share/fonts", "C:/Windows/Fonts"})
        folders.emplace_back(folder);
    if (const char* home = std::getenv("HOME"); home != nullptr)
        folders.push_back(std::string(home) + "/.local/share/fonts");
    return folders;
}

FontCatalogue::FontCatalogue(const std::vector<std::string>& folders) : folders_(folders) {
    // The small folders come first and normally hold everything; the large ones are only walked when something lacks.
    for (const std::string& folder : folders_) {
        std::error_code trouble;
        for (std::filesystem::recursive_directory_iterator
                 entry(folder, std::filesystem::directory_options::skip_permission_denied, trouble),
             end;
             !trouble && entry != end; entry.increment(trouble)) {
            const std::string name = entry->path().filename().string();
            if (std::none_of(paths_.begin(), paths_.end(), [&](const auto& known) { return known.first == name; }))
                paths_.emplace_back(name, entry->path().string());
        }
    }
}

Result<std::string> FontCatalogue::find(const FontFile& file) const {
    for (const std::string_view wanted : file.files) {
        for (const auto& [name, path] : paths_)
            if (name == wanted) return path;
    }
    return Error{
        Errc::not_found,
        fmt::format("The font {} is not on this machine. Install the package {} (apt-get install {}), or put the "
                    "file {} into a folder and name it in EARSHOT_FONT_DIR. Looked in: {}.",
                    file.name, file.package, file.package, file.files.front(), fmt::join(folders_, ", "))};
}

}  // namespace earshot::app
