#include "sync/store/record_table.hpp"

#include <utility>

#include "sync/store/stamps_blob.hpp"
#include "sync/store/value_json.hpp"

namespace earshot::sync {
namespace {

constexpr int fixed_columns = 5;  // row, id, logged_here, stamps, extra

std::string quoted(std::string_view name) {
    return '"' + std::string(name) + '"';
}

bool is_number(FieldType type) {
    return type == FieldType::number || type == FieldType::boolean;
}

// What came as unknown before this build knew the field takes its place among the known ones.
void promote(const KindTable& table, Record& record) {
    std::erase_if(record.unknown, [&](const UnknownField& field) {
        const auto number = table.find(field.name);
        if (!number) return false;
        auto value = value_from_json(table.fields[*number].type, field.json, field.stamp);
        if (!value) return false;
        if (field.stamp > record.fields[*number].stamp) record.fields[*number] = {std::move(*value), field.stamp};
        return true;
    });
}

}  // namespace

RecordTable::RecordTable(Database& database, const FieldDictionary& dictionary, Kind kind)
    : database_(database), dictionary_(dictionary), table_(table_of(kind)) {
    std::string names = "row, id, logged_here, stamps, extra", marks = "?, ?, ?, ?, ?", sets = "stamps = ?, extra = ?";
    columns_ = "t.row, t.id, t.logged_here, t.stamps, t.extra";
    for (const Field& field : table_.fields) {
        const std::string name = quoted(field.name);
        names += ", " + name;
        marks += ", ?";
        sets += ", " + name + " = ?";
        columns_ += ", t." + name;
    }
    const std::string table = quoted(table_.name);
    find_sql_ = "SELECT " + columns_ + " FROM " + table + " AS t WHERE t.id = ?";
    insert_sql_ = "INSERT INTO " + table + " (" + names + ") VALUES (" + marks + ") ON CONFLICT DO NOTHING";
    update_sql_ = "UPDATE " + table + " SET " + sets + " WHERE row = ?";
    remove_sql_ = "DELETE FROM " + table + " WHERE row = ?";
    column_count_ = fixed_columns + static_cast<int>(table_.fields.size());
}

Result<std::optional<StoredRecord>> RecordTable::find(const Id& id) {
    auto statement = database_.statement(find_sql_, id);
    EARSHOT_TRY(const bool found, statement.step());
    if (!found) return std::optional<StoredRecord>();
    EARSHOT_TRY(StoredRecord stored, read(statement));
    return std::optional(std::move(stored));
}

Result<bool> RecordTable::insert(std::optional<std::int64_t> row, const Record& record, bool logged_here) {
    const std::string stamps = encode_stamps(dictionary_, record);
    const std::string extra = record.unknown.empty() ? std::string() : unknown_to_json(record.unknown);
    auto statement = database_.statement(insert_sql_);
    if (row) {
        statement.bind(*row);
    } else {
        statement.bind_null();
    }
    statement.bind(record.id).bind(std::int64_t{logged_here});
    bind_record(statement, record, stamps, extra);
    EARSHOT_CHECK(statement.run());
    return statement.changes() > 0;
}

Result<void> RecordTable::update(std::int64_t row, const Record& record) {
    const std::string stamps = encode_stamps(dictionary_, record);
    const std::string extra = record.unknown.empty() ? std::string() : unknown_to_json(record.unknown);
    auto statement = database_.statement(update_sql_);
    bind_record(statement, record, stamps, extra);
    return statement.bind(row).run();
}

Result<void> RecordTable::remove(std::int64_t row) {
    return database_.statement(remove_sql_, row).run();
}

void RecordTable::bind_record(Statement& statement, const Record& record, const std::string& stamps,
                              const std::string& extra) const {
    statement.bind_blob(stamps);
    if (extra.empty()) {
        statement.bind_null();
    } else {
        statement.bind(extra);
    }
    for (const FieldState& field : record.fields) {
        if (const auto* text = std::get_if<std::string>(&field.value)) {
            statement.bind(*text);
        } else if (const auto* number = std::get_if<std::int64_t>(&field.value)) {
            statement.bind(*number);
        } else if (const SetValue* set = set_of(field.value)) {
            statement.bind_copy(set_to_json(*set, field.stamp));
        } else {
            statement.bind_null();
        }
    }
}

Result<StoredRecord> RecordTable::read(const Statement& statement, int first) const {
    StoredRecord stored{statement.number(first), statement.number(first + 2) != 0,
                        make_record(table_.kind, statement.id(first + 1))};
    Record& record = stored.record;
    const auto damaged = [&](const char* part) {
        return Error{Errc::corrupt, std::string("the ") + part + " of " + std::string(table_.name) + " " +
                                        to_text(record.id) + " cannot be read; earshot doctor says more"};
    };
    if (!decode_stamps(dictionary_, statement.blob(first + 3), record)) return damaged("stamps");
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        const int column = first + fixed_columns + static_cast<int>(i);
        if (statement.is_null(column)) continue;
        FieldState& field = record.fields[i];
        const FieldType type = table_.fields[i].type;
        if (is_number(type)) {
            field.value = statement.number(column);
        } else if (type == FieldType::set) {
            auto set = set_from_json(statement.text(column), field.stamp);
            if (!set) return damaged("members");
            field.value = std::move(*set);
        } else {
            field.value = std::string(statement.text(column));
        }
    }
    if (!statement.is_null(first + 4)) {
        auto unknown = unknown_from_json(statement.text(first + 4));
        if (!unknown) return damaged("further fields");
        record.unknown = std::move(*unknown);
        promote(table_, record);
    }
    return stored;
}

}  // namespace earshot::sync
