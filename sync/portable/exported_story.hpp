// sync/portable/exported_story.hpp: one line of an export in JSON lines, read back.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "sync/portable/portable_story.hpp"

namespace earshot::sync {

// Gives a story whose line has no id one; may complete it. Called before its echoes are read, whose ids hang on it.
using GiveId = std::function<Id(Edit& story)>;

// Errc::invalid with the reason, which names the member. Without `give_id` the id of a line that has none is nil.
Result<ImportedStory> exported_story(std::size_t line_number, std::string_view line, const GiveId& give_id = {});

}  // namespace earshot::sync
