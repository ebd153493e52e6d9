#include "app/cli/http_date.hpp"

#include <string>

namespace earshot::app {
namespace {

constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";

}  // namespace

std::optional<WallTime> parse_http_date(std::string_view text) {
    if (text.size() != 29 || text.substr(25) != " GMT") return std::nullopt;
    const std::size_t month = months.find(text.substr(8, 3));
    const std::string_view second = text.substr(23, 2);
    if (month == std::string_view::npos || month % 3 != 0) return std::nullopt;
    if (second.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    const std::size_t number = month / 3 + 1;
    const std::string civil = std::string(text.substr(12, 4)) + (number < 10 ? "-0" : "-") + std::to_string(number) +
                              '-' + std::string(text.substr(5, 2)) + 'T' + std::string(text.substr(17, 5));
    const auto time = parse_civil(civil);
    if (!time) return std::nullopt;
    const std::int64_t seconds = (second[0] - '0') * 10 + (second[1] - '0');
    return WallTime{(civil_seconds(*time) + seconds) * 1'000};
}

}  // namespace earshot::app
