// What must be true once the weather is fine again and everybody has agreed.
#include <algorithm>

#include <fmt/format.h>

#include "sync/model/tables.hpp"
#include "sync/protocol/record_codec.hpp"
#include "tests/sim/world.hpp"

namespace earshot::sim {
namespace {

std::string words_of(const Result<sync::Record>& record) {
    return record ? sync::encode_record(*record) : std::string("nothing");
}

Result<void> keep(Result<sync::Record> record, std::map<Id, sync::Record>& records) {
    if (!record) return record.error();
    const Id id = record->id;
    records.emplace(id, std::move(*record));
    return {};
}

}  // namespace

std::string World::state_of_devices() {
    std::string text;
    for (const auto& device : devices_) {
        text += "device" + std::to_string(device->number) + ": ";
        if (!device->is_up()) {
            text += "down\n";
            continue;
        }
        const sync::SyncStatus& link = device->replica->status();
        const auto status = device->store->status();
        text += fmt::format("link {}, joining {}, run complete {}, waiting {}, cursor {}; {}\n",
                            static_cast<int>(link.link), device->is_joining(), link.run_complete,
                            status ? status->waiting : -1, status ? status->cursor : -1, link.trouble);
        if (!device->courier) continue;
        const sync::MediaStatus& photos = device->courier->status();
        const auto waiting = device->store->media().totals();
        text += fmt::format("  photos: state {}, {} to send, {} to fetch, {} missing; {}\n",
                            static_cast<int>(photos.state), waiting ? waiting->to_send : -1,
                            waiting ? waiting->to_fetch : -1, waiting ? waiting->missing : -1, photos.what_happened);
    }
    return text;
}

// What the shared store holds in the end is what everybody must hold.
std::map<Id, sync::Record> World::shared_records(std::vector<std::string>& broken) {
    std::map<Id, sync::Record> records;
    const auto visited = server_.store->inner().visit("", server_.clock.wall(), [&](std::string_view text) {
        return keep(sync::decode_record(std::string(text)), records);
    });
    if (!visited) broken.push_back("the server: " + visited.error().message);
    const auto findings = server_.store->inner().examine();
    if (!findings) broken.push_back("the server: " + findings.error().message);
    for (const std::string& finding : findings ? *findings : std::vector<std::string>())
        broken.push_back("the server: " + finding);
    return records;
}

std::vector<std::string> World::broken_promises() {
    std::vector<std::string> broken;
    const std::map<Id, sync::Record> shared = shared_records(broken);
    const auto find = [&](const Id& id) {
        const auto found = shared.find(id);
        return found == shared.end() ? nullptr : &found->second;
    };
    const auto is_earlier = [&](const Entry& entry) {
        const auto earlier = devices_[static_cast<std::size_t>(entry.writer)]->store->earlier_values(entry.id);
        return earlier && std::any_of(earlier->begin(), earlier->end(), [&](const sync::KeptEarlierValue& value) {
                   return sync::text_of(value.value) == entry.value;
               });
    };
    const auto is_corrected_twice = [&](const Entry& entry) {
        int times = 0;
        for (const auto& device : devices_) {
            const auto found = device->corrected.find({entry.id, entry.field});
            times += found == device->corrected.end() ? 0 : found->second;
        }
        return times > 1 && counts_.clones + counts_.roll_backs + counts_.restores > 0;
    };
    for (std::string& words : book_.broken_promises(find, is_earlier, is_corrected_twice, erasures_in(shared)))
        broken.push_back(std::move(words));
    for (std::string& words : book_.broken_later_promises(find, erasures_in(shared)))
        broken.push_back(std::move(words));
    for (const Erasing& erasing : book_.erasings()) {
        const sync::Record* held = find(erasing.erasure);
        if (erasing.promised && (!held || (erasing.words_too && held->number(sync::erasure::words_too) != 1)))
            broken.push_back("the erasure " + to_text(erasing.erasure) + " is lost");
    }
    if (options_.photos) examine_photos(shared, broken);
    const auto stories = std::count_if(shared.begin(), shared.end(), [](const auto& entry) {
        return entry.second.kind == sync::Kind::story && !entry.second.is_deleted();
    });
    for (const auto& device : devices_) {
        compare(*device, shared, broken);
        examine(*device, stories, broken);
        if (counts_.clones + counts_.roll_backs == 0 && device->times_a_copy + device->store->times_a_copy > 0) {
            broken.push_back("device" + std::to_string(device->number) +
                             " was taken for a copy, though nobody copied anything");
        }
    }
    search_disks(shared, broken);
    if (options_.consent) join_from_elsewhere(shared, broken);
    return broken;
}

// A device that joined after a deletion is not told of it. When all did, only the shared store knows what was deleted.
void World::forget_what_only_the_store_knows() {
    std::vector<std::string> broken;
    for (const auto& [id, record] : shared_records(broken)) {
        if (!record.is_deleted()) continue;
        const bool somebody_knows = std::any_of(devices_.begin(), devices_.end(), [&](const auto& device) {
            return device->store->find(record.kind, id).has_value();
        });
        if (!somebody_knows) book_.forget_deleted(id);
    }
}

void World::compare(DeviceMachine& device, const std::map<Id, sync::Record>& shared, std::vector<std::string>& broken) {
    const std::string name = "device" + std::to_string(device.number);
    for (const Book::Known& known : book_.records()) {
        const auto found = shared.find(known.id);
        const auto held = device.store->find(known.kind, known.id);
        if (found == shared.end()) {
            if (held) broken.push_back("the server has never heard of " + words_of(held));
        } else if (!held) {
            // A device that joined after a deletion is not told of it.
            if (!found->second.is_deleted()) broken.push_back(name + " has lost " + to_text(known.id));
        } else if (*held != found->second) {
            broken.push_back(name + " and the server hold different versions: " + words_of(held) + " and " +
                             sync::encode_record(found->second));
        }
    }
}

void World::examine(DeviceMachine& device, std::int64_t stories, std::vector<std::string>& broken) {
    const std::string name = "device" + std::to_string(device.number);
    const auto status = device.store->status();
    if (!status) {
        broken.push_back(name + ": " + status.error().message);
        return;
    }
    if (status->stories != stories) {
        broken.push_back(name + " counts " + std::to_string(status->stories) + " stories instead of " +
                         std::to_string(stories));
    }
    if (status->refused != 0) broken.push_back(name + " has refused records");
    const auto findings = device.store->examine();
    if (!findings) broken.push_back(name + ": " + findings.error().message);
    for (const std::string& finding : findings ? *findings : std::vector<std::string>()) {
        // A device may be wiped when it has sent an echo, and not yet the story that changed since. compare() has
        // looked.
        if (finding.find("has never received") == std::string::npos) broken.push_back(name + ": " + finding);
    }
}

}  // namespace earshot::sim
