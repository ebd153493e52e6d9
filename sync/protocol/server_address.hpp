// sync/protocol/server_address.hpp: where a shared store is, as people type it.
//
// Errors  Errc::invalid: it cannot be an address; in words fit for the person who typed it.
#pragma once

#include <string>
#include <string_view>

#include "platform/base/result.hpp"

namespace earshot::sync {

// "https://earshot.example" out of "earshot.example/", "http://127.0.0.1:8000" out of "127.0.0.1:8000": without a
// scheme this machine is spoken to plainly, every other encrypted.
Result<std::string> tidy_server(std::string_view typed);

}  // namespace earshot::sync
