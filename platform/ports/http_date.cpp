#include "platform/ports/http_date.hpp"

#include <array>
#include <cstdio>

namespace earshot::platform {
namespace {

constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
constexpr std::string_view days = "ThuFriSatSunMonTueWed";  // 1970-01-01 was a Thursday.

}  // namespace

std::string to_http_date(WallTime time) {
    const CivilTime civil = civil_from_wall(time, std::chrono::minutes{0});
    const auto name = [](std::string_view names, int number) {
        return std::string(names.substr(static_cast<std::size_t>(number) * 3, 3));
    };
    const std::int64_t seconds = time.unix_ms / 1'000;
    std::array<char, 32> text{};
    const int length = std::snprintf(text.data(), text.size(), "%s, %02d %s %04d %02d:%02d:%02d GMT",
                                     name(days, static_cast<int>(seconds / 86'400 % 7)).c_str(), civil.day,
                                     name(months, civil.month - 1).c_str(), civil.year, civil.hour, civil.minute,
                                     static_cast<int>(seconds % 60));
    return {text.data(), static_cast<std::size_t>(length)};
}

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

}  // namespace earshot::platform
