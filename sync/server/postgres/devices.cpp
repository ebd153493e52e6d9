#include "sync/server/postgres/devices.hpp"

#include <array>

namespace earshot::sync::postgres {
namespace {

Result<EnrolledDevice> device_in(const Rows& rows, int row) {
    EnrolledDevice device;
    device.device = rows.id(row, 0);
    const auto role = role_named(rows.text(row, 1));
    if (!role) return Error{Errc::corrupt, "the role of device " + to_text(device.device) + " is not known here"};
    device.role = *role;
    device.site = rows.text(row, 2);
    device.name = rows.text(row, 3);
    device.enrolled = WallTime{rows.number(row, 4)};
    if (!rows.is_null(row, 5)) device.last_heard = WallTime{rows.number(row, 5)};
    device.cursor = rows.number(row, 6);
    device.revoked = rows.flag(row, 7);
    return device;
}

}  // namespace

Result<void> add_enrolment_code(Connection& connection, const EnrolmentCode& code, WallTime now) {
    constexpr Duration kept_after_end{24 * 3'600'000};
    const std::int64_t forgotten = code.valid_until.unix_ms - kept_after_end.count();
    const std::array<Call, 4> calls{
        Call{"BEGIN"},
        {"DELETE FROM enrolment_code WHERE valid_until < $1", Arguments::of(forgotten)},
        // The very same code again is the same call again, whose first answer was lost: noted already. Every part of a
        // statement sees what was there before it.
        {"WITH made AS (INSERT INTO enrolment_code AS known (code, role, site, valid_until) VALUES ($1, $2, $3, $4)"
         " ON CONFLICT (code) DO UPDATE SET code = excluded.code WHERE known.role = excluded.role"
         " AND known.site = excluded.site AND known.valid_until = excluded.valid_until AND known.used_by IS NULL"
         " RETURNING code, role, site),"
         " noted AS (INSERT INTO audit (at, deed, role, site, records) SELECT $5, $6, role, site, '{}' FROM made"
         " WHERE NOT EXISTS (SELECT FROM enrolment_code AS before WHERE before.code = made.code))"
         " SELECT code FROM made",
         Arguments::of(code.code, name_of(code.role), code.site, code.valid_until.unix_ms, now.unix_ms,
                       name_of(Deed::code))},
        {"COMMIT"}};
    EARSHOT_TRY(const auto answers, connection.run_all(calls));
    if (answers[2].count() == 0) return Error{Errc::busy, "The code is in use. Nothing was changed; make another one."};
    return {};
}

// One statement, so that of two devices with the same code only one can get in, and is noted in the audit.
Result<EnrolledDevice> use_enrolment_code(Connection& connection, std::string_view code, const Id& device,
                                          std::string_view name, std::string_view token_hash, WallTime now) {
    EARSHOT_TRY(
        const Rows rows,
        connection.run("WITH used AS (UPDATE enrolment_code SET used_by = $2 WHERE code = $1 AND valid_until >= $3"
                       " AND (used_by IS NULL OR used_by = $2) RETURNING role, site),"
                       " noted AS (INSERT INTO audit (at, deed, device, role, site, records)"
                       " SELECT $3, $6, $2, role, site, '{}' FROM used)"
                       " INSERT INTO device (id, token_hash, role, site, name, enrolled)"
                       " SELECT $2, $4, role, site, $5, $3 FROM used"
                       " ON CONFLICT (id) DO UPDATE SET token_hash = excluded.token_hash, role = excluded.role,"
                       " site = excluded.site, name = excluded.name, enrolled = excluded.enrolled, revoked = false"
                       " RETURNING role, site",
                       Arguments::of(code, device, now.unix_ms, token_hash, name, name_of(Deed::enrolment))));
    if (rows.count() == 0) return Error{Errc::denied, "the code is not known, has been used, or is too old"};
    const auto role = role_named(rows.text(0, 0));
    if (!role) return Error{Errc::corrupt, "the role of an enrolment code is not known here"};
    return EnrolledDevice{device, *role, std::string(rows.text(0, 1)), std::string(name), now, std::nullopt, 0, false};
}

Result<std::optional<EnrolledDevice>> find_device_by_token(Connection& connection, std::string_view token_hash) {
    EARSHOT_TRY(const Rows rows, connection.run("SELECT id, role, site, name, enrolled, last_heard, cursor, revoked"
                                                " FROM device WHERE token_hash = $1",
                                                Arguments::of(token_hash)));
    if (rows.count() == 0) return std::optional<EnrolledDevice>();
    EARSHOT_TRY(EnrolledDevice device, device_in(rows, 0));
    return std::optional(std::move(device));
}

Result<std::vector<EnrolledDevice>> all_devices(Connection& connection) {
    EARSHOT_TRY(const Rows rows, connection.run("SELECT id, role, site, name, enrolled, last_heard, cursor, revoked"
                                                " FROM device ORDER BY enrolled, id"));
    std::vector<EnrolledDevice> devices;
    for (int i = 0; i < rows.count(); ++i) {
        EARSHOT_TRY(EnrolledDevice device, device_in(rows, i));
        devices.push_back(std::move(device));
    }
    return devices;
}

Result<void> revoke_device(Connection& connection, const Id& device, WallTime now) {
    EARSHOT_TRY(const Rows rows,
                connection.run("WITH ended AS (UPDATE device SET revoked = true WHERE id = $1 RETURNING id),"
                               " noted AS (INSERT INTO audit (at, deed, device, role, site, records)"
                               " SELECT $2, $3, id, '', '', '{}' FROM ended)"
                               " SELECT id FROM ended",
                               Arguments::of(device, now.unix_ms, name_of(Deed::revocation))));
    if (rows.count() == 0) return Error{Errc::not_found, "There is no device " + to_text(device) + "."};
    return {};
}

}  // namespace earshot::sync::postgres
