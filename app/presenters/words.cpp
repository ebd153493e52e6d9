#include "app/presenters/words.hpp"

#include <array>

#include <fmt/format.h>

namespace earshot::app {
namespace {

// Keys of the twelve months, so that tests/tidy can see each one used.
std::string_view month_text(std::uint8_t month, const Strings& tr) {
    switch (month) {
        case 1:
            return tr("month.1");
        case 2:
            return tr("month.2");
        case 3:
            return tr("month.3");
        case 4:
            return tr("month.4");
        case 5:
            return tr("month.5");
        case 6:
            return tr("month.6");
        case 7:
            return tr("month.7");
        case 8:
            return tr("month.8");
        case 9:
            return tr("month.9");
        case 10:
            return tr("month.10");
        case 11:
            return tr("month.11");
        default:
            return tr("month.12");
    }
}

bool already_quoted(std::string_view words) {
    static constexpr std::array<std::string_view, 6> marks{"“", "«", "„", "「", "『", "\""};
    for (const std::string_view mark : marks) {
        if (words.starts_with(mark)) return true;
    }
    return false;
}

}  // namespace

std::string quoted(std::string_view words, std::string_view language) {
    if (already_quoted(words)) return std::string(words);
    const std::string_view tongue = language.substr(0, 2);
    if (tongue == "de") return fmt::format("„{}“", words);
    if (tongue == "es") return fmt::format("«{}»", words);
    if (tongue == "fr") return fmt::format("«\u00a0{}\u00a0»", words);
    if (tongue == "ja" || tongue == "zh") return fmt::format("「{}」", words);
    return fmt::format("“{}”", words);
}

std::string day_words(const CivilTime& day, const CivilTime& today, const Strings& tr) {
    // "1er novembre": in some languages the first day is an ordinal.
    const std::string number = day.day == 1 ? std::string(tr("date.first_of_month")) : std::to_string(day.day);
    const std::string_view month = month_text(day.month, tr);
    if (day.year == today.year) return tr("date.day_month", {number, month});
    return tr("date.day_month_year", {number, month, std::to_string(day.year)});
}

std::string when_words(const CivilTime& time, const CivilTime& now, const Strings& tr) {
    const int days = civil_days_between(time, now);
    if (days == 0 && time.has_time()) return tr("date.today_at", {clock_words(time)});
    if (days == 0) return std::string(tr("date.today"));
    if (days == 1) return std::string(tr("date.yesterday"));
    return day_words(time, now, tr);
}

std::string day_and_time_words(const CivilTime& time, const CivilTime& today, const Strings& tr) {
    const std::string day = day_words(time, today, tr);
    return time.has_time() ? tr("date.day_and_time", {day, clock_words(time)}) : day;
}

std::string clock_words(const CivilTime& time) {
    return time.has_time() ? fmt::format("{:02}:{:02}", time.hour, time.minute) : std::string();
}

std::string month_words(Month month, const Strings& tr) {
    return tr("date.month_year", {month_text(month.month, tr), std::to_string(month.year)});
}

std::string month_name(Month month, const Strings& tr) {
    return std::string(month_text(month.month, tr));
}

std::string size_words(std::int64_t bytes) {
    if (bytes < 1'000'000) return fmt::format("{} kB", (bytes + 999) / 1000);
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

std::string size_of_words(std::int64_t bytes, std::int64_t all, const Strings& tr) {
    const std::string done = all < 1'000'000 ? std::to_string((bytes + 999) / 1000)
                                             : fmt::format("{:.1f}", static_cast<double>(bytes) / 1e6);
    return tr("size.of", {done, size_words(all)});
}

std::string time_left_words(Duration left, const Strings& tr) {
    constexpr std::int64_t moment = 8'000, nearly_a_minute = 55'000, minute = 60'000, hour = 60 * minute;
    const auto rounded = [&](std::int64_t unit) { return (left.count() + unit / 2) / unit; };
    if (left.count() < moment) return std::string(tr("time.left_moment"));
    if (left.count() < nearly_a_minute) return tr("time.left_seconds", {std::to_string(10 * rounded(10'000))});
    if (rounded(minute) < 60) return tr.count("time.left_minutes", rounded(minute));
    return tr.count("time.left_hours", rounded(hour));
}

}  // namespace earshot::app
