// Photos, customers to be forgotten, consent: what people do about them, and what must be true of them in the end.
#include <algorithm>

#include "platform/host/sha256.hpp"
#include "sync/model/tables.hpp"
#include "tests/sim/world.hpp"

namespace earshot::sim {
namespace {

// The company's own, of all its devices.
const std::string salt(sync::fingerprint_digits, '5');

sync::Edit erasure_of_story(const Id& story) {
    return {sync::Kind::erasure, sync::erasure_id_of_record(story), {{sync::erasure::record, to_text(story)}}};
}

sync::Edit erasure_of_customer(std::string_view reference) {
    const std::string hash = sync::fingerprint_of(salt, reference);
    return {sync::Kind::erasure,
            sync::erasure_id_of_customer(salt, hash),
            {{sync::erasure::salt, salt}, {sync::erasure::customer_hash, hash}}};
}

// What the decision on erasures (sync/adr/0001) gives up: copies that a keeper made, himself or by a restore.
bool is_given_up(const std::string& file) {
    return file.starts_with("backup-") || file.starts_with("shared.db.before-restore");
}

bool contains(const SimulatedDisk::Folder& files, const std::string& text, std::string& file) {
    const auto found = std::find_if(files.begin(), files.end(), [&](const auto& entry) {
        return !is_given_up(entry.first) && entry.second.find(text) != std::string::npos;
    });
    if (found != files.end()) file = found->first;
    return found != files.end();
}

}  // namespace

// ---- what people do -------------------------------------------------------------------------------------------------

std::string World::some_customer() {
    return "customer-" + std::to_string(chance_.below(6));
}

void World::attach_photo(DeviceMachine& device) {
    const auto page = device.store->list({.limit = 20});
    if (!page) return device.take(page.error());
    if (page->rows.empty()) return;
    Photo photo;
    photo.story = page->rows[chance_.below(page->rows.size())].id;
    photo.attachment = device.random.uuid7(device.clock.wall());
    photo.writer = device.number;
    photo.bytes = "photo " + to_text(photo.attachment);
    photo.bytes.resize(60 + chance_.below(3'000), '.');
    photo.sha256 = platform::sha256_hex(photo.bytes);
    const std::size_t number = book_.enter(photo);
    const auto kept = device.store->media().keep(photo.bytes);
    if (!kept) return device.take(kept.error());
    const sync::Edit edit{sync::Kind::attachment,
                          photo.attachment,
                          {{sync::attachment::story, to_text(photo.story)},
                           {sync::attachment::media_type, std::string("image/jpeg")},
                           {sync::attachment::bytes, static_cast<std::int64_t>(photo.bytes.size())},
                           {sync::attachment::sha256, photo.sha256}}};
    const auto written = device.store->write({&edit, 1});
    note(written ? "attached" : "not attached");
    if (!written) return device.take(written.error());
    counts_.photos += 1;
    const auto held = device.store->find(sync::Kind::attachment, photo.attachment);
    if (held && !held->is_deleted()) book_.promise_photo(number);  // Its story may be one to be forgotten.
    device.wake();
}

void World::erase_somebody(DeviceMachine& device) {
    const auto page = device.store->list({.limit = 20});
    if (!page) return device.take(page.error());
    if (page->rows.empty()) return;
    sync::Edit erasure = chance_.chance(0.5) ? erasure_of_customer(some_customer())
                                             : erasure_of_story(page->rows[chance_.below(page->rows.size())].id);
    const bool words_too = chance_.chance(0.5);
    if (words_too) erasure.writes.emplace_back(sync::erasure::words_too, std::int64_t{1});
    const std::size_t number = book_.enter(Erasing{erasure.id, device.number, words_too});
    const auto reach = device.store->forget({&erasure, 1}, false);
    note(reach ? "erased" : "not erased");
    if (!reach) return device.take(reach.error());
    counts_.erasures += 1;
    book_.promise_erasing(number);
    void_what_was_erased(device);
    device.wake();
}

// What an erasure took from this device before it was sent is no promise, even where the erasure itself is lost later.
void World::void_what_was_erased(DeviceMachine& device) {
    book_.take_back(device.number, [&](const Entry& entry) {
        const auto held = device.store->find(entry.kind, entry.id);
        return held && entry.field != sync::deleted_number && sync::is_empty(held->value(entry.field));
    });
}

// What was promised of photos and erasures, but has not reached the shared store, goes with the folder.
void World::forget_photos(DeviceMachine& device, std::size_t from, const std::function<bool(const Id&)>& waits) {
    for (std::size_t i = from; i < book_.photos().size(); ++i) {
        Photo& photo = book_.photos()[i];
        if (photo.writer != device.number) continue;
        photo.forgotten = true;
        const auto there =
            server_.is_up() ? server_.blobs->size(photo.sha256) : Result<std::optional<std::uint64_t>>(Error{});
        if (waits(photo.attachment) || !there || !*there) photo.promised = false;
    }
}

// ---- what must be true ----------------------------------------------------------------------------------------------

sync::ErasureBook World::erasures_in(const std::map<Id, sync::Record>& shared) {
    sync::ErasureBook erased;
    for (const auto& [id, record] : shared)
        if (record.kind == sync::Kind::erasure) erased.note(record);
    return erased;
}

// Nothing is on its way any more, but what nobody holds.
bool World::photos_are_quiet(DeviceMachine& device) {
    const auto totals = device.store->media().totals();
    if (!totals || totals->to_send > 0 || totals->to_fetch > 0) return false;
    return totals->missing == 0 || std::none_of(book_.photos().begin(), book_.photos().end(), [&](const Photo& photo) {
               const auto state = device.store->media().find(photo.sha256);
               const auto there = server_.blobs->size(photo.sha256);
               return state && state->missing_since && there && *there;
           });
}

void World::examine_photos(const std::map<Id, sync::Record>& shared, std::vector<std::string>& broken) {
    for (const Photo& photo : book_.photos()) {
        const auto found = shared.find(photo.attachment);
        const std::string name = "the photo " + to_text(photo.attachment);
        if (found == shared.end()) {
            if (photo.promised) broken.push_back(name + " is attached to nothing any more");
            continue;
        }
        if (found->second.is_deleted()) continue;
        const auto bytes = server_.blobs->read(photo.sha256, 0, photo.bytes.size() + 1);
        const bool is_there = bytes && *bytes == photo.bytes;
        if (photo.promised && !is_there) broken.push_back(name + " is not in the shared store");
        for (const auto& device : devices_) {
            const auto held = device->store->media().read(photo.sha256);
            if (is_there && (!held || *held != photo.bytes))
                broken.push_back(name + " is not on device" + std::to_string(device->number));
        }
    }
}

// A store forgets for good at its next start at the latest: every disk is searched after one.
void World::search_disks(const std::map<Id, sync::Record>& shared, std::vector<std::string>& broken) {
    const sync::ErasureBook erased = erasures_in(shared);
    if (erased.is_empty()) return;
    const auto find = [&](const Id& id) {
        const auto found = shared.find(id);
        return found == shared.end() ? nullptr : &found->second;
    };
    const std::vector<std::string> texts = book_.erased_texts(find, erased);
    const auto search = [&](const std::string& machine, const SimulatedDisk::Folder& files) {
        std::string file;
        for (const std::string& text : texts)
            if (contains(files, text, file)) broken.push_back(machine + " still has \"" + text + "\" in " + file);
        for (const Photo& photo : book_.photos()) {
            const auto held = shared.find(photo.attachment);
            if (held == shared.end() || !held->second.is_deleted()) continue;
            if (contains(files, photo.bytes, file)) broken.push_back(machine + " still has an erased photo, " + file);
        }
    };
    server_.restart();
    server_.step();
    search("the server", server_.disk.copy_of(server_folder));
    for (const auto& device : devices_) {
        device->restart();
        static_cast<void>(device->store->media().tidy());
        search("device" + std::to_string(device->number), device->disk.copy_of(device_folder));
    }
}

std::vector<std::string> World::withheld_texts(const std::map<Id, sync::Record>& shared, const sync::Listener& from) {
    std::vector<std::string> texts;
    for (const Entry& entry : book_.entries()) {
        const auto found = shared.find(entry.id);
        if (found == shared.end() || !Book::is_withheld(entry)) continue;
        const bool withheld = telling_for(found->second, from) == sync::Telling::without_words_and_personal;
        if (withheld) texts.push_back(entry.value);
    }
    return texts;
}

// Whoever comes later, from another site, is told nothing that consent does not allow: it is not on their disk.
void World::join_from_elsewhere(const std::map<Id, sync::Record>& shared, std::vector<std::string>& broken) {
    const auto texts = withheld_texts(shared, {sync::Role::teller, "york", sync::day_of(server_.clock.wall())});
    counts_.withheld += static_cast<int>(texts.size());
    if (!server_.is_up()) server_.restart();
    DeviceMachine& stranger = add_device();
    stranger.role = sync::Role::teller;
    stranger.site = "york";
    stranger.restart();
    if (!run_until_quiet(2'000)) {
        broken.push_back("nobody from elsewhere can join: " + state_of_devices());
        return;
    }
    const SimulatedDisk::Folder files = stranger.disk.copy_of(device_folder);
    std::string file;
    for (const std::string& text : texts) {
        if (contains(files, text, file))
            broken.push_back("somebody elsewhere was told \"" + text + "\", which consent does not allow, in " + file);
    }
}

}  // namespace earshot::sim
