// app/presenters/words.hpp: how a person of that language writes a quotation, a day, a size.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "app/presenters/strings.hpp"
#include "platform/base/time.hpp"

namespace earshot::app {

// “…”, «…», „…“, 「…」: the customer's words in the quotation marks of their language (BCP 47; unknown: English).
std::string quoted(std::string_view words, std::string_view language);

// "6 November"; with another year "6 November 2025"; in the order of the interface's language.
std::string day_words(const CivilTime& day, const CivilTime& today, const Strings& tr);
// "today 11:20", "yesterday", "6 November".
std::string when_words(const CivilTime& time, const CivilTime& now, const Strings& tr);
// "4 November, 14:12"
std::string day_and_time_words(const CivilTime& time, const CivilTime& today, const Strings& tr);
std::string clock_words(const CivilTime& time);
// "November 2026"
std::string month_words(Month month, const Strings& tr);
// "November"
std::string month_name(Month month, const Strings& tr);
// "2 kB", "1.5 MB": whole kilobytes, megabytes with one digit after the point.
std::string size_words(std::int64_t bytes);
// "1.5 of 2.4 MB", "300 of 610 kB": in the unit of the whole.
std::string size_of_words(std::int64_t bytes, std::int64_t all, const Strings& tr);
// "a few seconds left", "about 40 seconds left", "about 3 minutes left": no finer than anybody could know.
std::string time_left_words(Duration left, const Strings& tr);

}  // namespace earshot::app
