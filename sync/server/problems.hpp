// sync/server/problems.hpp: every way the server can say no, in words for the person in front of the device.
#pragma once

#include "platform/base/result.hpp"
#include "platform/base/time.hpp"
#include "platform/ports/http.hpp"
#include "sync/protocol/problem.hpp"

namespace earshot::sync {

platform::HttpResponse response_of(const Problem& problem);
// With a Retry-After.
platform::HttpResponse response_of(const Problem& problem, Duration wait);

// The message cannot be read; `detail` is the error that names the place.
Problem bad_message(const std::string& detail);
Problem wrong_version(const std::string& detail);
Problem no_token();
Problem unknown_token();
Problem revoked_token();
Problem token_of_another_device();
Problem wrong_code();
// The query of the address cannot be understood; `detail` names the parameter.
Problem bad_query(const std::string& detail);
Problem no_such_story();
Problem too_many_rows();
Problem nothing_here();
Problem wrong_method();
Problem too_large();
Problem too_often();
Problem too_many_guesses();
Problem unknown_coding();
Problem unknown_type(std::string_view wanted = "application/json");
// The shared store could not do it.
Problem store_trouble(const Error& error);
// What the listener refuses before anybody has looked inside: 400, 408, 413, 421 (plain HTTP where TLS is spoken), 431,
// 500, 503.
Problem unheard(int status);

}  // namespace earshot::sync
