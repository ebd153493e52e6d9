#include "sync/server/sqlite/devices.hpp"

namespace earshot::sync {
namespace {

constexpr std::string_view columns = "id, role, site, name, enrolled, last_heard, cursor, revoked";

Result<EnrolledDevice> read_device(const Statement& row) {
    EnrolledDevice device;
    device.device = row.id(0);
    const auto role = role_named(row.text(1));
    if (!role) return Error{Errc::corrupt, "the role of device " + to_text(device.device) + " is not known here"};
    device.role = *role;
    device.site = row.text(2);
    device.name = row.text(3);
    device.enrolled = WallTime{row.number(4)};
    if (!row.is_null(5)) device.last_heard = WallTime{row.number(5)};
    device.cursor = row.number(6);
    device.revoked = row.number(7) != 0;
    return device;
}

}  // namespace

Result<void> add_enrolment_code(Database& database, const EnrolmentCode& code) {
    constexpr Duration kept_after_end{24 * 3'600'000};
    const std::int64_t forgotten = code.valid_until.unix_ms - kept_after_end.count();
    EARSHOT_CHECK(database.statement("DELETE FROM enrolment_code WHERE valid_until < ?", forgotten).run());
    return database
        .statement("INSERT INTO enrolment_code (code, role, site, valid_until) VALUES (?, ?, ?, ?)", code.code,
                   name_of(code.role), code.site, code.valid_until.unix_ms)
        .run();
}

Result<EnrolledDevice> use_enrolment_code(Database& database, std::string_view code, const Id& device,
                                          std::string_view name, std::string_view token_hash, WallTime now) {
    EnrolledDevice enrolled{device, Role::teller, {}, std::string(name), now, std::nullopt, 0, false};
    {
        auto row = database.statement(
            "SELECT role, site FROM enrolment_code WHERE code = ? AND valid_until >= ? AND (used_by IS NULL OR used_by "
            "= ?)",
            code, now.unix_ms, device);
        EARSHOT_TRY(const bool found, row.step());
        if (!found) return Error{Errc::denied, "the code is not known, has been used, or is too old"};
        const auto role = role_named(row.text(0));
        if (!role) return Error{Errc::corrupt, "the role of an enrolment code is not known here"};
        enrolled.role = *role;
        enrolled.site = row.text(1);
    }
    EARSHOT_CHECK(database.statement("UPDATE enrolment_code SET used_by = ? WHERE code = ?", device, code).run());
    EARSHOT_CHECK(
        database
            .statement("INSERT INTO device (id, token_hash, role, site, name, enrolled) VALUES (?, ?, ?, ?, ?, ?)"
                       " ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash, role = excluded.role,"
                       " site = excluded.site, name = excluded.name, enrolled = excluded.enrolled, revoked = 0",
                       device, token_hash, name_of(enrolled.role), enrolled.site, name, now.unix_ms)
            .run());
    return enrolled;
}

Result<std::optional<EnrolledDevice>> find_device_by_token(Database& database, std::string_view token_hash) {
    auto row = database.statement("SELECT " + std::string(columns) + " FROM device WHERE token_hash = ?", token_hash);
    EARSHOT_TRY(const bool found, row.step());
    if (!found) return std::optional<EnrolledDevice>();
    EARSHOT_TRY(EnrolledDevice device, read_device(row));
    return std::optional(std::move(device));
}

Result<std::optional<Role>> role_of_device(Database& database, const Id& device) {
    auto row = database.statement(
        "SELECT role FROM device WHERE id = ?1"
        " OR id = (SELECT device FROM speaker WHERE incarnation = ?1) LIMIT 1",
        device);
    EARSHOT_TRY(const bool found, row.step());
    return found ? role_named(row.text(0)) : std::optional<Role>();
}

Result<std::vector<EnrolledDevice>> all_devices(Database& database) {
    std::vector<EnrolledDevice> devices;
    auto rows = database.statement("SELECT " + std::string(columns) + " FROM device ORDER BY enrolled, id");
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return devices;
        EARSHOT_TRY(EnrolledDevice device, read_device(rows));
        devices.push_back(std::move(device));
    }
}

// One statement: each would lock and release the database for itself.
Result<Standing> standing_in(Database& database, const Id& incarnation) {
    auto row = database.statement(
        "SELECT (SELECT value FROM meta WHERE name = 'epoch'), (SELECT max(seq) FROM record),"
        " (SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'purged'), speaker.turn, speaker.mark, speaker.cursor"
        " FROM (SELECT 1) LEFT JOIN speaker ON incarnation = ?",
        incarnation);
    EARSHOT_CHECK(row.step());
    Standing standing{std::string(row.text(0)), row.number(1), row.number(2), std::nullopt};
    if (!row.is_null(3))
        standing.speaker = Speaker{{incarnation, row.number(3), std::string(row.text(4))}, row.number(5)};
    return standing;
}

Result<void> note_device_heard(Database& database, const EnrolledDevice& from, std::int64_t cursor, WallTime now) {
    EARSHOT_CHECK(database
                      .statement("UPDATE device SET last_heard = ?, cursor = max(cursor, ?) WHERE id = ?", now.unix_ms,
                                 cursor, from.device)
                      .run());
    const Turn& turn = from.turn;
    if (turn.incarnation.is_nil()) return {};
    return database
        .statement(
            "INSERT INTO speaker (incarnation, device, turn, mark, cursor) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (incarnation) DO UPDATE SET turn = excluded.turn, mark = excluded.mark,"
            " cursor = max(cursor, excluded.cursor)",
            turn.incarnation, from.device, turn.number, turn.mark, cursor)
        .run();
}

Result<void> revoke_device(Database& database, const Id& device) {
    auto update = database.statement("UPDATE device SET revoked = 1 WHERE id = ?", device);
    EARSHOT_CHECK(update.run());
    if (update.changes() == 0) return Error{Errc::not_found, "There is no device " + to_text(device) + "."};
    return {};
}

}  // namespace earshot::sync
