// app/commands/column_map.hpp: which columns of a table fill which fields of a story.
//
//   words=Title+Review Text,mood=Rating,echoes=Positive Feedback Count
//
// Left of "=" stands a field of a story by its table name, or echoes (how many others heard it too). Right of it stand
// one or more columns by their header, joined in that order. A column whose name holds one of , + = or " is written in
// double quotes, with a quote inside it doubled. Columns are found by their exact name, otherwise without regard to
// case and outer spaces.
//
// Errors  Errc::invalid for a map that cannot be read; Errc::not_found for a column the table does not have.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.hpp"
#include "sync/model/field.hpp"

namespace earshot::app {

struct MappedField {
    std::string field;  // a field of a story, or "echoes"
    std::vector<std::string> columns;
};

using ColumnMap = std::vector<MappedField>;
Result<ColumnMap> parse_column_map(std::string_view text);

// A map whose columns were found in a header.
struct BoundField {
    const sync::Field* field = nullptr;  // null: echoes
    sync::FieldNumber number = 0;
    std::vector<std::size_t> columns;
};
Result<std::vector<BoundField>> bind_columns(const ColumnMap& map, std::span<const std::string> header);

}  // namespace earshot::app
