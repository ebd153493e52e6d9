#include "sync/server/postgres/blobs.hpp"

namespace earshot::sync::postgres {

Result<bool> may_fetch_blob(Connection& connection, const Id& device, std::string_view sha256) {
    EARSHOT_TRY(const Rows rows,
                connection.run("SELECT EXISTS (SELECT 1 FROM blob_brought WHERE sha256 = $1 AND device = $2)"
                               " OR EXISTS (SELECT 1 FROM record WHERE blob = $1 AND deleted_at IS NULL)"
                               " OR EXISTS (SELECT 1 FROM record WHERE thumbnail = $1 AND deleted_at IS NULL)",
                               Arguments::of(sha256, device)));
    return rows.flag(0, 0);
}

Result<void> note_blob_brought(Connection& connection, const Id& device, std::string_view sha256) {
    EARSHOT_CHECK(connection.run("INSERT INTO blob_brought (sha256, device) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                                 Arguments::of(sha256, device)));
    return {};
}

Result<std::vector<std::string>> blobs_to_drop(Connection& connection) {
    EARSHOT_TRY(const Rows rows,
                connection.run("SELECT hash FROM (SELECT blob AS hash, deleted_at FROM record WHERE blob IS NOT NULL"
                               " UNION ALL SELECT thumbnail, deleted_at FROM record WHERE thumbnail IS NOT NULL)"
                               " AS named GROUP BY hash HAVING bool_and(deleted_at IS NOT NULL) ORDER BY hash"));
    std::vector<std::string> hashes;
    for (int i = 0; i < rows.count(); ++i)
        hashes.emplace_back(rows.text(i, 0));
    return hashes;
}

}  // namespace earshot::sync::postgres
