#include "platform/base/time.hpp"

#include <array>
#include <charconv>
#include <cstdio>

namespace earshot {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t seconds_a_day = 86'400;

sys_days day_of(const CivilTime& t) {
    return sys_days{year_month_day{std::chrono::year{t.year}, std::chrono::month{t.month}, std::chrono::day{t.day}}};
}

CivilTime date_from(sys_days day) {
    const year_month_day ymd{day};
    CivilTime date;
    date.year = static_cast<std::int16_t>(static_cast<int>(ymd.year()));
    date.month = static_cast<std::uint8_t>(static_cast<unsigned>(ymd.month()));
    date.day = static_cast<std::uint8_t>(static_cast<unsigned>(ymd.day()));
    return date;
}

// Exactly `width` digits at `at`, or -1.
int digits(std::string_view text, std::size_t at, std::size_t width) {
    if (at + width > text.size()) return -1;
    int value = 0;
    for (std::size_t i = at; i < at + width; ++i) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

Error bad_time(std::string_view text) {
    return {Errc::invalid, "\"" + std::string(text) + "\" is not a date. Write it as 2026-11-03 or 2026-11-03T11:20."};
}

}  // namespace

std::int64_t civil_seconds(const CivilTime& t) {
    const std::int64_t of_day = t.has_time() ? t.hour * 3600 + t.minute * 60 : 0;
    return day_of(t).time_since_epoch().count() * seconds_a_day + of_day;
}

CivilTime civil_from_seconds(std::int64_t seconds) {
    std::int64_t day = seconds / seconds_a_day;
    std::int64_t rest = seconds % seconds_a_day;
    if (rest < 0) {
        rest += seconds_a_day;
        day -= 1;
    }
    CivilTime t = date_from(sys_days{days{static_cast<int>(day)}});
    t.hour = static_cast<std::int8_t>(rest / 3600);
    t.minute = static_cast<std::uint8_t>(rest % 3600 / 60);
    return t;
}

CivilTime civil_date_plus_days(const CivilTime& date, int count) {
    CivilTime moved = date_from(day_of(date) + days{count});
    moved.hour = date.hour;
    moved.minute = date.minute;
    return moved;
}

int civil_days_between(const CivilTime& from, const CivilTime& to) {
    return static_cast<int>((day_of(to) - day_of(from)).count());
}

Result<CivilTime> parse_civil(std::string_view text) {
    const int year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
    if (year < 1900 || month < 0 || day < 0 || text[4] != '-' || text[7] != '-') return bad_time(text);
    const year_month_day ymd{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                             std::chrono::day{static_cast<unsigned>(day)}};
    if (!ymd.ok()) return bad_time(text);
    CivilTime t{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
    if (text.size() == 10) return t;
    const int hour = digits(text, 11, 2), minute = digits(text, 14, 2);
    const bool seconds = text.size() == 19 && text[16] == ':' && digits(text, 17, 2) >= 0 && digits(text, 17, 2) < 61;
    if ((text[10] != 'T' && text[10] != ' ') || hour < 0 || hour > 23 || minute < 0 || minute > 59 || text[13] != ':' ||
        (text.size() != 16 && !seconds)) {
        return bad_time(text);
    }
    t.hour = static_cast<std::int8_t>(hour);
    t.minute = static_cast<std::uint8_t>(minute);
    return t;
}

std::string to_text(const CivilTime& t) {
    std::array<char, 32> out{};
    const int length = t.has_time() ? std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02d:%02u", t.year, t.month,
                                                    t.day, t.hour, t.minute)
                                    : std::snprintf(out.data(), out.size(), "%04d-%02u-%02u", t.year, t.month, t.day);
    return {out.data(), static_cast<std::size_t>(length)};
}

CivilTime civil_from_wall(WallTime time, std::chrono::minutes offset) {
    const std::int64_t ms = time.unix_ms + std::chrono::duration_cast<Duration>(offset).count();
    const std::int64_t seconds = ms >= 0 ? ms / 1000 : (ms - 999) / 1000;
    return civil_from_seconds(seconds);
}

std::string to_rfc3339(WallTime time) {
    std::int64_t seconds = time.unix_ms / 1000;
    std::int64_t ms = time.unix_ms % 1000;
    if (ms < 0) {
        ms += 1000;
        seconds -= 1;
    }
    std::int64_t second = seconds % 60;
    if (second < 0) second += 60;
    std::array<char, 16> tail{};
    const int length =
        std::snprintf(tail.data(), tail.size(), ":%02d.%03dZ", static_cast<int>(second), static_cast<int>(ms));
    return to_text(civil_from_seconds(seconds)) + std::string(tail.data(), static_cast<std::size_t>(length));
}

Month Month::plus(int months) const {
    const int index = year * 12 + (month - 1) + months;
    return {static_cast<std::int16_t>(index / 12), static_cast<std::uint8_t>(index % 12 + 1)};
}

Result<Month> parse_month(std::string_view text) {
    const int year = digits(text, 0, 4), month = digits(text, 5, 2);
    if (text.size() != 7 || text[4] != '-' || year < 1900 || month < 1 || month > 12) {
        return Error{Errc::invalid, "\"" + std::string(text) + "\" is not a month. Write it as 2026-11."};
    }
    return Month{static_cast<std::int16_t>(year), static_cast<std::uint8_t>(month)};
}

std::string to_text(Month m) {
    return to_text(m.first_day()).substr(0, 7);
}

Month month_of(const CivilTime& t) {
    return {t.year, t.month};
}

}  // namespace earshot
