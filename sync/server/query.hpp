// sync/server/query.hpp: the query of an address: name=value pairs with & between them, percent-encoded (RFC 3986, 2.1
// and 3.4; + is a space, as forms write it).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "platform/base/result.hpp"

namespace earshot::sync {

using Query = std::map<std::string, std::string, std::less<>>;

// Of a request's target. A pair without a value counts as left out. Errc::invalid, naming the place: a name said twice,
// what is not percent-encoded as it should be, what is not UTF-8.
Result<Query> parse_query(std::string_view target);
// "?limit=50&site=leeds"; empty for an empty one.
std::string to_text(const Query& query);

}  // namespace earshot::sync
