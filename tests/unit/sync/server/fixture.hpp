// A shared store in a folder of its own, and devices and records to try it with.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/fake/seeded_random.hpp"
#include "platform/host/host_files.hpp"
#include "sync/model/tables.hpp"
#include "sync/protocol/exchange_codec.hpp"
#include "sync/protocol/record_codec.hpp"
#include "sync/server/sqlite/sqlite_shared_store.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::test {

inline constexpr WallTime noon{1'793'701'200'000};

inline Id id_of(std::uint8_t number) {
    Id id;
    id.bytes[6] = 0x70;
    id.bytes[15] = number;
    return id;
}

struct StoreFixture {
    TemporaryFolder folder;
    platform::HostFiles files;
    platform::SeededRandom random{7};
    std::unique_ptr<sync::SqliteSharedStore> store = open();

    int codes_made = 0;

    std::unique_ptr<sync::SqliteSharedStore> open() {
        auto opened = sync::SqliteSharedStore::open({.folder = folder.path(), .vfs = {}}, files, random);
        EARSHOT_ASSERT(opened.has_value());
        return std::move(*opened);
    }
    void reopen() {
        store.reset();
        store = open();
    }
    sync::EnrolledDevice enrol(std::uint8_t number, sync::Role role = sync::Role::leader,
                               const std::string& site = "leeds") {
        const std::string code = "CODE" + std::to_string(++codes_made);
        EARSHOT_ASSERT(store->add_code({code, role, site, noon + Duration{600'000}}).has_value());
        auto device = store->enrol(code, id_of(number), "Counter " + std::to_string(number),
                                   "hash" + std::to_string(number), noon);
        EARSHOT_ASSERT(device.has_value());
        return std::move(*device);
    }
    std::vector<sync::Verdict> push(const sync::EnrolledDevice& from, const std::vector<sync::Record>& records) {
        auto verdicts = store->push(from, 0, records, noon);
        EARSHOT_ASSERT(verdicts.has_value());
        return std::move(*verdicts);
    }
    sync::FeedPage feed(const sync::EnrolledDevice& reader, std::int64_t cursor = 0, std::int64_t bytes = 1'000'000) {
        auto page = store->feed(reader, {.cursor = cursor, .bytes = bytes, .now = noon});
        EARSHOT_ASSERT(page.has_value());
        return std::move(*page);
    }
};

inline sync::Stamp stamp(std::uint64_t clock, std::uint8_t device) {
    return {clock, id_of(device)};
}

// A story with these words, as `device` wrote it.
inline sync::Record sample_story(std::uint8_t number, const std::string& words, std::uint64_t clock = 10,
                                 std::uint8_t device = 1) {
    sync::Record record = sync::make_record(sync::Kind::story, id_of(static_cast<std::uint8_t>(100 + number)));
    record.fields[sync::story::kind] = {std::string("pain"), stamp(clock, device)};
    record.fields[sync::story::words] = {words, stamp(clock, device)};
    return record;
}

// The records of a page.
inline std::vector<sync::Record> records_of(const sync::FeedPage& page) {
    sync::ExchangeAnswer answer;
    answer.epoch = "e";
    auto decoded = sync::decode_answer(sync::encode_with(answer, page.records));
    EARSHOT_ASSERT(decoded.has_value() && decoded->unreadable.empty());
    EARSHOT_ASSERT(decoded->answer.records.size() == page.count);
    return std::move(decoded->answer.records);
}

}  // namespace earshot::test
