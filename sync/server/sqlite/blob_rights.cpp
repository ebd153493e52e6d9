#include "sync/server/sqlite/blob_rights.hpp"

namespace earshot::sync {

Result<bool> may_fetch_blob(Database& database, const Id& device, std::string_view sha256) {
    // The expressions are those of the indexes in 0006_blobs.sql, letter by letter.
    auto row = database.statement(
        "SELECT 1 FROM blob_brought WHERE sha256 = ?1 AND device = ?2"
        " UNION ALL SELECT 1 FROM record WHERE kind = 'attachment' AND json_extract(body, '$.fields.sha256') = ?1"
        " AND json_extract(body, '$.fields.deleted') IS NOT 1"
        " UNION ALL SELECT 1 FROM record WHERE kind = 'attachment'"
        " AND json_extract(body, '$.fields.thumbnail_sha256') = ?1"
        " AND json_extract(body, '$.fields.deleted') IS NOT 1 LIMIT 1",
        sha256, device);
    return row.step();
}

Result<void> note_blob_brought(Database& database, const Id& device, std::string_view sha256) {
    return database.statement("INSERT OR IGNORE INTO blob_brought (sha256, device) VALUES (?, ?)", sha256, device)
        .run();
}

}  // namespace earshot::sync
