#include "sync/server/keeper_commands.hpp"

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "platform/host/terminal.hpp"
#include "platform/pictures/qr_code.hpp"
#include "sync/model/erasure.hpp"
#include "sync/model/tables.hpp"
#include "sync/protocol/enrolment.hpp"
#include "sync/protocol/enrolment_link.hpp"
#include "sync/protocol/json_text.hpp"
#include "sync/protocol/server_address.hpp"
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

std::string counted(std::int64_t number, std::string_view one, std::string_view several) {
    return fmt::format("{} {}", number, number == 1 ? one : several);
}

// Where what was said may still be found after it was forgotten.
std::string what_is_left(const StorePlace& place) {
    const std::string start = "Every device forgets the same with its next exchange, however late. ";
    if (!place.is_embedded()) {
        return start +
               "After an older backup was put back, devices bring the erasure again. The backups themselves and the "
               "archive of PostgreSQL's write-ahead log still hold what was said: delete those that are older than "
               "today.";
    }
    return start + "Restoring an older backup forgets again by " + place.folder +
           "/erasures.jsonl; keep that file beside your backups. The backups themselves, and any "
           "shared.db.before-restore-* beside the store, still hold what was said: delete those that are older than "
           "today.";
}

bool is_svg(const std::string& file) {
    return file.ends_with(".svg");
}

Result<void> check_picture_name(const std::string& file) {
    if (file.empty() || is_svg(file) || file.ends_with(".png")) return {};
    return Error{Errc::invalid,
                 "\"" + file + "\" does not say what picture it is to be: name it .png or .svg. No code was made."};
}

Result<void> show_link(const std::string& link, const CodeAsPicture& picture, platform::Files& files) {
    EARSHOT_TRY(const platform::QrCode code, platform::QrCode::of(link));
    if (picture.in_terminal)
        fmt::print(stderr, "{}Or as a link, to be pasted there: {}\n",
                   platform::to_blocks(code, platform::is_terminal(stderr)), link);
    if (picture.file.empty()) return {};
    std::string bytes;
    if (is_svg(picture.file)) {
        bytes = platform::to_svg(code);
    } else {
        EARSHOT_TRY(bytes, platform::to_png(code));
    }
    EARSHOT_CHECK(files.write_atomic(picture.file, bytes));
    fmt::print(stderr, "The QR code is in {}.\n", picture.file);
    return {};
}

}  // namespace

Result<void> print_new_code(const StorePlace& place, Role role, const std::string& site, const CodeAsPicture& picture) {
    const bool wants_link = picture.in_terminal || !picture.file.empty();
    std::string server;
    if (wants_link) {
        EARSHOT_TRY(server, tidy_server(picture.server));
        EARSHOT_CHECK(check_picture_name(picture.file));
    }
    Keeper keeper;
    EARSHOT_TRY(const auto store, keeper.open(place, Opening::any));
    const EnrolmentCode code = make_enrolment_code(role, site, keeper.clock.wall(), keeper.random);
    EARSHOT_CHECK(store->add_code(code, keeper.clock.wall()));
    fmt::print(stderr, "For one device of a {}{}, within ten minutes. To read aloud: {}\n", name_of(role),
               site.empty() ? "" : " at " + site, spaced_code(code.code));
    // The code is good whatever becomes of its picture, and is told all the same.
    const auto shown =
        wants_link ? show_link(to_text(EnrolmentLink{server, code.code}), picture, keeper.files) : Result<void>{};
    fmt::print("{}\n", code.code);
    return shown;
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
    EARSHOT_CHECK(store->revoke(devices.front().device, keeper.clock.wall()));
    fmt::print(stderr, "Revoked. The device keeps what it has, and neither sends nor receives from now on.\n");
    fmt::print("{}\n", to_text(devices.front().device));
    return {};
}

Result<void> forget_customer(const StorePlace& place, const Forget& forget) {
    Keeper keeper;
    EARSHOT_TRY(const auto store, keeper.open(place));
    const Stamp stamp{HybridClock().next(keeper.clock.wall()), keeper_at_the_server().device};
    std::vector<Record> erasures;
    for (const std::string& typed : forget.stories) {
        const auto story = parse_id(typed);
        if (!story) return Error{Errc::invalid, story.error().message + " Nothing was changed."};
        erasures.push_back(make_record(Kind::erasure, erasure_id_of_record(*story)));
        erasures.back().fields[erasure::record] = {to_text(*story), stamp};
    }
    if (!forget.reference.empty()) {
        EARSHOT_TRY(std::string salt, store->erasure_salt());
        if (salt.empty()) salt = make_token(keeper.random);
        const std::string hash = fingerprint_of(salt, forget.reference);
        if (hash.empty()) {
            return Error{Errc::invalid, "\"" + forget.reference +
                                            "\" names no customer: a reference has letters or digits. Nothing was "
                                            "changed."};
        }
        erasures.push_back(make_record(Kind::erasure, erasure_id_of_customer(salt, hash)));
        erasures.back().fields[erasure::salt] = {salt, stamp};
        erasures.back().fields[erasure::customer_hash] = {hash, stamp};
    }
    if (erasures.empty())
        return Error{Errc::invalid, "Say whom to forget: --story ID or --customer REFERENCE. Nothing was changed."};
    for (Record& erasure : erasures) {
        if (forget.words_too) erasure.fields[erasure::words_too] = {std::int64_t{1}, stamp};
        erasure.fields[erasure::happened] = {to_rfc3339(keeper.clock.wall()).substr(0, 10), stamp};
    }
    EARSHOT_TRY(const ErasureReach reach, store->forget(erasures, keeper.clock.wall(), forget.dry_run));
    if (forget.json) {
        fmt::print(R"({{"stories":{},"others":{},"attachments":{},"words_too":{},"dry_run":{}}})"
                   "\n",
                   reach.stories, reach.others, reach.attachments, forget.words_too, forget.dry_run);
    } else {
        fmt::print("{} {} {}, {} that hang on them or tell of a loss, {}\n", counted(reach.stories, "story", "stories"),
                   forget.dry_run ? "would be reached" : "reached", "in the shared store",
                   counted(reach.others, "record", "records"), counted(reach.attachments, "attachment", "attachments"));
    }
    fmt::print(stderr, "{}\n",
               forget.dry_run ? "Nothing was changed; without --dry-run it is for good." : what_is_left(place));
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
    EARSHOT_TRY(const std::int64_t records, store->backup(file));
    EARSHOT_CHECK(store->note_deed({keeper.clock.wall(), Deed::backup, std::nullopt, {}, {}, {}}));
    fmt::print(stderr, "The shared store is copied to {}: {} records, examined and sound.\n", file, records);
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
    EARSHOT_CHECK(store->begin_new_epoch(keeper.clock.wall()));
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
    EARSHOT_CHECK(store->note_deed({keeper.clock.wall(), Deed::data_export, std::nullopt, {}, {}, {}}));
    return store->visit(kind, keeper.clock.wall(), [](std::string_view record) -> Result<void> {
        const bool written =
            std::fwrite(record.data(), 1, record.size(), stdout) == record.size() && std::fputc('\n', stdout) != EOF;
        if (!written) return Error{Errc::io, "The output could not be written to its end."};
        return {};
    });
}

}  // namespace earshot::sync
