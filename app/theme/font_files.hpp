// app/theme/font_files.hpp: where the fonts are on this machine.
//
// Fonts are not part of Earshot; they come from the system's packages. They are looked for in EARSHOT_FONT_DIR (all
// files in one folder, for machines without packages) and then where Debian, Fedora, Arch and Windows keep them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.hpp"

namespace earshot::app {

// One file that is needed or wished for.
struct FontFile {
    std::string_view name;                    // "Inter-Medium"
    std::span<const std::string_view> files;  // file names that will do, best first
    std::string_view package;                 // the package of Debian-family systems that holds it
};

// The folders to search, best first: `preferred` (may be empty), then those of the system. Folders are searched
// with the folders in them.
std::vector<std::string> font_folders(const std::string& preferred);

// Paths by file name of every font below the folders; the earlier folder wins.
class FontCatalogue {
public:
    explicit FontCatalogue(const std::vector<std::string>& folders);
    // Errc::not_found, naming the package to install.
    Result<std::string> find(const FontFile& file) const;

private:
    std::vector<std::string> folders_;
    std::vector<std::pair<std::string, std::string>> paths_;  // file name, path
};

}  // namespace earshot::app
