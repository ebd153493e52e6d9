// sync/store/draft_text.hpp: what the store must understand of a draft: whom it is about, and which photos it has.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/model/erasure.hpp"

namespace earshot::sync {

// The draft without what is erased: unchanged when nothing is, empty when it is the correction of a story whose words
// are. Members named like personal fields of a story go when the story is erased, and any text that is nothing but the
// reference of a customer to be forgotten goes. The photos go with the story, whatever its depth, as attachments do.
std::optional<std::string> draft_without(const ErasureBook& book, std::string_view json);

// The hashes of the blobs that the draft's photos name.
std::vector<std::string> media_of_draft(std::string_view json);

}  // namespace earshot::sync
