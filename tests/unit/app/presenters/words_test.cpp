#include "app/presenters/words.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/fake/memory_files.hpp"
#include "tests/support/english.hpp"

namespace earshot::app {
namespace {

// The strings these tests need, in three languages.
Strings strings_in(std::string_view language) {
    platform::MemoryFiles files;
    REQUIRE(files.make_folder("strings"));
    REQUIRE(files.write_atomic("strings/en.json", R"({"month.11":"November","date.day_month":"{0} {1}",
        "date.day_month_year":"{0} {1} {2}","date.today":"today","date.today_at":"today {0}","date.yesterday":"yesterday",
        "date.month_year":"{0} {1}","date.first_of_month":"1","waiting.one":"{0} story in {1}","waiting.other":"{0} stories in {1}"})"));
    REQUIRE(files.write_atomic("strings/de.json", R"({"date.day_month":"{0}. {1}"})"));
    REQUIRE(files.write_atomic("strings/fr.json", R"({"month.11":"novembre","date.first_of_month":"1er"})"));
    auto strings = Strings::load(files, "strings", language);
    REQUIRE(strings);
    return std::move(*strings);
}

TEST_CASE("words stand in the quotation marks of their language") {
    struct Row {
        const char* why;
        std::string words, language, expected;
    };
    const auto row = GENERATE(values<Row>({
        {"English", "late", "en", "“late”"},
        {"British English is English", "late", "en-GB", "“late”"},
        {"German opens low", "spät", "de", "„spät“"},
        {"Spanish uses guillemets", "tarde", "es", "«tarde»"},
        {"Japanese uses corner brackets", "遅い", "ja", "「遅い」"},
        {"nobody said which language", "late", "", "“late”"},
        {"words that bring their own marks keep them", "“late”", "en", "“late”"},
    }));
    INFO(row.why);
    CHECK(quoted(row.words, row.language) == row.expected);
}

TEST_CASE("days are said as near as they are") {
    const Strings tr = strings_in("en");
    const CivilTime now = parse_civil("2026-11-20T14:05").value();
    struct Row {
        const char* why;
        std::string time, expected;
    };
    const auto row = GENERATE(values<Row>({
        {"today with its time", "2026-11-20T09:05", "today 09:05"},
        {"today without", "2026-11-20", "today"},
        {"yesterday", "2026-11-19T23:59", "yesterday"},
        {"this year needs no year", "2026-11-06T11:20", "6 November"},
        {"last year does", "2025-11-06", "6 November 2025"},
    }));
    INFO(row.why);
    CHECK(when_words(parse_civil(row.time).value(), now, tr) == row.expected);
}

TEST_CASE("the first of a month is an ordinal where people say it so") {
    struct Row {
        const char* why;
        std::string language, time, expected;
    };
    const auto row = GENERATE(values<Row>({
        {"French has one ordinal", "fr", "2026-11-01", "1er novembre"},
        {"and counts on from there", "fr", "2026-11-02", "2 novembre"},
        {"also in another year", "fr", "2025-11-01", "1er novembre 2025"},
        {"German writes a full stop after every day", "de", "2026-11-01", "1. November"},
    }));
    INFO(row.why);
    CHECK(day_words(parse_civil(row.time).value(), parse_civil("2026-11-20").value(), strings_in(row.language)) ==
          row.expected);
}

TEST_CASE("a language shows English where it has no words of its own") {
    const Strings tr = strings_in("de");
    const CivilTime now = parse_civil("2026-11-20").value();
    CHECK(day_words(parse_civil("2026-11-06").value(), now, tr) == "6. November");
    CHECK(tr("date.yesterday") == "yesterday");
    CHECK(tr("no.such.key") == "no.such.key");
}

TEST_CASE("counted texts agree with their number") {
    const Strings tr = strings_in("en");
    CHECK(tr.count("waiting", 1, {"Leeds"}) == "1 story in Leeds");
    CHECK(tr.count("waiting", 0, {"Leeds"}) == "0 stories in Leeds");
    CHECK(fill_places("{0} {{0} {7}", {"a"}) == "a {0} {7}");
}

TEST_CASE("a broken strings file names its line") {
    platform::MemoryFiles files;
    REQUIRE(files.make_folder("strings"));
    REQUIRE(files.write_atomic("strings/en.json", "{\n\"a\": \"b\",\n\"c\" \"d\"}"));
    const auto strings = Strings::load(files, "strings", "en");
    REQUIRE_FALSE(strings);
    CHECK(strings.error().message.find("en.json, line 3") != std::string::npos);
}

TEST_CASE("the time that is left is said no finer than anybody could know") {
    const Strings tr = test::english();
    struct Row {
        const char* why;
        Duration left;
        std::string expected;
    };
    const auto row = GENERATE(values<Row>({
        {"overdue", Duration{-3'000}, "a few seconds left"},
        {"nearly over", Duration{7'999}, "a few seconds left"},
        {"seconds in tens", Duration{8'000}, "about 10 seconds left"},
        {"seconds in tens", Duration{44'000}, "about 40 seconds left"},
        {"nearly a minute", Duration{54'999}, "about 50 seconds left"},
        {"a minute", Duration{55'000}, "about 1 minute left"},
        {"minutes", Duration{150'000}, "about 3 minutes left"},
        {"nearly an hour", Duration{59 * 60'000}, "about 59 minutes left"},
        {"an hour", Duration{60 * 60'000}, "about 1 hour left"},
        {"hours", Duration{170 * 60'000}, "about 3 hours left"},
    }));
    INFO(row.why);
    CHECK(time_left_words(row.left, tr) == row.expected);
}

TEST_CASE("a part of a size is said in the unit of the whole") {
    const Strings tr = test::english();
    CHECK(size_of_words(1'500'000, 2'400'000, tr) == "1.5 of 2.4 MB");
    CHECK(size_of_words(0, 2'400'000, tr) == "0.0 of 2.4 MB");
    CHECK(size_of_words(300'000, 610'000, tr) == "300 of 610 kB");
}

}  // namespace
}  // namespace earshot::app
