#include "sync/protocol/tus.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "platform/base/base64.hpp"
#include "platform/base/text.hpp"
#include "platform/base/utf8.hpp"

namespace earshot::sync::tus {
namespace {

void append(std::string& out, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    if (!out.empty()) out += ',';
    out += std::string(name) + ' ' + to_base64(value);
}

Error wrong(std::string_view pair, const char* why) {
    return {Errc::invalid, "Upload-Metadata: \"" + std::string(utf8_prefix(pair, 60)) + "\" " + why};
}

}  // namespace

std::string encode(const Metadata& metadata) {
    std::string out;
    append(out, "sha256", metadata.sha256);
    append(out, "filename", metadata.filename);
    append(out, "filetype", metadata.filetype);
    return out;
}

Result<Metadata> decode_metadata(std::string_view header) {
    Metadata metadata;
    std::set<std::string_view> seen;
    while (!header.empty()) {
        const std::size_t comma = std::min(header.find(','), header.size());
        const std::string_view pair = trimmed(header.substr(0, comma), " ");
        header.remove_prefix(std::min(comma + 1, header.size()));
        const std::string_view name = pair.substr(0, pair.find(' '));
        const std::string_view coded =
            name.size() < pair.size() ? trimmed(pair.substr(name.size()), " ") : std::string_view();
        if (name.empty()) return wrong(pair, "has no name");
        if (!seen.insert(name).second) return wrong(pair, "names what was named before");
        auto value = from_base64(coded);
        if (!value) return wrong(pair, "is not followed by base64");
        if (name == "sha256") metadata.sha256 = std::move(*value);
        if (name == "filename") metadata.filename = std::move(*value);
        if (name == "filetype") metadata.filetype = std::move(*value);
    }
    return metadata;
}

std::optional<std::uint64_t> parse_count(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (trouble != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace earshot::sync::tus
