// sync/portable/field_text.hpp: values as people write them in a table, and back.
//
//   text, id   as it is                      date   2026-11-03 or 2026-11-03T11:20
//   number     4 (4.0 is read too)           set    repeat call; handover
//   boolean    true or false (yes, no, 1 and 0 are read too)
//
// In a set a backslash makes ; and \ and a space at either end of a member part of that member.
//
// What text_of_value() writes, value_from_text() reads back to the same value: exports can be imported.
#pragma once

#include <string>
#include <string_view>

#include "sync/model/field.hpp"
#include "sync/model/value.hpp"

namespace earshot::sync {

// Empty text is an empty value: not said. Errc::invalid names the field and the rule.
Result<Value> value_from_text(const Field& field, std::string_view text);
std::string text_of_value(const Field& field, const Value& value);

}  // namespace earshot::sync
