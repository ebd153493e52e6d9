// platform/base/time.hpp: the two kinds of time, and the calendar.
//
// Instant never goes backwards and means nothing outside this process: for delays and time-outs.
// WallTime is what the wall shows, in milliseconds since 1970-01-01 UTC; it jumps when a kiosk finds its time server.
// CivilTime is a date, with or without a time of day, as the person at the counter would write it; it has no zone.
// Calendar arithmetic is std::chrono's (proleptic Gregorian); text forms follow RFC 3339 / ISO 8601.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/base/result.hpp"

namespace earshot {

using Duration = std::chrono::milliseconds;

struct Instant {
    std::int64_t ms = 0;

    auto operator<=>(const Instant&) const = default;
    Instant operator+(Duration d) const { return {ms + d.count()}; }
    Instant operator-(Duration d) const { return {ms - d.count()}; }
    Duration operator-(Instant other) const { return Duration{ms - other.ms}; }
    static constexpr Instant never() { return {INT64_MAX / 2}; }
};

struct WallTime {
    std::int64_t unix_ms = 0;

    auto operator<=>(const WallTime&) const = default;
    WallTime operator+(Duration d) const { return {unix_ms + d.count()}; }
    Duration operator-(WallTime other) const { return Duration{unix_ms - other.unix_ms}; }
};

struct CivilTime {
    std::int16_t year = 1970;
    std::uint8_t month = 1;  // 1 to 12
    std::uint8_t day = 1;    // 1 to 31
    std::int8_t hour = -1;   // -1 when only the date is known
    std::uint8_t minute = 0;

    auto operator<=>(const CivilTime&) const = default;
    bool has_time() const { return hour >= 0; }
};

// Seconds since 1970-01-01T00:00 as if the civil time were UTC; a date alone counts as its midnight.
std::int64_t civil_seconds(const CivilTime& time);
CivilTime civil_from_seconds(std::int64_t seconds);
CivilTime civil_date_plus_days(const CivilTime& date, int days);
// The number of days from `from` to `to`, by date alone.
int civil_days_between(const CivilTime& from, const CivilTime& to);

// "2026-11-03" or "2026-11-03T11:20" (a space for the T and ":ss" seconds are accepted and dropped).
Result<CivilTime> parse_civil(std::string_view text);
std::string to_text(const CivilTime& time);

// The civil time a wall clock that is `offset` ahead of UTC shows.
CivilTime civil_from_wall(WallTime time, std::chrono::minutes offset);
// "2026-11-03T11:20:05.123Z", for logs, JSON and metadata.
std::string to_rfc3339(WallTime time);

// A month as "2026-11"; civil bounds are [first day, first day of the next month).
struct Month {
    std::int16_t year = 1970;
    std::uint8_t month = 1;

    auto operator<=>(const Month&) const = default;
    Month plus(int months) const;
    CivilTime first_day() const { return {year, month, 1}; }
};
Result<Month> parse_month(std::string_view text);
std::string to_text(Month month);
Month month_of(const CivilTime& time);

}  // namespace earshot
