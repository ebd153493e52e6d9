#include "sync/server/keeper_commands.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "sync/protocol/enrolment.hpp"
#include "sync/protocol/json_text.hpp"
#include "sync/server/enrolment_code.hpp"
#include "sync/server/sqlite/sqlite_shared_store.hpp"

namespace earshot::sync {
namespace {

constexpr std::size_t id_digits_least = 4;

// What a command needs of the machine.
struct Keeper {
    platform::HostFiles files;
    platform::HostRandom random;
    platform::HostClock clock;

    Result<std::unique_ptr<KeeperStore>> open(const StorePlace& place, Opening opening = Opening::existing) {
        EARSHOT_TRY(OpenedStore opened, open_store(place, opening, files, random));
        return std::move(opened.store);
    }
};

void append_text(std::string& out, std::string_view name, std::string_view text) {
    out += out.empty() ? '{' : ',';
    append_json_string(out, name);
    out += ':';
    append_json_string(out, text);
}

std::string json_of(const EnrolledDevice& device) {
    std::string out;
    append_text(out, "device", to_text(device.device));
    append_text(out, "role", name_of(device.role));
    append_text(out, "site", device.site);
    append_text(out, "name", device.name);
    append_text(out, "enrolled", to_rfc3339(device.enrolled));
    out += ",\"last_heard\":";
    device.last_heard ? append_json_string(out, to_rfc3339(*device.last_heard)) : void(out += "null");
    out += ",\"revoked\":";
    append_json_boolean(out, device.revoked);
    return out += '}';
}

std::string line_of(const EnrolledDevice& device) {
    return fmt::format("{}  {:<11}  {:<16}  {:<28}  {}  {}", to_text(device.device), name_of(device.role), device.site,
                       device.name, device.last_heard ? "heard " + to_rfc3339(*device.last_heard) : "never heard",
                       device.revoked ? "revoked" : "");
}

std::string digits_of(std::string_view text) {
    std::string digits(text);
    std::erase(digits, '-');
    return digits;
}

bool is_meant(const EnrolledDevice& device, const std::string& name) {
    if (device.name == name) return true;
    const std::string digits = digits_of(name);
    return digits.size() >= id_digits_least && digits_of(to_text(device.device)).starts_with(digits);
}

std::string in_megabytes(std::uint64_t bytes) {
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

}  // namespace

Result<void> print_new_code(const StorePlace& place, Role role, const std::string& site) {
    Keeper keeper;
    EARSHOT_TRY(const auto store, keeper.open(place, Opening::any));
    const EnrolmentCode code = make_enrolment_code(role, site, keeper.clock.wall(), keeper.random);
    EARSHOT_CHECK(store->add_code(code));
    fmt::print(stderr, "For one device of a {}{}, within ten minutes. To read aloud: {}\n", name_of(role),
               site.empty() ? "" : " at " + site, spaced_code(code.code));
    fmt::print("{}\n", code.code);
    return {};
}

Result<void> print_devices(const StorePlace& place, bool json) {
    Keeper keeper;
    EARSHOT_TRY(const auto store, keeper.open(place));
    EARSHOT_TRY(const auto devices, store->devices());
    for (const EnrolledDevice& device : devices)
        fmt::print("{}\n", json ? json_of(device) : line_of(device));
    if (devices.empty())
        fmt::print(stderr, "No device has been enrolled yet. Make a code with: earshot-server {} enrol\n",
                   place.arguments());
    return {};
}

Result<void> revoke_named_device(const StorePlace& place, const std::string& name) {
    Keeper keeper;
    EARSHOT_TRY(const auto store, keeper.open(place));
    EARSHOT_TRY(auto devices, store->devices());
    std::erase_if(devices, [&](const EnrolledDevice& device) { return !is_meant(device, name); });
    if (devices.empty()) {
        return Error{Errc::not_found, "No enrolled device is called \"" + name +
                                          "\" or has an id that starts with it. Nothing was changed. "
                                          "List them with: earshot-server " +
                                          place.arguments() + " devices"};
    }
    if (devices.size() > 1) {
        return Error{Errc::invalid, std::to_string(devices.size()) + " devices are meant by \"" + name +
                                        "\". Nothing was changed. Name one by its id."};
    }
    EARSHOT_CHECK(store->revoke(devices.front().device));
    fmt::print(stderr, "Revoked. The device keeps what it has, and neither sends nor receives from now on.\n");
    fmt::print("{}\n", to_text(devices.front().device));
    return {};
}

Result<void> back_up(const StorePlace& place, const std::string& file) {
    if (!place.is_embedded()) {
        return Error{
            Errc::invalid,
            "A store in PostgreSQL is backed up with PostgreSQL's own tools, also while it serves; nothing was "
            "copied. A copy in one file: pg_dump --format=custom --file=" +
                file +
                " DATABASE. Of the whole cluster, to any moment: pg_basebackup with WAL archiving (chapter "
                "\"Backup and Restore\" of its manual)."};
    }
    Keeper keeper;
    EARSHOT_TRY(const auto store, SqliteSharedStore::open({.folder = place.folder, .vfs = {}, .must_exist = true},
                                                          keeper.files, keeper.random));
    EARSHOT_CHECK(store->backup(file));
    fmt::print(stderr, "The shared store is copied to {}.\n", file);
    return {};
}

Result<void> restore_backup(const StorePlace& place, const std::string& file) {
    if (!place.is_embedded()) {
        return Error{Errc::invalid,
                     "A store in PostgreSQL is restored with PostgreSQL's own tools; nothing was changed. Stop every "
                     "earshot-server, then: createdb DATABASE; pg_restore --dbname=DATABASE " +
                         file + ", or put the base backup back. Then announce it: earshot-server " + place.arguments() +
                         " new-epoch. Devices send again what the backup misses."};
    }
    Keeper keeper;
    EARSHOT_TRY(const std::string former,
                SqliteSharedStore::restore(place.folder, file, keeper.files, keeper.random, keeper.clock.wall()));
    fmt::print(stderr, "The shared store is as it was in {}. Devices send again what they have when they next sync.\n",
               file);
    if (!former.empty()) fmt::print(stderr, "What was there before is kept as {}/{}.\n", place.folder, former);
    return {};
}

Result<void> announce_restore(const StorePlace& place) {
    Keeper keeper;
    EARSHOT_TRY(const auto store, keeper.open(place));
    EARSHOT_CHECK(store->begin_new_epoch());
    EARSHOT_TRY(const std::string epoch, store->epoch());
    fmt::print(stderr,
               "A new epoch has begun. When they next sync, devices send again what they have and receive everything "
               "anew.\n");
    fmt::print("{}\n", epoch);
    return {};
}

Result<void> print_records(const StorePlace& place, const std::string& kind) {
    Keeper keeper;
    EARSHOT_TRY(const auto store, keeper.open(place));
    return store->visit(kind, [](std::string_view record) -> Result<void> {
        const bool written =
            std::fwrite(record.data(), 1, record.size(), stdout) == record.size() && std::fputc('\n', stdout) != EOF;
        if (!written) return Error{Errc::io, "The output could not be written to its end."};
        return {};
    });
}

Result<void> print_examination(const StorePlace& place) {
    Keeper keeper;
    EARSHOT_TRY(const auto store, keeper.open(place));
    EARSHOT_TRY(const auto totals, store->totals());
    EARSHOT_TRY(const auto devices, store->devices());
    EARSHOT_TRY(const std::string service, store->service());
    fmt::print("serving: {}\n", service);
    fmt::print("records: {}, of them stories: {}\n", totals.records, totals.stories);
    fmt::print("devices: {}\n", devices.size());
    fmt::print("size: {}{}\n", in_megabytes(static_cast<std::uint64_t>(totals.bytes)),
               totals.room ? ", room on the disk: " + in_megabytes(*totals.room) : std::string());
    EARSHOT_TRY(const auto findings, store->examine());
    for (const std::string& finding : findings)
        fmt::print("wrong: {}\n", finding);
    if (findings.empty()) {
        fmt::print("nothing is wrong\n");
        return {};
    }
    return Error{
        Errc::corrupt,
        std::to_string(findings.size()) + " things are wrong. " +
            (place.is_embedded() ? "Stop the server, restore the newest backup with: earshot-server " +
                                       place.arguments() + " restore FILE."
                                 : "Mend the settings of PostgreSQL; for damaged records stop every server, put "
                                   "the newest backup back, then: earshot-server " +
                                       place.arguments() + " new-epoch.") +
            " Devices then send again what the backup misses."};
}

}  // namespace earshot::sync
