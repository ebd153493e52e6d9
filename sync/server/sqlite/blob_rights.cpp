#include "sync/server/sqlite/blob_rights.hpp"

#include <set>

#include "sync/model/tables.hpp"
#include "sync/protocol/record_codec.hpp"

namespace earshot::sync {
namespace {

// The expressions are those of the indexes in 0006_blobs.sql, letter by letter.
constexpr std::string_view named_by_living =
    "SELECT 1 FROM record WHERE kind = 'attachment' AND json_extract(body, '$.fields.sha256') = ?1"
    " AND deleted_at IS NULL UNION ALL SELECT 1 FROM record WHERE kind = 'attachment'"
    " AND json_extract(body, '$.fields.thumbnail_sha256') = ?1 AND deleted_at IS NULL LIMIT 1";

}  // namespace

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

Result<std::vector<std::string>> blobs_to_drop(Database& database) {
    std::set<std::string> gone;
    {
        auto rows = database.statement(
            "SELECT body FROM record INDEXED BY record_deleted WHERE deleted_at IS NOT NULL AND kind = 'attachment'");
        for (;;) {
            EARSHOT_TRY(const bool found, rows.step());
            if (!found) break;
            EARSHOT_TRY(const Record record, decode_record(std::string(rows.text(0))));
            for (const FieldNumber field : {attachment::sha256, attachment::thumbnail_sha256}) {
                if (!record.text(field).empty()) gone.emplace(record.text(field));
            }
        }
    }
    std::vector<std::string> hashes;
    for (const std::string& sha256 : gone) {
        auto living = database.statement(std::string(named_by_living), sha256);
        EARSHOT_TRY(const bool is_named, living.step());
        if (!is_named) hashes.push_back(sha256);
    }
    return hashes;
}

}  // namespace earshot::sync
