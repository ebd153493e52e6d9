#include "app/frame/photo_adder.hpp"

#include <algorithm>
#include <memory>

#include "app/commands/attach_file.hpp"

namespace earshot::app {
namespace {

std::string words_of(const AddedPhoto& added, const Strings& tr) {
    switch (added.trouble) {
        case PhotoTrouble::none:
            break;
        case PhotoTrouble::too_large:
            return tr("photo.too_large", {added.name});
        case PhotoTrouble::no_picture:
            return tr("photo.no_picture", {added.name});
        case PhotoTrouble::unreadable:
            return tr("photo.unreadable", {added.name});
        case PhotoTrouble::not_kept:
            return tr("photo.not_kept", {added.name, added.why});
    }
    return {};
}

}  // namespace

void PhotoAdder::say(std::string words) {
    parts_.toasts.say(std::move(words), parts_.clock.monotonic());
}

void PhotoAdder::add(std::span<const std::string> paths) {
    LogState& log = parts_.state.log;
    if (paths.empty()) return;
    if (log.saving) return say(parts_.tr("photo.late", {file_name_of(paths.front())}));
    const std::size_t room = photos_most - std::min(photos_most, log.form.photos.size() + log.adding);
    if (paths.size() > room) say(parts_.tr("photo.enough", {std::to_string(photos_most)}));
    const WallTime now = parts_.clock.wall();
    if (log.form.id.is_nil()) log.form.id = parts_.random.uuid7(now);
    for (const std::string& path : paths.first(std::min(room, paths.size()))) {
        log.adding += 1;
        const auto added = std::make_shared<AddedPhoto>();
        parts_.store.on_worker([path, id = parts_.random.uuid7(now), &files = parts_.files,
                                added](sync::DeviceStore& store) { *added = add_photo(path, id, files, store); },
                               [this, story = log.form.id, added] { take_in(*added, story); });
    }
}

void PhotoAdder::take_in(const AddedPhoto& added, const Id& story) {
    LogState& log = parts_.state.log;
    if (log.form.id != story) return say(parts_.tr("photo.late", {added.name}));
    log.adding -= std::min<std::size_t>(log.adding, 1);
    if (!added.photo) return say(words_of(added, parts_.tr));
    const bool there = std::any_of(log.form.photos.begin(), log.form.photos.end(),
                                   [&](const KeptFile& photo) { return photo.sha256 == added.photo->sha256; });
    if (!there) log.form.photos.push_back(*added.photo);
}

}  // namespace earshot::app
