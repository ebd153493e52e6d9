// sync/store/value_json.hpp: sets, and fields this build does not know, as JSON text in a column.
//
//   a set             ["damp","lamp",["wet","019a...@0198...",false]]   a bare name is present since the field's own
//   stamp unknown fields    [["weather","019a...@0198...","\"rain\""], ...]   name, stamp, the JSON it came as
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/model/record.hpp"

namespace earshot::sync {

std::string set_to_json(const SetValue& set, const Stamp& field_stamp);
// Empty when the text is not such a set.
std::optional<SetValue> set_from_json(std::string_view json, const Stamp& field_stamp);

std::string unknown_to_json(const std::vector<UnknownField>& fields);
std::optional<std::vector<UnknownField>> unknown_from_json(std::string_view json);

// A field that was unknown when it came: its JSON as a value of the type it has turned out to have. Empty when it does
// not fit.
std::optional<Value> value_from_json(FieldType type, std::string_view json, const Stamp& stamp);

}  // namespace earshot::sync
