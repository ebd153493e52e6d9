// app/commands/picture_folder.hpp: where the pictures of this machine lie, and the newest of them.
//
// In the order of what wins: the setting "photo_folder"; XDG_PICTURES_DIR, said by the environment or by user-dirs.dirs
// (xdg-user-dirs); Pictures in the home folder. In that folder and in the folders directly in it, which is where
// cameras and telephones put them (Camera, DCIM).
//
// Threads  chosen_picture_folder(): the store's worker; the others: any.
#pragma once

#include <string>
#include <vector>

#include "platform/ports/files.hpp"
#include "sync/store/device_store.hpp"

namespace earshot::app {

inline constexpr std::string_view photo_folder_setting = "photo_folder";

// What the machine says of the person who uses it. Empty: nothing.
struct PictureHome {
    std::string home;          // HOME
    std::string config_home;   // XDG_CONFIG_HOME
    std::string pictures_dir;  // XDG_PICTURES_DIR
};

// Empty: the machine says of no folder that it is the person's.
std::string picture_folder_of(const PictureHome& home, const platform::Files& files);

struct FoundPicture {
    std::string path;
    WallTime changed;
};
struct FoundPictures {
    std::string folder;                  // where was looked; empty: nowhere
    std::vector<FoundPicture> pictures;  // JPEG, PNG and WebP by their names, newest first
};
// No more than `most`. A folder that is not there, or may not be read, has none.
FoundPictures newest_pictures(const std::string& folder, std::size_t most, const platform::Files& files);
// What the setting says. Empty: nothing.
std::string chosen_picture_folder(sync::DeviceStore& store);
// The newest of the folder that was chosen, else of the one that the machine says.
FoundPictures find_pictures(const std::string& chosen, const PictureHome& home, std::size_t most,
                            const platform::Files& files);

}  // namespace earshot::app
