// sync/portable/field_json.hpp: values as members of a JSON object, and back.
//
//   text, date, id   a text            boolean   true or false
//   number           a whole number    set       a list of texts
#pragma once

#include "sync/model/field.hpp"
#include "sync/model/value.hpp"
#include "sync/portable/json.hpp"

namespace earshot::sync {

// A value that says nothing (empty text, a set without members) is left out.
void write_field(JsonWriter& json, const Field& field, const Value& value);
// null is an empty value. Errc::invalid names the field and the type it wants.
Result<Value> value_from_json(const Field& field, yyjson_val* json);

}  // namespace earshot::sync
