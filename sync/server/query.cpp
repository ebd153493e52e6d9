#include "sync/server/query.hpp"

#include <charconv>

#include <fmt/format.h>

#include "platform/base/utf8.hpp"

namespace earshot::sync {
namespace {

constexpr std::size_t told_most = 40;  // characters of what cannot be read

Error unreadable(std::string_view text, std::string_view rule) {
    std::string told;
    for (const char c : text.substr(0, told_most))
        told += static_cast<unsigned char>(c) < 0x80 ? c : '?';
    return {Errc::invalid, "\"" + told + "\" " + std::string(rule)};
}

Result<std::string> decoded(std::string_view text) {
    std::string plain;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            plain += text[i] == '+' ? ' ' : text[i];
            continue;
        }
        std::uint8_t byte = 0;
        const char* const first = text.data() + i + 1;
        if (i + 2 >= text.size() || std::from_chars(first, first + 2, byte, 16).ptr != first + 2)
            return unreadable(text, "is not percent-encoded as it should be");
        plain += static_cast<char>(byte);
        i += 2;
    }
    if (!is_utf8(plain)) return unreadable(text, "is not UTF-8");
    return plain;
}

std::string encoded(std::string_view plain) {
    constexpr std::string_view unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string text;
    for (const char c : plain)
        text += unreserved.find(c) != std::string_view::npos ? std::string(1, c)
                                                             : fmt::format("%{:02X}", static_cast<std::uint8_t>(c));
    return text;
}

}  // namespace

Result<Query> parse_query(std::string_view target) {
    Query query;
    const std::size_t begin = target.find('?');
    std::string_view rest = begin == std::string_view::npos ? std::string_view() : target.substr(begin + 1);
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
        const std::size_t equals = pair.find('=');
        EARSHOT_TRY(const std::string name, decoded(pair.substr(0, equals)));
        EARSHOT_TRY(std::string value,
                    decoded(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1)));
        if (value.empty()) continue;
        if (!query.emplace(name, std::move(value)).second) return unreadable(name, "is said twice");
    }
    return query;
}

std::string to_text(const Query& query) {
    std::string text;
    for (const auto& [name, value] : query)
        text += (text.empty() ? '?' : '&') + encoded(name) + '=' + encoded(value);
    return text;
}

}  // namespace earshot::sync
