// sync/protocol/problem.hpp: what the server says when it cannot do as asked (RFC 9457, application/problem+json).
//
// `kind` is for programs ("wrong-token"), title and detail are for people: what happened, what is safe, what to do.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace earshot::sync {

struct Problem {
    int status = 500;
    std::string kind;  // on the wire: "type":"urn:earshot:problem:<kind>"
    std::string title, detail;
    std::vector<int> protocols_supported;  // only when the versions do not fit
};

std::string encode_problem(const Problem& problem);
// Total: of a body that is no problem document, whatever can be understood; an empty title when nothing can.
Problem decode_problem(int status, std::string_view body);

}  // namespace earshot::sync
