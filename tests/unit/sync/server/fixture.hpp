// A shared store in a folder of its own, and devices and records to try it with.
#pragma once

#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "platform/fake/seeded_random.hpp"
#include "platform/host/host_files.hpp"
#include "sync/model/tables.hpp"
#include "sync/protocol/exchange_codec.hpp"
#include "sync/protocol/record_codec.hpp"
#include "sync/server/postgres/postgres_shared_store.hpp"
#include "sync/server/sqlite/sqlite_shared_store.hpp"
#include "tests/support/postgres.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::test {

inline constexpr WallTime noon{1'793'701'200'000};

inline Id id_of(std::uint8_t number) {
    Id id;
    id.bytes[6] = 0x70;
    id.bytes[15] = number;
    return id;
}

// A value that lost, as it is kept.
struct KeptValue {
    std::string field;
    std::int64_t clock = 0;
    Id device;
    std::string value;

    bool operator==(const KeptValue&) const = default;
};

inline std::vector<std::string> files_in(const std::string& folder, const std::string& bytes) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::ostringstream content;
        content << file.rdbuf();
        if (content.str().find(bytes) != std::string::npos) names.push_back(entry.path().filename().string());
    }
    return names;
}

// The homes of the shared store. Both answer the same contract (shared_store_contract_test.cpp).
struct SqliteHome {
    using Store = sync::SqliteSharedStore;
    TemporaryFolder folder;
    platform::HostFiles files;

    Result<std::unique_ptr<Store>> open(platform::Random& random) {
        return Store::open({.folder = folder.path(), .vfs = {}}, files, random);
    }
    std::vector<KeptValue> kept_values() const {
        const auto database = sync::Database::open(folder.file("shared.db"), sync::Database::Mode::read_only, {});
        EARSHOT_ASSERT(database.has_value());
        auto row = (*database)->statement("SELECT field, clock, device, value FROM earlier_value");
        std::vector<KeptValue> kept;
        while (row.step().value())
            kept.push_back({std::string(row.text(0)), row.number(1), row.id(2), std::string(row.text(3))});
        return kept;
    }
    // The names of files on disk that hold these bytes.
    std::vector<std::string> files_with(const std::string& bytes) const { return files_in(folder.path(), bytes); }
    // While it is hidden nothing can be noted.
    void hide_audit(bool hidden) const {
        const auto database = sync::Database::open(folder.file("shared.db"), sync::Database::Mode::read_write, {});
        EARSHOT_ASSERT(database.has_value());
        const auto done = (*database)->execute(hidden ? "ALTER TABLE audit RENAME TO audit_hidden"
                                                      : "ALTER TABLE audit_hidden RENAME TO audit");
        EARSHOT_ASSERT(done.has_value());
    }
    // What the table says, as far as it is text.
    std::string audit_text() const {
        const auto database = sync::Database::open(folder.file("shared.db"), sync::Database::Mode::read_only, {});
        EARSHOT_ASSERT(database.has_value());
        auto rows = (*database)->statement("SELECT deed || role || site || coalesce(hex(records), '') FROM audit");
        std::string all;
        while (rows.step().value())
            all += std::string(rows.text(0)) + '\n';
        return all;
    }
};

struct PostgresHome {
    using Store = sync::PostgresSharedStore;
    std::string address = fresh_database();

    Result<std::unique_ptr<Store>> open(platform::Random& random) { return Store::open({.address = address}, random); }
    // A session beside those of the store.
    std::unique_ptr<sync::postgres::Connection> connect() const {
        auto connection = sync::postgres::Connection::open(sync::postgres::ConnectionString::parse(address).value(),
                                                           Duration{60'000});
        EARSHOT_ASSERT(connection.has_value());
        return std::move(*connection);
    }
    std::vector<KeptValue> kept_values() const {
        const auto rows = connect()->run("SELECT field, clock, device, value FROM earlier_value").value();
        std::vector<KeptValue> kept;
        for (int i = 0; i < rows.count(); ++i) {
            kept.push_back(
                {std::string(rows.text(i, 0)), rows.number(i, 1), rows.id(i, 2), std::string(rows.text(i, 3))});
        }
        return kept;
    }
    // Of the database itself, when everything in memory has been written; the write-ahead log keeps what it holds.
    std::vector<std::string> files_with(const std::string& bytes) const {
        const std::string name = address.substr(address.rfind('/') + 1);
        shared_postgres().run_sql(name, {"CHECKPOINT"});
        return files_in(shared_postgres().folder_of(name), bytes);
    }
    void hide_audit(bool hidden) const {
        const auto done = connect()->execute(hidden ? "ALTER TABLE audit RENAME TO audit_hidden"
                                                    : "ALTER TABLE audit_hidden RENAME TO audit");
        EARSHOT_ASSERT(done.has_value());
    }
    std::string audit_text() const {
        const auto rows = connect()->run("SELECT deed || role || site || records::text FROM audit").value();
        std::string all;
        for (int i = 0; i < rows.count(); ++i)
            all += std::string(rows.text(i, 0)) + '\n';
        return all;
    }
};

template <class Home>
struct SharedStoreFixture : Home {
    platform::SeededRandom random{7};
    std::unique_ptr<typename Home::Store> store = open();

    int codes_made = 0;

    std::unique_ptr<typename Home::Store> open() {
        auto opened = Home::open(random);
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
        EARSHOT_ASSERT(store->add_code({code, role, site, noon + Duration{600'000}}, noon).has_value());
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
using StoreFixture = SharedStoreFixture<SqliteHome>;
using PostgresFixture = SharedStoreFixture<PostgresHome>;

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

// A photo of sample_story(story), as device 1 attached it. Its bytes need not be anywhere.
inline sync::Record sample_photo(std::uint8_t number, std::uint8_t story, const std::string& sha256,
                                 const std::string& name = "lamp.jpg", std::uint64_t clock = 10) {
    sync::Record record = sync::make_record(sync::Kind::attachment, id_of(number));
    record.fields[sync::attachment::story] = {to_text(sample_story(story, "").id), stamp(clock, 1)};
    record.fields[sync::attachment::name] = {name, stamp(clock, 1)};
    record.fields[sync::attachment::sha256] = {sha256, stamp(clock, 1)};
    return record;
}

// What deletes it, later than all of the above.
inline sync::Record deletion_of(const sync::Record& record) {
    sync::Record deletion = sync::make_record(record.kind, record.id);
    deletion.fields[sync::deleted_number] = {std::int64_t{1}, stamp(30, 1)};
    return deletion;
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
