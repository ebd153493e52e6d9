#include "app/frame/photo_adder.hpp"

#include <algorithm>
#include <memory>

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
    if (log.saving) return say(parts_.tr("photo.late", {photo_name_of(paths.front())}));
    const std::size_t room = photos_most - std::min(photos_most, log.form.photos.size() + log.adding);
    if (paths.size() > room) say(parts_.tr("photo.enough", {std::to_string(photos_most)}));
    const WallTime now = parts_.clock.wall();
    if (log.form.id.is_nil()) log.form.id = parts_.random.uuid7(now);
    for (const std::string& path : paths.first(std::min(room, paths.size()))) {
        log.adding += 1;
        waiting_.push_back({path, parts_.random.uuid7(now), log.form.id});
    }
    read_next();
}

void PhotoAdder::begin_frame() {
    const auto is_late = [&](const Waiting& photo) { return photo.story != parts_.state.log.form.id; };
    if (!waiting_.empty() && is_late(waiting_.front())) reading_.reset();
    for (const Waiting& photo : waiting_)
        if (is_late(photo)) say(parts_.tr("photo.late", {photo_name_of(photo.path)}));
    std::erase_if(waiting_, is_late);
    read_next();
}

void PhotoAdder::read_next() {
    if (reading_ || waiting_.empty()) return;
    const auto read = std::make_shared<ReadPhoto>();
    reading_ = parts_.work.submit(
        [path = waiting_.front().path, &files = parts_.files, read] { *read = read_photo(path, files); },
        [this, read] {
            const Waiting photo = std::move(waiting_.front());
            waiting_.pop_front();
            reading_.reset();
            keep(read, photo);
            read_next();
        });
}

void PhotoAdder::keep(const std::shared_ptr<ReadPhoto>& read, const Waiting& photo) {
    keeping_ += 1;
    const auto added = std::make_shared<AddedPhoto>();
    parts_.store.on_worker(
        [read, id = photo.id, added](sync::DeviceStore& store) { *added = keep_photo(*read, id, store); },
        [this, story = photo.story, added] {
            keeping_ -= 1;
            take_in(*added, story);
        });
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
