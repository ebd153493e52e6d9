#include "sync/server/byte_range.hpp"

#include <algorithm>

#include "sync/protocol/tus.hpp"

namespace earshot::sync {
namespace {

constexpr ByteRange outside{1, 0};

}  // namespace

std::optional<ByteRange> parse_range(std::string_view header, std::uint64_t length) {
    constexpr std::string_view unit = "bytes=";
    if (!header.starts_with(unit)) return std::nullopt;
    header.remove_prefix(unit.size());
    const std::size_t dash = header.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const std::string_view from = header.substr(0, dash), to = header.substr(dash + 1);
    const auto first = tus::parse_count(from), last = tus::parse_count(to);
    if (from.empty()) {
        if (!last) return std::nullopt;
        if (*last == 0 || length == 0) return outside;
        return ByteRange{length - std::min(*last, length), length - 1};
    }
    if (!first || (!to.empty() && !last) || (last && *last < *first)) return std::nullopt;
    if (*first >= length) return outside;
    return ByteRange{*first, std::min(last.value_or(length - 1), length - 1)};
}

}  // namespace earshot::sync
