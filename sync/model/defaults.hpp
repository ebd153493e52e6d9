// sync/model/defaults.hpp: what a fresh device knows before it has heard from anybody.
//
// The six default stages have the same ids and the oldest possible stamps everywhere, so they need not travel, and the
// first edit by a facilitator wins.
#pragma once

#include <string_view>
#include <vector>

#include "sync/model/record.hpp"

namespace earshot::sync {

// The id of a record that is known by its key: a stage, a moment, a site, a function.
Id id_of_key(Kind kind, std::string_view key);

std::vector<Record> default_stages();

}  // namespace earshot::sync
