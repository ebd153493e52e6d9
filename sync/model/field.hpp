// sync/model/field.hpp: the table every other part reads to know what a record of a kind holds.
//
// Store, protocol, merge, redaction, search, export and import go by these tables. A new field is one line in
// tables.hpp, one migration and one widget; a new kind is one table and one migration. The order of the lines is this
// build's own business: what travels and what is stored names the field, never its number.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace earshot::sync {

enum class Kind : std::uint8_t {
    story,
    echo,
    theme,
    stage,
    moment,
    site,
    function,
    term,
    reply,
    receipt,
    asset_month,
    loss_call,
    room,
    commitment,
    attachment,
    erasure,
    unknown,  // from a newer peer: kept and passed on unchanged
};
inline constexpr int kind_count = static_cast<int>(Kind::unknown);

enum class FieldType : std::uint8_t {
    text,
    number,
    boolean,  // 0 or 1
    date,     // CivilTime as text, with or without a time of day
    id,       // another record, as text
    set,      // of texts
};

enum class Merge : std::uint8_t {
    last_writer,  // the later stamp wins, the other value is kept aside
    add_wins,     // sets: member by member, the later stamp wins, adding wins a tie
    once_true,    // once set it stays set: deleting wins over editing
};

// Where a field may go and what may find it.
enum class Use : std::uint8_t {
    plain = 0,
    searchable = 1,  // in the full-text index
    personal = 2,    // only to roles that may see personal data
};

using FieldNumber = std::uint8_t;

struct Field {
    std::string_view name;
    FieldType type = FieldType::text;
    Use use = Use::plain;
    Merge merge = Merge::last_writer;
    std::int64_t most = 0;   // number: largest value; text: most bytes; 0: the default of check.cpp
    std::int64_t least = 0;  // number: smallest value
};

struct KindTable {
    Kind kind;
    std::string_view name;
    std::span<const Field> fields;

    std::optional<FieldNumber> find(std::string_view field_name) const;
};

// `kind` is not Kind::unknown.
const KindTable& table_of(Kind kind);
std::span<const KindTable> all_tables();
std::string_view name_of(Kind kind);
// Kind::unknown for a name this build does not know.
Kind kind_named(std::string_view name);

}  // namespace earshot::sync
