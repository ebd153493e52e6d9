#include "app/commands/picture_folder.hpp"

#include <algorithm>
#include <array>

#include "platform/base/log.hpp"

namespace earshot::app {
namespace {

// Of the folders in the folder, the last changed ones.
constexpr std::size_t folders_most = 32;

bool is_hidden(std::string_view name) {
    return name.starts_with('.');
}

bool is_named_as_picture(std::string_view name) {
    constexpr std::array<std::string_view, 4> endings{".jpg", ".jpeg", ".png", ".webp"};
    const auto ends_in = [&](std::string_view ending) {
        if (name.size() <= ending.size()) return false;
        const std::string_view end = name.substr(name.size() - ending.size());
        return std::equal(end.begin(), end.end(), ending.begin(),
                          [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
    };
    return !is_hidden(name) && std::any_of(endings.begin(), endings.end(), ends_in);
}

// A path as user-dirs.dirs and its reader in shells have it: "$HOME/Pictures", or absolute. Empty: neither.
std::string unfolded(std::string_view text, const std::string& home) {
    constexpr std::string_view at_home = "$HOME";
    std::string path;
    if (text.starts_with(at_home)) {
        text.remove_prefix(at_home.size());
        path = home;
    } else if (!text.starts_with('/')) {
        return {};
    }
    for (std::size_t i = 0; i < text.size() && text[i] != '"'; ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) ++i;
        path += text[i];
    }
    while (path.size() > 1 && path.ends_with('/'))
        path.pop_back();
    return path;
}

// The last line that says it, as a shell would read them.
std::string said_in_user_dirs(std::string_view text, const std::string& home) {
    constexpr std::string_view name = "XDG_PICTURES_DIR=\"";
    std::string folder;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        if (line.starts_with(name)) folder = unfolded(line.substr(name.size()), home);
    }
    return folder;
}

void keep_newest(std::vector<FoundPicture>& pictures, std::size_t most) {
    std::sort(pictures.begin(), pictures.end(), [](const FoundPicture& a, const FoundPicture& b) {
        return a.changed != b.changed ? a.changed > b.changed : a.path < b.path;
    });
    if (pictures.size() > most) pictures.resize(most);
}

// Notes the pictures in one folder; gives the folders in it.
std::vector<platform::FolderEntry> look_into(const std::string& folder, const platform::Files& files,
                                             std::vector<FoundPicture>& pictures) {
    std::vector<platform::FolderEntry> folders;
    const auto entries = files.entries(folder);
    if (!entries) {
        log_info("pictures", entries.error().message);
        return folders;
    }
    for (const platform::FolderEntry& entry : *entries) {
        if (entry.is_folder && !is_hidden(entry.name)) folders.push_back(entry);
        if (!entry.is_folder && is_named_as_picture(entry.name))
            pictures.push_back({folder + '/' + entry.name, entry.changed});
    }
    return folders;
}

}  // namespace

std::string picture_folder_of(const PictureHome& home, const platform::Files& files) {
    // A folder that is the home folder itself means: no such folder.
    const auto usable = [&](const std::string& folder) { return !folder.empty() && folder != home.home; };
    if (const std::string said = unfolded(home.pictures_dir, home.home); usable(said)) return said;
    const std::string config = !home.config_home.empty() ? home.config_home
                               : !home.home.empty()      ? home.home + "/.config"
                                                         : std::string();
    if (!config.empty()) {
        if (const auto text = files.read(config + "/user-dirs.dirs")) {
            if (const std::string said = said_in_user_dirs(*text, home.home); usable(said)) return said;
        }
    }
    return home.home.empty() ? std::string() : home.home + "/Pictures";
}

FoundPictures newest_pictures(const std::string& folder, std::size_t most, const platform::Files& files) {
    FoundPictures found{folder, {}};
    if (folder.empty()) return found;
    std::vector<platform::FolderEntry> inside = look_into(folder, files, found.pictures);
    std::sort(inside.begin(), inside.end(), [](const auto& a, const auto& b) { return a.changed > b.changed; });
    if (inside.size() > folders_most) inside.resize(folders_most);
    for (const platform::FolderEntry& one : inside) {
        look_into(folder + '/' + one.name, files, found.pictures);
        keep_newest(found.pictures, most);
    }
    keep_newest(found.pictures, most);
    return found;
}

std::string chosen_picture_folder(sync::DeviceStore& store) {
    auto said = store.setting(photo_folder_setting);
    if (said) return std::move(*said);
    log_warning("pictures", said.error().message);
    return {};
}

FoundPictures find_pictures(const std::string& chosen, const PictureHome& home, std::size_t most,
                            const platform::Files& files) {
    return newest_pictures(chosen.empty() ? picture_folder_of(home, files) : chosen, most, files);
}

}  // namespace earshot::app
