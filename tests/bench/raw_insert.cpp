#include "tests/bench/raw_insert.hpp"

#include <sqlite3.h>

#include "platform/base/assert.hpp"
#include "sync/model/tables.hpp"
#include "tests/bench/measure.hpp"

namespace earshot::bench {

double insert_raw(const std::vector<sync::Record>& stories, const std::string& file, bool full_text,
                  std::size_t batch) {
    sqlite3* database = nullptr;
    EARSHOT_ASSERT(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    const auto run = [&](const char* sql) {
        EARSHOT_ASSERT(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    };
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -8192;"
        "CREATE TABLE story (id BLOB PRIMARY KEY, kind TEXT, words TEXT, mood INTEGER, stage TEXT, source TEXT, site "
        "TEXT,"
        " happened TEXT, device_name TEXT)");
    if (full_text) run("CREATE VIRTUAL TABLE text USING fts5 (words, content = '')");
    sqlite3_stmt *row = nullptr, *text = nullptr;
    sqlite3_prepare_v2(database, "INSERT INTO story VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", -1, &row, nullptr);
    if (full_text) sqlite3_prepare_v2(database, "INSERT INTO text (rowid, words) VALUES (?, ?)", -1, &text, nullptr);
    const double ms = ms_of([&] {
        for (std::size_t i = 0; i < stories.size(); ++i) {
            if (i % batch == 0) run("BEGIN");
            const sync::Record& story = stories[i];
            sqlite3_bind_blob(row, 1, story.id.bytes.data(), 16, SQLITE_STATIC);
            int column = 2;
            for (const auto field :
                 {sync::story::kind, sync::story::words, sync::story::mood, sync::story::stage, sync::story::source,
                  sync::story::site, sync::story::happened, sync::story::device_name}) {
                const std::string_view value = story.text(field);
                if (field == sync::story::mood) {
                    sqlite3_bind_int64(row, column++, story.number(field));
                } else {
                    sqlite3_bind_text(row, column++, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
                }
            }
            EARSHOT_ASSERT(sqlite3_step(row) == SQLITE_DONE);
            sqlite3_reset(row);
            if (text) {
                const std::string_view words = story.text(sync::story::words);
                sqlite3_bind_int64(text, 1, static_cast<sqlite3_int64>(i) + 1);
                sqlite3_bind_text(text, 2, words.data(), static_cast<int>(words.size()), SQLITE_STATIC);
                EARSHOT_ASSERT(sqlite3_step(text) == SQLITE_DONE);
                sqlite3_reset(text);
            }
            if (i % batch == batch - 1 || i + 1 == stories.size()) run("COMMIT");
        }
    });
    sqlite3_finalize(row);
    sqlite3_finalize(text);
    sqlite3_close(database);
    return ms;
}

}  // namespace earshot::bench
