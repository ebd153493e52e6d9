// sync/protocol/enrolment.hpp: how a device becomes known: a short code, typed once, against a token.
//
// PROTOCOL.md says who may send what when.
#pragma once

#include <string>
#include <string_view>

#include "platform/base/id.hpp"
#include "platform/base/result.hpp"

namespace earshot::sync {

struct EnrolRequest {
    std::string code;
    Id device;
    std::string name;  // what the device is called: "Leeds, Counter 2"; may be empty
};

struct EnrolAnswer {
    std::string token;
    std::string role, site, company;
};

// Codes are eight of these: no 0 and O, no 1, I and L, no U and V side by side to mistake.
inline constexpr std::string_view code_letters = "23456789ABCDEFGHJKMNPQRSTWXYZ";
inline constexpr std::size_t code_length = 8;
// What a person typed, as the server keeps it: capitals, no hyphens, no spaces.
std::string tidy_code(std::string_view typed);
// For reading aloud: "7KQM-2XWD".
std::string spaced_code(std::string_view code);

std::string encode(const EnrolRequest& request);
std::string encode(const EnrolAnswer& answer);
// Errc::invalid, naming the place.
Result<EnrolRequest> decode_enrol_request(std::string body);
Result<EnrolAnswer> decode_enrol_answer(std::string body);

}  // namespace earshot::sync
