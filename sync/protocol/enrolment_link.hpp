// sync/protocol/enrolment_link.hpp: the address of the store and a code in one text, for a QR code or a message.
//
//   https://earshot.example/join#7KQM-2XWD
//
// The code stands behind the number sign, which no browser ever sends: it reaches no log on the way, should somebody
// open the link.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/base/result.hpp"

namespace earshot::sync {

struct EnrolmentLink {
    std::string server;  // "https://earshot.example"
    std::string code;    // "7KQM2XWD"

    bool operator==(const EnrolmentLink&) const = default;
};

std::string to_text(const EnrolmentLink& link);

// What keeps a text from being such a link.
enum class LinkFlaw : std::uint8_t {
    none,
    not_a_link,  // of another form altogether
    no_address,  // does not say where the store is
    no_code,
    wrong_code,  // that cannot be one: another length, or letters that codes do not have
};
// A person may have pasted it, with spaces around it.
LinkFlaw read_link(std::string_view text, EnrolmentLink& link);
// Likewise; Errc::invalid says what is wrong, for a terminal.
Result<EnrolmentLink> parse_enrolment_link(std::string_view text);
// Nobody meant it as a code, or as an address alone.
bool is_meant_as_link(std::string_view text);

}  // namespace earshot::sync
