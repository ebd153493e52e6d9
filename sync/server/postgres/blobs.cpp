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

// By what was deleted, not by all that there is: this is asked again and again.
Result<std::vector<std::string>> blobs_to_drop(Connection& connection) {
    EARSHOT_TRY(const Rows rows,
                connection.run("SELECT DISTINCT hash FROM (SELECT unnest(ARRAY[blob, thumbnail]) AS hash FROM record"
                               " WHERE deleted_at IS NOT NULL AND kind = 'attachment') AS gone WHERE hash IS NOT NULL"
                               " AND NOT EXISTS (SELECT 1 FROM record WHERE blob = hash AND deleted_at IS NULL)"
                               " AND NOT EXISTS (SELECT 1 FROM record WHERE thumbnail = hash AND deleted_at IS NULL)"
                               " ORDER BY hash"));
    std::vector<std::string> hashes;
    for (int i = 0; i < rows.count(); ++i)
        hashes.emplace_back(rows.text(i, 0));
    return hashes;
}

}  // namespace earshot::sync::postgres
