// sync/server/postgres/upkeep.hpp: what the keeper asks: every record, what is wrong, how much there is.
#pragma once

#include <functional>

#include "sync/server/keeper_store.hpp"
#include "sync/server/postgres/connection.hpp"

namespace earshot::sync::postgres {

Result<void> visit_records(Connection& connection, std::string_view kind, WallTime now,
                           const std::function<Result<void>(std::string_view record)>& visit);
Result<std::vector<std::string>> examine_store(Connection& connection);
Result<StoreTotals> count_records(Connection& connection);
Result<std::int64_t> size_of_store(Connection& connection);
Result<std::string> describe_server(Connection& connection);

}  // namespace earshot::sync::postgres
