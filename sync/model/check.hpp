// sync/model/check.hpp: may this be kept? The rules every door asks: commands, import, the server's verdicts.
//
// Errors are Errc::invalid and say which field breaks which rule, in words fit for the person who wrote it.
#pragma once

#include <array>
#include <string_view>

#include "platform/base/result.hpp"
#include "sync/model/record.hpp"

namespace earshot::sync {

inline constexpr std::array<std::string_view, 4> story_kinds{"praise", "pain", "idea", "issue"};
inline constexpr std::array<std::string_view, 8> story_sources{"counter", "call",   "visit",  "chat",
                                                               "review",  "survey", "social", "lost-customer"};

// Type, length, range and UTF-8 of one value. An empty value clears a field and is always allowed.
Result<void> check_value(const Field& field, const Value& value);
// Every field that is spoken of; and an erasure names what its id was made from.
Result<void> check_record(const Record& record);
Result<void> check_edit(const Edit& edit);
// A story that can be saved: a kind and words.
Result<void> check_new_story(const Record& story);

}  // namespace earshot::sync
