// sync/store/record_table.hpp: the SQL table of one kind: a typed column for every field of the kind's table.
//
//   row | id | logged_here | stamps | extra | field columns ...
//
// `extra` holds the fields this build does not know (value_json.hpp), `logged_here` whether this device made the
// record. The statements' texts are made from the field table, so that a new field is nothing but a line there and a
// migration.
#pragma once

#include <optional>
#include <string>

#include "sync/model/record.hpp"
#include "sync/store/database.hpp"
#include "sync/store/field_dictionary.hpp"

namespace earshot::sync {

struct StoredRecord {
    std::int64_t row = 0;
    bool logged_here = false;
    Record record;
};

class RecordTable {
public:
    // All must outlive the table; the kind is a known one.
    RecordTable(Database& database, const FieldDictionary& dictionary, Kind kind);

    Result<std::optional<StoredRecord>> find(const Id& id);
    // False, and nothing happened, when the row or the id is taken. Without a row SQLite numbers it.
    Result<bool> insert(std::optional<std::int64_t> row, const Record& record, bool logged_here);
    Result<void> update(std::int64_t row, const Record& record);
    Result<void> remove(std::int64_t row);

    // "t.row, t.id, ...": what read() expects, for statements of one's own over this table under the name t.
    const std::string& columns() const { return columns_; }
    int column_count() const { return column_count_; }
    // The record in the statement's current row, whose columns() start at `first`.
    Result<StoredRecord> read(const Statement& statement, int first = 0) const;

private:
    void bind_record(Statement& statement, const Record& record, const std::string& stamps,
                     const std::string& extra) const;

    Database& database_;
    const FieldDictionary& dictionary_;
    const KindTable& table_;
    std::string columns_, find_sql_, insert_sql_, update_sql_, remove_sql_;
    int column_count_ = 0;
};

}  // namespace earshot::sync
