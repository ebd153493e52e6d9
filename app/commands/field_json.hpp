// app/commands/field_json.hpp: values as members of a JSON object, and back.
//
//   text, date, id   a text            boolean   true or false
//   number           a whole number    set       a list of texts
#pragma once

#include "app/commands/json.hpp"
#include "sync/model/field.hpp"
#include "sync/model/value.hpp"

namespace earshot::app {

// A value that says nothing (empty text, a set without members) is left out.
void write_field(JsonWriter& json, const sync::Field& field, const sync::Value& value);
// null is an empty value. Errc::invalid names the field and the type it wants.
Result<sync::Value> value_from_json(const sync::Field& field, yyjson_val* json);

}  // namespace earshot::app
