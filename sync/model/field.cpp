#include "sync/model/field.hpp"

#include <array>

#include "platform/base/assert.hpp"
#include "sync/model/tables.hpp"

namespace earshot::sync {
namespace {

constexpr std::array<KindTable, kind_count> tables{{
    {Kind::story, "story", story_fields},
    {Kind::echo, "echo", echo_fields},
    {Kind::theme, "theme", theme_fields},
    {Kind::stage, "stage", stage_fields},
    {Kind::moment, "moment", moment_fields},
    {Kind::site, "site", site_fields},
    {Kind::function, "function", function_fields},
    {Kind::term, "term", term_fields},
    {Kind::reply, "reply", reply_fields},
    {Kind::receipt, "receipt", receipt_fields},
    {Kind::asset_month, "asset_month", asset_month_fields},
    {Kind::loss_call, "loss_call", loss_call_fields},
    {Kind::room, "room", room_fields},
    {Kind::commitment, "commitment", commitment_fields},
    {Kind::attachment, "attachment", attachment_fields},
    {Kind::erasure, "erasure", erasure_fields},
}};

}  // namespace

std::optional<FieldNumber> KindTable::find(std::string_view field_name) const {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].name == field_name) return static_cast<FieldNumber>(i);
    }
    return std::nullopt;
}

const KindTable& table_of(Kind kind) {
    EARSHOT_ASSERT(kind != Kind::unknown);
    return tables[static_cast<std::size_t>(kind)];
}

std::span<const KindTable> all_tables() {
    return tables;
}

std::string_view name_of(Kind kind) {
    return kind == Kind::unknown ? std::string_view("unknown") : table_of(kind).name;
}

Kind kind_named(std::string_view name) {
    for (const KindTable& table : tables) {
        if (table.name == name) return table.kind;
    }
    return Kind::unknown;
}

}  // namespace earshot::sync
