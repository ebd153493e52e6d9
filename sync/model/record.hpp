// sync/model/record.hpp: one thing Earshot keeps: a kind, an id, and fields, each with the stamp of its last write.
//
// A record can be partial: a field whose stamp says "never" is simply not spoken of. What travels is a partial record;
// what the store holds is the merge of all it has seen. Fields and kinds this build does not know ride along as the
// JSON they came in.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sync/model/field.hpp"
#include "sync/model/value.hpp"

namespace earshot::sync {

struct FieldState {
    Value value;
    Stamp stamp;

    bool operator==(const FieldState&) const = default;
};

struct UnknownField {
    std::string name;
    std::string json;
    Stamp stamp;

    bool operator==(const UnknownField&) const = default;
};

struct Record {
    Kind kind = Kind::story;
    std::string unknown_kind;  // the name it came with, when kind is unknown
    Id id;
    std::vector<FieldState> fields;     // by field number, as long as the table; empty for an unknown kind
    std::vector<UnknownField> unknown;  // by name, each once

    bool operator==(const Record&) const = default;

    const Value& value(FieldNumber field) const { return fields[field].value; }
    std::string_view text(FieldNumber field) const { return text_of(fields[field].value); }
    std::int64_t number(FieldNumber field, std::int64_t otherwise = 0) const {
        return number_of(fields[field].value, otherwise);
    }
    // Whether anybody ever wrote it, if only to empty it.
    bool speaks_of(FieldNumber field) const { return !fields[field].stamp.is_never(); }
    bool is_deleted() const { return !fields.empty() && number_of(fields[0].value) == 1; }
    std::string_view kind_name() const {
        return kind == Kind::unknown ? std::string_view(unknown_kind) : name_of(kind);
    }
    // The latest stamp of any field, and of any member of a set.
    Stamp latest() const;
};

// No field written yet.
Record make_record(Kind kind, const Id& id);

// A person's change: fields of one record, all written at one moment. The store gives them their stamp.
struct Edit {
    Kind kind = Kind::story;
    Id id;
    std::vector<std::pair<FieldNumber, Value>> writes;
};

}  // namespace earshot::sync
