// tests/unit/sync/store/store_fixture.hpp: a store in a folder of its own, with stepped time and seeded chance, and
// short ways to write the records that tests are about.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "platform/host/host_files.hpp"
#include "sync/model/tables.hpp"
#include "sync/store/device_store.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::sync::test_store {

using Writes = std::vector<std::pair<std::string, Value>>;

inline Edit edit_of(Kind kind, const Id& id, const Writes& writes) {
    Edit edit{kind, id, {}};
    for (const auto& [name, value] : writes)
        edit.writes.emplace_back(*table_of(kind).find(name), value);
    return edit;
}

// A device: its disk, its clock, its store.
struct Device {
    explicit Device(std::uint64_t seed = 1, std::string disk = {}) : random(seed), vfs(std::move(disk)) { open(); }

    DeviceStore& open() {
        store.reset();
        auto opened = try_open();
        if (!opened) FAIL(opened.error().message);
        store = std::move(*opened);
        return *store;
    }
    Result<std::unique_ptr<DeviceStore>> try_open() {
        return DeviceStore::open({.folder = folder.file("data"), .vfs = vfs}, files, clock, random);
    }
    std::string file(const std::string& name) const { return folder.file("data/" + name); }

    // Logs a story and lets a minute pass. Writes override the defaults.
    Id log(const std::string& words, const Writes& writes = {}) {
        const Id id = random.uuid7(clock.wall());
        Edit edit =
            edit_of(Kind::story, id, {{"kind", "pain"}, {"words", words}, {"happened", to_text(clock.civil_now())}});
        for (const auto& [name, value] : writes) {
            const FieldNumber field = *table_of(Kind::story).find(name);
            std::erase_if(edit.writes, [&](const auto& write) { return write.first == field; });
            edit.writes.emplace_back(field, value);
        }
        write(edit);
        clock.advance(Duration{60'000});
        return id;
    }
    void write(const Edit& edit) {
        const auto written = store->write(std::span(&edit, 1));
        if (!written) FAIL(written.error().message);
    }
    void write(Kind kind, const Id& id, const Writes& writes) { write(edit_of(kind, id, writes)); }
    Id echo(const Id& story, const std::string& note = "") {
        const Id id = random.uuid7(clock.wall());
        write(Kind::echo, id, {{"story", to_text(story)}, {"note", note}});
        return id;
    }

    // The shared store accepts, or refuses, everything that waits.
    void settle_all(const std::string& refusal = "") {
        const auto outgoing = store->outgoing(1'000'000, 1'000'000'000).value();
        std::vector<Settlement> settlements;
        for (const OutgoingRecord& one : outgoing)
            settlements.push_back({one.record.id, one.change, refusal});
        REQUIRE(store->settle(settlements));
    }
    void apply(const std::vector<Record>& records, std::int64_t cursor = 1) {
        const auto applied = store->apply(records, cursor);
        if (!applied) FAIL(applied.error().message);
    }

    // The words of the stories a query finds, in order, joined by " | ".
    std::string found(const StoryQuery& query) {
        auto page = store->list(query);
        if (!page) FAIL(page.error().message);
        std::string words;
        for (const StoryRow& row : page->rows)
            words += (words.empty() ? "" : " | ") + row.words;
        return words;
    }
    std::string search(const std::string& text) { return found({.search = text}); }

    test::TemporaryFolder folder;
    platform::HostFiles files;
    platform::SteppedClock clock;
    platform::SeededRandom random;
    std::string vfs;
    std::unique_ptr<DeviceStore> store;
};

// A record as another device would have sent it: fields with one stamp.
inline Record record_from(Kind kind, const Id& id, const Stamp& stamp, const Writes& writes) {
    Record record = make_record(kind, id);
    for (const auto& [name, value] : writes)
        record.fields[*table_of(kind).find(name)] = {value, stamp};
    return record;
}

inline Stamp stamp_at(std::uint64_t hlc, std::uint8_t device) {
    Stamp stamp{hlc, {}};
    stamp.device.bytes[15] = device;
    return stamp;
}

}  // namespace earshot::sync::test_store
