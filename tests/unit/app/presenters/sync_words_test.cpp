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
    const SyncWords words = present_sync({.link = row.link}, {}, row.store, noon, tr);
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
                     {}, {.waiting = 3, .waiting_stories = 3, .last_agreed = minutes_ago(22)}, noon, tr);
    CHECK(words.picture == SyncPicture::out_of_reach);
    CHECK(words.title == "3 stories are waiting");
    CHECK(words.sentence == "The store could not be reached since 11:42. They are safe on this tablet.");
    CHECK(words.last_agreed == "Last agreed with the store today 11:38");
    CHECK(words.next_try == "Next try 12:05");
    CHECK(words.can_try);
}

TEST_CASE("trouble from another day names the day") {
    const Strings tr = test::english();
    const SyncWords words =
        present_sync({.link = Link::retrying, .trouble_since = minutes_ago(18 * 60)}, {}, {}, noon, tr);
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
    const SyncWords words = present_sync({.link = row.link}, {}, row.store, noon, tr);
    CHECK(words.picture == row.picture);
    CHECK(words.title == row.title);
    CHECK(words.can_try == row.can_try);
    CHECK(words.can_join == row.can_join);
    CHECK_FALSE(words.sentence.empty());
}

TEST_CASE("only what takes long is watched, and each part says how much of how much and how long") {
    const Strings tr = test::english();
    sync::SyncStatus sync{.link = Link::exchanging};
    sync.began = noon.instant - Duration{1'900};
    sync.sending = {.done = 14, .total = 17, .ends = noon.instant + Duration{21'000}};
    sync.fetching = {.done = 1'240, .total = 4'100, .ends = noon.instant + Duration{170'000}};
    const sync::StoreStatus store{.waiting = 3, .waiting_stories = 3};

    SyncWords words = present_sync(sync, {}, store, noon, tr);
    CHECK(words.progress.empty());
    CHECK_FALSE(words.can_stop);
    CHECK(words.badge == "ready to send");

    sync.began = noon.instant - watched_after;
    words = present_sync(sync, {}, store, noon, tr);
    REQUIRE(words.progress.size() == 2);
    CHECK(words.progress[0].what == "Sending what was logged here");
    CHECK(words.progress[0].amount == "14 of 17");
    CHECK(words.progress[0].left == "about 20 seconds left");
    CHECK(words.progress[1].amount == "1240 of 4100");
    CHECK(words.progress[1].left == "about 3 minutes left");
    CHECK(*words.progress[1].share > 0.30F);
    CHECK(*words.progress[1].share < 0.31F);
    CHECK(words.can_stop);
    CHECK(words.number == 3);
    CHECK(words.badge == "being sent");
    CHECK(words.sentence == "Sending now. You can go on.");

    // A store that does not say how much is to come: no bar, no guess.
    sync.sending = {.done = 17, .total = 17};
    sync.fetching = {.done = 1'240, .total = std::nullopt};
    words = present_sync(sync, {}, {}, noon, tr);
    REQUIRE(words.progress.size() == 1);
    CHECK(words.progress[0].amount == "1240 so far");
    CHECK_FALSE(words.progress[0].share);
    CHECK(words.progress[0].left.empty());
    CHECK(words.badge == "being received");
    CHECK(words.sentence == "Receiving what is new. You can go on.");
}

TEST_CASE("nothing is said to be sent while photos wait, and a refused story comes first all the while") {
    const Strings tr = test::english();
    using State = sync::MediaStatus::State;
    sync::MediaStatus media{.waiting = {.to_send = 2, .bytes_to_send = 900'000}};
    SyncWords words = present_sync({.link = Link::idle}, media, {}, noon, tr);
    CHECK(words.picture == SyncPicture::waiting);
    CHECK(words.title == "2 photos or recordings are waiting");
    CHECK(words.number == 2);

    media.state = State::sending;
    media.progress = {.done = 1, .total = 3, .bytes_done = 1'500'000, .bytes_total = 2'400'000};
    words = present_sync({.link = Link::idle}, media, {}, noon, tr);
    CHECK(words.picture == SyncPicture::sending);
    REQUIRE(words.progress.size() == 1);
    CHECK(words.progress[0].amount == "1.5 of 2.4 MB");
    CHECK(words.progress[0].left.empty());  // not measured yet
    CHECK(words.number == 2);
    CHECK(words.badge == "being sent");

    words = present_sync({.link = Link::idle}, media, {.refused = 1}, noon, tr);
    CHECK(words.badge == "not accepted");
    CHECK(words.attention);
}

TEST_CASE("trying again is not yet sending: what could not be reached says so until it answers") {
    const Strings tr = test::english();
    sync::SyncStatus sync{.link = Link::exchanging, .trouble_since = minutes_ago(18)};
    sync.began = noon.instant - Duration{20'000};
    sync.sending = {.done = 0, .total = 3};
    const SyncWords words = present_sync(sync, {}, {.waiting = 3, .waiting_stories = 3}, noon, tr);
    CHECK(words.picture == SyncPicture::out_of_reach);
    CHECK(words.sentence == "The store could not be reached since 11:42. They are safe on this tablet.");
    CHECK(words.progress.empty());
    CHECK(words.badge == "ready to send");
}

TEST_CASE("what a person stopped says when it goes on and that nothing is lost") {
    const Strings tr = test::english();
    const Instant in_fifteen = noon.instant + Duration{15 * 60'000};
    const SyncWords words = present_sync({.link = Link::stopped, .next_attempt = in_fifteen}, {},
                                         {.waiting = 3, .waiting_stories = 3}, noon, tr);
    CHECK(words.picture == SyncPicture::stopped);
    CHECK(words.sentence ==
          "Stopped. It goes on from here at 12:15, or when you say so. They are safe on this tablet.");
    CHECK(words.can_try);
    CHECK_FALSE(words.can_stop);

    sync::MediaStatus media{.state = sync::MediaStatus::State::stopped, .next_attempt = in_fifteen};
    CHECK(present_sync({.link = Link::idle}, media, {}, noon, tr).sentence ==
          "Stopped. It goes on from here at 12:15, or when you say so. Nothing is lost.");
}

TEST_CASE("a notice is there only when something was found out") {
    const Strings tr = test::english();
    CHECK_FALSE(present_notice(sync::Notice::none, tr));
    const auto notice = present_notice(sync::Notice::copy, tr);
    REQUIRE(notice);
    CHECK(notice->title == "This tablet’s data is a copy");
    CHECK(notice->sentence.find("Nothing is lost") != std::string::npos);
}

}  // namespace
}  // namespace earshot::app
