#include "app/presenters/sync_words.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/support/english.hpp"

namespace earshot::app {
namespace {

using sync::Link;

// 20 November 2026, 12:00 in a place one hour ahead of UTC.
const LocalClock noon{.wall = {civil_seconds(parse_civil("2026-11-20T11:00").value()) * 1000},
                      .instant = {5'000'000},
                      .utc_offset = std::chrono::minutes(60)};

WallTime minutes_ago(int minutes) {
    return noon.wall + Duration{-60'000 * minutes};
}

TEST_CASE("the badge counts what waits and never hides what was refused") {
    const Strings tr = test::english();
    struct Row {
        const char* why;
        Link link;
        sync::StoreStatus store;
        std::int64_t number;
        std::string badge;
        bool attention;
    };
    const auto row = GENERATE(values<Row>({
        {"all is well", Link::idle, {}, 0, "nothing waiting", false},
        {"stories wait", Link::retrying, {.waiting = 4, .waiting_stories = 3}, 3, "ready to send", false},
        {"only an echo waits", Link::idle, {.waiting = 1}, 1, "ready to send", false},
        {"a refused story comes first",
         Link::idle,
         {.waiting = 4, .waiting_stories = 3, .refused = 1},
         1,
         "not accepted",
         true},
        {"before joining, stories wait like any",
         Link::not_enrolled,
         {.waiting = 1, .waiting_stories = 1},
         1,
         "ready to send",
         false},
        {"denied asks for a person even with nothing waiting", Link::denied, {}, 0, "not allowed to send", true},
    }));
    INFO(row.why);
    const SyncWords words = present_sync({.link = row.link}, row.store, noon, tr);
    CHECK(words.number == row.number);
    CHECK(words.badge == row.badge);
    CHECK(words.attention == row.attention);
}

TEST_CASE("trouble says since when, what is safe and what happens next") {
    const Strings tr = test::english();
    const SyncWords words =
        present_sync({.link = Link::retrying,
                      .trouble = "curl: (7)",
                      .trouble_since = minutes_ago(18),
                      .next_attempt = noon.instant + Duration{5 * 60'000}},
                     {.waiting = 3, .waiting_stories = 3, .last_agreed = minutes_ago(22)}, noon, tr);
    CHECK(words.picture == SyncPicture::out_of_reach);
    CHECK(words.title == "3 stories are waiting");
    CHECK(words.sentence == "The store could not be reached since 11:42. They are safe on this tablet.");
    CHECK(words.last_agreed == "Last agreed with the store today 11:38");
    CHECK(words.next_try == "Next try 12:05");
    CHECK(words.can_try);
}

TEST_CASE("trouble from another day names the day") {
    const Strings tr = test::english();
    const SyncWords words = present_sync({.link = Link::retrying, .trouble_since = minutes_ago(18 * 60)}, {}, noon, tr);
    CHECK(words.title == "Nothing is waiting");
    CHECK(words.sentence == "The store could not be reached since 19 November, 18:00. Nothing is lost.");
    CHECK(words.next_try == "Next try within a minute");
}

TEST_CASE("each state has its picture and its way out") {
    const Strings tr = test::english();
    struct Row {
        const char* why;
        Link link;
        sync::StoreStatus store;
        SyncPicture picture;
        std::string title;
        bool can_try, can_join;
    };
    const auto row = GENERATE(values<Row>({
        {"agreed", Link::idle, {}, SyncPicture::all_sent, "All sent", true, false},
        {"under way",
         Link::exchanging,
         {.waiting = 1, .waiting_stories = 1},
         SyncPicture::sending,
         "1 story is waiting",
         false,
         false},
        {"waiting its turn",
         Link::idle,
         {.waiting = 1, .waiting_stories = 1},
         SyncPicture::waiting,
         "1 story is waiting",
         true,
         false},
        {"refused and nothing else",
         Link::idle,
         {.refused = 2},
         SyncPicture::refused,
         "Nothing is waiting",
         true,
         false},
        {"never joined", Link::not_enrolled, {}, SyncPicture::not_joined, "Nothing is waiting", false, true},
        {"sent away",
         Link::denied,
         {.waiting = 2, .waiting_stories = 2},
         SyncPicture::denied,
         "This tablet may not send any more",
         false,
         true},
    }));
    INFO(row.why);
    const SyncWords words = present_sync({.link = row.link}, row.store, noon, tr);
    CHECK(words.picture == row.picture);
    CHECK(words.title == row.title);
    CHECK(words.can_try == row.can_try);
    CHECK(words.can_join == row.can_join);
    CHECK_FALSE(words.sentence.empty());
}

}  // namespace
}  // namespace earshot::app
