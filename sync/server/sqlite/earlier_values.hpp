// sync/server/sqlite/earlier_values.hpp: values that lost to a later write of the same field, kept for people to see.
#pragma once

#include <vector>

#include "sync/model/merge.hpp"
#include "sync/store/database.hpp"

namespace earshot::sync {

// Inside the caller's transaction. The same value lost twice is kept once.
Result<void> keep_earlier_values(Database& database, const Record& record, const std::vector<EarlierValue>& earlier);

}  // namespace earshot::sync
