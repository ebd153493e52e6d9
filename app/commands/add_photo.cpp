#include "app/commands/add_photo.hpp"

#include "app/commands/attach_file.hpp"
#include "platform/base/log.hpp"
#include "platform/base/utf8.hpp"

namespace earshot::app {
namespace {

AddedPhoto not_added(std::string name, PhotoTrouble trouble, const Error& error) {
    log_warning("photo", error.message);
    return {std::move(name), trouble, error.message, std::nullopt};
}

}  // namespace

AddedPhoto add_photo(const std::string& path, const Id& id, const platform::Files& files, sync::DeviceStore& store) {
    std::string name = file_name_of(path);
    if (!is_utf8(name)) name = "photo";  // File systems keep any bytes; what is written down is text.
    const auto size = files.size(path);
    if (!size) return not_added(std::move(name), PhotoTrouble::unreadable, size.error());
    if (*size > picture_file_bytes_max) {
        return not_added(std::move(name), PhotoTrouble::too_large, {Errc::invalid, "larger than pictures may be"});
    }
    const auto file = read_attachable(path, files);
    if (!file) {
        const bool sort = file.error().code == Errc::invalid;
        return not_added(std::move(name), sort ? PhotoTrouble::no_picture : PhotoTrouble::unreadable, file.error());
    }
    if (!file->media_type.starts_with("image/"))
        return not_added(std::move(name), PhotoTrouble::no_picture, {Errc::invalid, "not a picture"});
    auto kept = keep_file(*file, name, id, store);
    if (!kept) return not_added(std::move(name), PhotoTrouble::not_kept, kept.error());
    return {std::move(name), PhotoTrouble::none, {}, std::move(*kept)};
}

}  // namespace earshot::app
