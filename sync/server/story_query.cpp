#include "sync/server/story_query.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "platform/base/utf8.hpp"
#include "sync/model/check.hpp"

namespace earshot::sync {
namespace {

constexpr std::size_t digits_of_place = 16, digits_of_id = 32;
constexpr std::size_t told_most = 40;  // characters of a value that is not understood
constexpr std::array<std::string_view, 6> names{"kind", "stage", "site", "month", "limit", "after"};

Error wrong(std::string_view name, std::string_view value, std::string_view rule) {
    return {Errc::invalid, fmt::format("{}: \"{}\" {}", name, utf8_prefix(value, told_most), rule)};
}

Result<void> check_names(const Query& query, std::string_view besides) {
    for (const auto& [name, value] : query) {
        if (name == besides || std::find(names.begin(), names.end(), name) != names.end()) continue;
        return Error{Errc::invalid,
                     fmt::format("\"{}\" is no parameter of this address", utf8_prefix(name, told_most))};
    }
    return {};
}

std::string_view value_in(const Query& query, std::string_view name) {
    const auto found = query.find(name);
    return found == query.end() ? std::string_view() : std::string_view(found->second);
}

// Hex digits, small ones, all of them.
template <class Number>
bool read_hex(std::string_view text, Number& number) {
    const char* const end = text.data() + text.size();
    return text.find_first_not_of("0123456789abcdef") == std::string_view::npos &&
           std::from_chars(text.data(), end, number, 16).ptr == end;
}

}  // namespace

Result<StoryRequest> story_request_of(const Query& query, std::int64_t limit_otherwise, WallTime now,
                                      std::string_view besides) {
    EARSHOT_CHECK(check_names(query, besides));
    StoryRequest request;
    request.now = now;
    request.stories_most = limit_otherwise;
    request.kind = value_in(query, "kind");
    request.stage = value_in(query, "stage");
    request.site = value_in(query, "site");
    const bool is_kind = std::find(story_kinds.begin(), story_kinds.end(), request.kind) != story_kinds.end();
    if (!request.kind.empty() && !is_kind) return wrong("kind", request.kind, "is not praise, pain, idea or issue");
    if (const auto month = value_in(query, "month"); !month.empty()) {
        const auto parsed = parse_month(month);
        if (!parsed) return wrong("month", month, "is not a month; write it as 2026-11");
        request.month = *parsed;
    }
    if (const auto limit = value_in(query, "limit"); !limit.empty()) {
        const char* const end = limit.data() + limit.size();
        const auto [read, trouble] = std::from_chars(limit.data(), end, request.stories_most);
        const bool fits = request.stories_most >= 1 && request.stories_most <= stories_a_page_most;
        if (trouble != std::errc() || read != end || !fits)
            return wrong("limit", limit, fmt::format("is not between 1 and {}", stories_a_page_most));
    }
    if (const auto after = value_in(query, "after"); !after.empty()) {
        EARSHOT_TRY(request.after, parse_place(after));
    }
    return request;
}

std::string to_text(const StoryPlace& place) {
    std::string text = fmt::format("{:016x}", static_cast<std::uint64_t>(place.place));
    for (const std::uint8_t byte : place.id.bytes)
        text += fmt::format("{:02x}", byte);
    return text;
}

Result<StoryPlace> parse_place(std::string_view text) {
    StoryPlace place;
    std::uint64_t number = 0;
    bool is_sound = text.size() == digits_of_place + digits_of_id && read_hex(text.substr(0, digits_of_place), number);
    place.place = static_cast<std::int64_t>(number);
    for (std::size_t i = 0; is_sound && i < place.id.bytes.size(); ++i)
        is_sound = read_hex(text.substr(digits_of_place + 2 * i, 2), place.id.bytes[i]);
    if (!is_sound) return wrong("after", text, "is not what an answer gave; take it as it was given");
    return place;
}

}  // namespace earshot::sync
