#include "app/commands/add_photo.hpp"

#include "app/commands/attach_file.hpp"
#include "platform/base/log.hpp"
#include "platform/base/utf8.hpp"

namespace earshot::app {
namespace {

ReadPhoto not_read(std::string name, PhotoTrouble trouble, const Error& error) {
    log_warning("photo", error.message);
    return {std::move(name), trouble, std::nullopt};
}

}  // namespace

std::string photo_name_of(const std::string& path) {
    std::string name = file_name_of(path);
    return is_utf8(name) ? name : "photo";
}

ReadPhoto read_photo(const std::string& path, const platform::Files& files) {
    std::string name = photo_name_of(path);
    const auto size = files.size(path);
    if (!size) return not_read(std::move(name), PhotoTrouble::unreadable, size.error());
    if (*size > picture_file_bytes_max) {
        return not_read(std::move(name), PhotoTrouble::too_large, {Errc::invalid, "larger than pictures may be"});
    }
    auto file = read_attachable(path, files);
    if (!file) {
        const bool sort = file.error().code == Errc::invalid;
        return not_read(std::move(name), sort ? PhotoTrouble::no_picture : PhotoTrouble::unreadable, file.error());
    }
    if (!file->media_type.starts_with("image/"))
        return not_read(std::move(name), PhotoTrouble::no_picture, {Errc::invalid, "not a picture"});
    return {std::move(name), PhotoTrouble::none, std::move(*file)};
}

AddedPhoto keep_photo(const ReadPhoto& read, const Id& id, sync::DeviceStore& store) {
    if (!read.file) return {read.name, read.trouble, {}, std::nullopt};
    auto kept = keep_file(*read.file, read.name, id, store);
    if (kept) return {read.name, PhotoTrouble::none, {}, std::move(*kept)};
    log_warning("photo", kept.error().message);
    return {read.name, PhotoTrouble::not_kept, kept.error().message, std::nullopt};
}

}  // namespace earshot::app
