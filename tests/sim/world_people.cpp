// What people and the world do to the machines, and what they write.
#include <algorithm>

#include "sync/model/tables.hpp"
#include "tests/sim/world.hpp"

namespace earshot::sim {
namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::size_t devices_most = 6;

}  // namespace

// ---- what people write ----------------------------------------------------------------------------------------------

// A new story, a change to one of the stories this device knows, an echo, a tag, a deletion.
void World::write_something(DeviceMachine& device) {
    auto page = device.store->list({.limit = 50});
    if (!page) return device.take(page.error());
    auto& known = page->rows;
    // After a restore a later version's field of a story may arrive before the story: nobody writes on that yet.
    std::erase_if(known, [](const sync::StoryRow& row) { return row.kind.empty(); });
    const std::uint64_t what = known.empty() ? 0 : chance_.below(10);
    const bool is_new = what < 4;
    const Id id = is_new ? device.random.uuid7(device.clock.wall()) : known[chance_.below(known.size())].id;
    sync::Edit edit{what == 3 ? sync::Kind::echo : sync::Kind::story, id, {}};
    const std::string word = "w" + std::to_string(++words_written_) + "zebra";
    if (what < 3) {
        edit.writes = {{sync::story::kind, std::string("pain")}, {sync::story::words, word}};
        if (options_.erasures) edit.writes.emplace_back(sync::story::customer_reference, some_customer());
    } else if (what == 3) {
        edit.writes = {{sync::echo::story, to_text(known[chance_.below(known.size())].id)}, {sync::echo::note, word}};
    } else if (what == 4) {
        edit.writes = {{sync::deleted_number, std::int64_t{1}}};
    } else if (what == 9 && options_.consent) {
        edit.writes = {chance_.chance(0.5) ? std::pair{sync::story::consent, sync::Value("none")}
                                           : std::pair{sync::story::consent_until, sync::Value("1990-01-01")}};
    } else if (what < 7) {
        edit.writes = {{sync::story::tags, sync::make_set({word})}};
    } else {
        edit.writes = {{what == 7 ? sync::story::words : sync::story::product, word}};
    }
    write(device, edit);
}

void World::write(DeviceMachine& device, const sync::Edit& edit) {
    const auto held = device.store->find(edit.kind, edit.id);
    std::vector<std::size_t> entered;
    for (const auto& [field, value] : edit.writes) {
        const auto type = sync::table_of(edit.kind).fields[field].type;
        const bool is_shared =
            edit.kind == sync::Kind::story && (field == sync::story::kind || field == sync::story::customer_reference ||
                                               field == sync::story::consent || field == sync::story::consent_until);
        if (is_shared || type == sync::FieldType::id) continue;  // The same for all: nothing to tell apart.
        Entry entry{edit.kind, edit.id, field, {}, {}, device.number};
        if (const sync::SetValue* set = sync::set_of(value))
            entry.value = set->members.front().name;
        else
            entry.value = sync::text_of(value);
        if (held && type == sync::FieldType::text) entry.before = held->text(field);
        entered.push_back(book_.enter(std::move(entry)));
    }
    counts_.edits += 1;
    const auto written = device.store->write({&edit, 1});
    note(written ? "written" : "not written");
    if (!written) return device.take(written.error());
    for (const std::size_t number : entered)
        book_.promise(number);
    if (options_.erasures) void_what_was_erased(device);
    device.wake();
}

// ---- what happens to machines ---------------------------------------------------------------------------------------

void World::trouble_machines() {
    spoil(server_, faults_.server_power_loss);
    if (chance_.chance(faults_.server_clock_jump)) {
        // Never so far that tombstones would be old enough to be purged.
        server_.clock.set_wall(platform::SteppedClock::start +
                               Duration{day_ms * static_cast<std::int64_t>(chance_.below(300))});
        counts_.clock_jumps += 1;
    }
    for (const auto& device : devices_) {
        spoil(*device, faults_.power_loss);
        if (!chance_.chance(faults_.clock_jump)) continue;
        device->clock.set_wall(device->clock.wall() +
                               Duration{day_ms * (static_cast<std::int64_t>(chance_.below(4'000)) - 2'000)});
        counts_.clock_jumps += 1;
    }
}

void World::spoil(Machine& machine, double power_loss) {
    if (chance_.chance(power_loss)) machine.disk.lose_power_after(1 + static_cast<std::int64_t>(chance_.below(80)));
    machine.disk.trouble.fails = faults_.write_fails;
    if (machine.spell_ticks > 0 && --machine.spell_ticks == 0) machine.disk.trouble = {.fails = faults_.write_fails};
    if (machine.spell_ticks == 0 && chance_.chance(faults_.bad_spell)) {
        machine.spell_ticks = 1 + static_cast<int>(chance_.below(20));
        (chance_.chance(0.5) ? machine.disk.trouble.full : machine.disk.trouble.broken) = true;
        counts_.bad_spells += 1;
    }
}

// ---- what people do -------------------------------------------------------------------------------------------------

void World::people_act() {
    DeviceMachine& device = *devices_[chance_.below(devices_.size())];
    if (device.is_up() && chance_.chance(0.3)) write_something(device);
    if (options_.photos && device.is_up() && chance_.chance(faults_.attach)) attach_photo(device);
    if (options_.erasures && device.is_up() && chance_.chance(faults_.erase)) erase_somebody(device);
    if (later_ && chance_.chance(0.06)) {
        later_->write();
        counts_.later_writes += 1;
    }
    if (faults_.roll_back > 0 && chance_.chance(0.05)) copy_folder(device);
    if (chance_.chance(faults_.roll_back)) roll_back(device);
    if (chance_.chance(faults_.wipe)) wipe(device);
    if (chance_.chance(faults_.clone)) clone(device);
    if (chance_.chance(faults_.revoke)) revoke(device);
    if (faults_.server_restore == 0) return;
    if (chance_.chance(0.05)) server_.back_up();
    if (chance_.chance(faults_.server_restore) && server_.restore()) {
        book_.shared_store_went_back();
        counts_.restores += 1;
    }
}

// Somebody copies the folder of a tablet that works to a new one.
void World::clone(DeviceMachine& device) {
    if (!device.is_up() || device.disk.is_dead() || devices_.size() >= devices_most) return;
    const SimulatedDisk::Folder folder = device.disk.copy_of(device_folder);
    DeviceMachine& copy = add_device();
    copy.disk.replace_folder(device_folder, folder);
    copy.restart();
    counts_.clones += 1;
}

void World::copy_folder(DeviceMachine& device) {
    if (!device.is_up() || device.disk.is_dead()) return;
    device.old_copy = device.disk.copy_of(device_folder);
    device.copied_at = book_.mark();
}

void World::roll_back(DeviceMachine& device) {
    if (device.old_copy.empty()) return;
    forget(device, device.copied_at);
    device.stop();
    device.disk.replace_folder(device_folder, device.old_copy);
    device.restart();
    counts_.roll_backs += 1;
}

void World::wipe(DeviceMachine& device) {
    forget(device, {});
    device.stop();
    device.disk.replace_folder(device_folder, {});
    device.old_copy.clear();
    device.restart();
    counts_.wipes += 1;
}

// What the device wrote from there on goes with its folder; the shared store still has what does not wait.
void World::forget(DeviceMachine& device, const Book::Mark& from) {
    std::vector<sync::OutgoingRecord> waiting;
    bool all_waits = true;
    if (device.is_up() && server_.is_up()) {
        auto outgoing = device.store->outgoing(1'000'000, 1'000'000'000);
        const auto refused = device.store->refused();
        const auto known = device.store->epoch(), epoch = server_.store->epoch();
        all_waits = !outgoing || !refused || !refused->empty() || !known || !epoch || *known != *epoch;
        if (outgoing) waiting = std::move(*outgoing);
    }
    book_.forget(device.number, from.entries, [&](const Entry& entry) {
        return all_waits || std::any_of(waiting.begin(), waiting.end(), [&](const sync::OutgoingRecord& one) {
                   return one.record.id == entry.id && one.record.speaks_of(entry.field);
               });
    });
    const auto waits = [&](const Id& id) {
        return all_waits || std::any_of(waiting.begin(), waiting.end(),
                                        [&](const sync::OutgoingRecord& one) { return one.record.id == id; });
    };
    forget_photos(device, from.photos, waits);
    for (std::size_t i = from.erasings; i < book_.erasings().size(); ++i) {
        Erasing& erasing = book_.erasings()[i];
        if (erasing.writer != device.number) continue;
        erasing.forgotten = true;
        if (waits(erasing.erasure)) erasing.promised = false;
    }
}

void World::revoke(DeviceMachine& device) {
    if (!device.is_up() || !server_.is_up()) return;
    const auto revoked = server_.store->revoke(device.store->device(), server_.clock.wall());
    if (revoked) counts_.revocations += 1;
    if (!revoked && revoked.error().code != Errc::not_found) server_.take(revoked.error());
}

// Whoever is shut out asks the keeper for a code, sooner or later.
void World::help_to_join() {
    for (const auto& device : devices_) {
        if (!device->is_up() || !device->wants_to_join() || !chance_.chance(0.2)) continue;
        if (const auto code = server_.make_code(device->role, device->site)) device->join(*code);
    }
}

}  // namespace earshot::sim
