#include "sync/protocol/enrolment_link.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "platform/base/text.hpp"
#include "sync/protocol/enrolment.hpp"

namespace earshot::sync {
namespace {

constexpr std::string_view before_code = "/join#";
constexpr std::string_view blank = " \t\r\n";

bool is_code(std::string_view code) {
    return code.size() == code_length &&
           std::all_of(code.begin(), code.end(), [](char c) { return code_letters.find(c) != std::string_view::npos; });
}

std::string_view words_of(LinkFlaw flaw) {
    switch (flaw) {
        case LinkFlaw::none:
            break;
        case LinkFlaw::not_a_link:
            return "is not a link to join with";
        case LinkFlaw::no_address:
            return "does not say where the store is";
        case LinkFlaw::no_code:
            return "has no code after the number sign; was all of it copied?";
        case LinkFlaw::wrong_code:
            return "has a code that cannot be one: codes have eight letters and digits; was all of it copied?";
    }
    return {};
}

}  // namespace

std::string to_text(const EnrolmentLink& link) {
    return fmt::format("{}{}{}", link.server, before_code, spaced_code(link.code));
}

LinkFlaw read_link(std::string_view text, EnrolmentLink& link) {
    text = trimmed(text);
    const std::size_t scheme_end = text.find("://");
    const std::string_view scheme = text.substr(0, scheme_end);
    const std::size_t at = text.find(before_code);
    const bool has_blank = text.find_first_of(blank) != std::string_view::npos;
    if (scheme_end == std::string_view::npos || (scheme != "https" && scheme != "http") || has_blank)
        return LinkFlaw::not_a_link;
    const std::size_t address = scheme_end + 3;
    if (at == std::string_view::npos) {
        return text.ends_with("/join") || text.ends_with("/join/") ? LinkFlaw::no_code : LinkFlaw::not_a_link;
    }
    if (at <= address) return LinkFlaw::no_address;
    const std::string code = tidy_code(text.substr(at + before_code.size()));
    if (code.empty()) return LinkFlaw::no_code;
    if (!is_code(code)) return LinkFlaw::wrong_code;
    link = {std::string(text.substr(0, at)), code};
    return LinkFlaw::none;
}

Result<EnrolmentLink> parse_enrolment_link(std::string_view text) {
    EnrolmentLink link;
    const LinkFlaw flaw = read_link(text, link);
    if (flaw == LinkFlaw::none) return link;
    return Error{Errc::invalid, fmt::format("\"{}\" {}. Such a link looks like https://earshot.example/join#7KQM-2XWD. "
                                            "Nothing was changed.",
                                            trimmed(text).substr(0, 120), words_of(flaw))};
}

bool is_meant_as_link(std::string_view text) {
    return text.find("://") != std::string_view::npos && text.find("/join") != std::string_view::npos;
}

}  // namespace earshot::sync
