#include "app/presenters/wall_notes.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/support/english.hpp"

namespace earshot::app {
namespace {

using test::english;

const CivilTime now = parse_civil("2026-11-22T14:05").value();
const Vocabulary names{{}, {{"bremen", "Bremen"}, {"hull", "Hull"}, {"leeds", "Leeds"}}, {}};

TEST_CASE("the clock of a first answer never stops") {
    const Strings tr = english();
    struct Row {
        const char* why;
        std::string heard, expected;
    };
    const auto row = GENERATE(values<Row>({
        {"hours are not rounded up: 31 h 55 min left", "2026-11-21T22:00", "First answer due in 31 h"},
        {"just heard", "2026-11-22T14:05", "First answer due in 48 h"},
        {"a clock that runs ahead elsewhere promises no more than it may", "2026-11-22T18:00",
         "First answer due in 48 h"},
        {"the last hour counts minutes", "2026-11-20T15:04", "First answer due in 59 min"},
        {"one whole hour left", "2026-11-20T15:05", "First answer due in 1 h"},
        {"due now", "2026-11-20T14:05", "First answer overdue by 0 min"},
        {"minutes over", "2026-11-20T13:35", "First answer overdue by 30 min"},
        {"hours over", "2026-11-20T09:05", "First answer overdue by 5 h"},
        {"47 hours over", "2026-11-18T15:05", "First answer overdue by 47 h"},
        {"days over", "2026-11-17T14:05", "First answer overdue by 3 days"},
        {"a day alone counts from its midnight", "2026-11-21", "First answer due in 9 h"},
        {"over the end of a month", "2026-10-31T14:05", "First answer overdue by 20 days"},
    }));
    INFO(row.why);
    CHECK(answer_clock_words(parse_civil(row.heard).value(), now, tr) == row.expected);
}

sync::StoryRow at_risk(std::string_view heard, int replies = 0) {
    sync::StoryRow row;
    row.at_risk = true;
    row.happened = heard;
    row.words = "Me voy";
    row.language = "es";
    row.replies = replies;
    row.id = make_named_id("story", heard);
    return row;
}

TEST_CASE("the customer who has waited longest for an answer is named first") {
    const Strings tr = english();
    const std::vector<sync::StoryRow> rows{at_risk("2026-11-22T09:00"), at_risk("2026-11-21T22:00"),
                                           at_risk("2026-11-19T10:00", 1)};
    const auto attention = present_attention(rows, 0, now, tr);
    REQUIRE(attention);
    CHECK(attention->title == "2 customers may leave");
    CHECK(attention->clock == "First answer due in 31 h");
    CHECK(attention->words == "«Me voy»");
    CHECK(attention->story == rows[1].id);
}

TEST_CASE("more may wait than the rows show") {
    const Strings tr = english();
    const std::vector<sync::StoryRow> rows{at_risk("2026-11-22T09:00")};
    CHECK(present_attention(rows, 130, now, tr)->title == "130 customers may leave");
    CHECK(present_attention(rows, 0, now, tr)->title == "1 customer may leave");
}

TEST_CASE("nobody waits when all were answered, nobody is at risk or no time is known") {
    const Strings tr = english();
    sync::StoryRow safe = at_risk("2026-11-22T09:00");
    safe.at_risk = false;
    CHECK_FALSE(present_attention({}, 0, now, tr));
    CHECK_FALSE(present_attention(std::vector{at_risk("2026-11-22T09:00", 2), safe, at_risk("")}, 0, now, tr));
}

TEST_CASE("the site that has been silent longest is named") {
    const Strings tr = english();
    struct Row {
        const char* why;
        std::vector<sync::SiteCount> sites;
        std::string expected;
    };
    const auto row = GENERATE(values<Row>({
        {"three weeks",
         {{"bremen", 9, "2026-11-22T14:00"}, {"hull", 4, "2026-11-08"}, {"leeds", 2, "2026-11-01T10:00"}},
         "Leeds has been silent for 3 weeks"},
        {"fourteen days are not silence yet",
         {{"bremen", 9, "2026-11-22T14:00"}, {"hull", 4, "2026-11-08T09:00"}, {"leeds", 2, "2026-11-09T10:00"}},
         "-"},
        {"fifteen are",
         {{"bremen", 9, "2026-11-22T14:00"}, {"hull", 4, "2026-11-07T23:59"}, {"leeds", 2, "2026-11-09T10:00"}},
         "Hull has been silent for 2 weeks"},
        {"long silences are said in months",
         {{"bremen", 9, "2026-09-01"}, {"hull", 4, "2026-08-15"}, {"leeds", 2, "2026-11-09"}},
         "Hull has been silent for 3 months"},
        {"a site nobody heard from yet comes after the silent ones",
         {{"bremen", 9, "2026-11-22T14:00"}, {"hull", 4, "2026-11-01"}},
         "Hull has been silent for 3 weeks"},
        {"and is named when no other is silent",
         {{"bremen", 9, "2026-11-22T14:00"}, {"hull", 4, "2026-11-20"}},
         "Leeds has not been heard from yet"},
        {"before the first story nobody is silent", {}, "-"},
        {"stories that name no site say nothing of a site",
         {{"-", 3, "2026-10-01"},
          {"bremen", 9, "2026-11-22T14:00"},
          {"hull", 4, "2026-11-20"},
          {"leeds", 1, "2026-11-20"}},
         "-"},
    }));
    INFO(row.why);
    const auto silent = present_silence(row.sites, names, now, tr);
    CHECK((silent ? silent->words : "-") == row.expected);
}

TEST_CASE("a silent site leads to the month it was last heard in") {
    const Strings tr = english();
    const std::vector<sync::SiteCount> sites{
        {"bremen", 1, "2026-11-20"}, {"hull", 1, "2026-11-20"}, {"leeds", 2, "2026-10-31"}};
    const auto silent = present_silence(sites, names, now, tr);
    REQUIRE(silent);
    CHECK(silent->site == "leeds");
    CHECK(silent->month == Month{2026, 10});
}

TEST_CASE("freshness counts stories and sites and names the newest") {
    const Strings tr = english();
    struct Row {
        const char* why;
        std::vector<sync::SiteCount> sites;
        std::string expected;
    };
    const auto row = GENERATE(values<Row>({
        {"today by the clock",
         {{"bremen", 200, "2026-11-22T14:05"}, {"hull", 12, "2026-11-22T09:00"}},
         "212 stories from 2 sites, newest 14:05"},
        {"yesterday", {{"hull", 1, "2026-11-21T09:00"}}, "1 story from 1 site, newest yesterday"},
        {"another day", {{"hull", 2, "2026-11-06T09:00"}}, "2 stories from 1 site, newest 6 November"},
        {"a site without a story is no site",
         {{"hull", 2, "2026-11-06"}, {"leeds", 0, ""}},
         "2 stories from 1 site, newest 6 November"},
        {"nobody said where", {{"-", 4, "2026-11-06"}}, "4 stories, newest 6 November"},
        {"nobody said when", {{"hull", 4, ""}}, "4 stories from 1 site"},
        {"nothing", {}, ""},
    }));
    INFO(row.why);
    CHECK(present_freshness(row.sites, now, tr) == row.expected);
}

}  // namespace
}  // namespace earshot::app
