#include "platform/ports/http.hpp"

#include <algorithm>

namespace earshot::platform {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::string_view HttpHeaders::find(std::string_view name) const {
    for (const auto& [key, value] : lines) {
        const bool same = std::equal(key.begin(), key.end(), name.begin(), name.end(),
                                     [](char a, char b) { return lower(a) == lower(b); });
        if (same) return value;
    }
    return {};
}

}  // namespace earshot::platform
