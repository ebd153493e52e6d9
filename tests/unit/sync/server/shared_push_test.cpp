#include "sync/server/shared_push.hpp"

#include <algorithm>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/unit/sync/server/erasure_records.hpp"

using namespace earshot;
using namespace earshot::sync;
using test::erasure_of_customer;
using test::erasure_of_story;
using test::erasure_salt;
using test::everything;
using test::marked_reference;
using test::marked_words;
using test::noon;
using test::PostgresHome;
using test::records_of;
using test::sample_story;
using test::SharedStoreFixture;
using test::SqliteHome;
using test::story_of_customer;

TEMPLATE_TEST_CASE("records are judged and stored the same, whether they come alone or with many", "[shared_push]",
                   SqliteHome, PostgresHome) {
    std::vector<Record> records;
    for (std::uint8_t i = 1; i <= 90; ++i) {
        records.push_back(i % 3 == 0 ? story_of_customer(i) : sample_story(i, "The lamp went out."));
        if (i % 7 == 0)
            records.back().fields[story::mood] = {std::int64_t{9}, test::stamp(10, 1)};  // There is no such mood.
        if (i % 11 == 0) records.back().fields[0] = {std::int64_t{1}, test::stamp(11, 1)};
    }
    SharedStoreFixture<TestType> together, alone;
    const auto verdicts = together.push(together.enrol(1), records);
    const auto writer = alone.enrol(1);
    for (std::size_t i = 0; i < records.size(); ++i)
        CHECK(alone.push(writer, {records[i]}) == std::vector{verdicts.at(i)});
    CHECK(std::count(verdicts.begin(), verdicts.end(), Verdict()) == 78);
    for (const Role role : {Role::leader, Role::teller}) {
        const auto seen = together.feed(together.enrol(50, role));
        CHECK(seen.count > 0);
        CHECK(seen.records == alone.feed(alone.enrol(50, role)).records);
    }
}

TEMPLATE_TEST_CASE("the shared store forgets a customer in rows and history, tells everybody, and the bytes are gone",
                   "[shared_push]", SqliteHome, PostgresHome) {
    const bool words_too = GENERATE(true, false);
    INFO("words too: " << words_too);
    SharedStoreFixture<TestType> shared;
    const auto teller = shared.enrol(1, Role::teller), facilitator = shared.enrol(2, Role::facilitator);
    shared.push(teller, {story_of_customer(1), sample_story(2, "The bill was wrong.")});
    Record later = sample_story(1, marked_words + ", twice", 20, 1);
    later.fields[story::mood] = {std::int64_t{1}, test::stamp(20, 1)};
    shared.push(teller, {later});
    Record echo = make_record(Kind::echo, test::id_of(201));
    echo.fields[echo::story] = {to_text(later.id), test::stamp(21, 1)};
    echo.fields[echo::note] = {std::string("zinkwhistle again"), test::stamp(21, 1)};
    shared.push(teller, {echo, test::sample_photo(202, 1, erasure_salt, "Xylophonqvist.jpg", 21)});
    REQUIRE_FALSE(shared.files_with(marked_reference).empty());
    const std::int64_t before = shared.store->last_sequence().value();

    CHECK(shared.push(facilitator, {erasure_of_customer(words_too)}) == std::vector<Verdict>(1));
    const auto stories = everything(shared, Kind::story);
    REQUIRE(stories.size() == 2);
    const auto erased = std::find_if(stories.begin(), stories.end(), [&](const Record& r) { return r.id == later.id; });
    CHECK(erased->fields[story::customer_reference] == FieldState{});
    CHECK(erased->text(story::words).empty() == words_too);
    CHECK(erased->number(story::mood) == 1);
    CHECK(everything(shared, Kind::echo).at(0).text(echo::note).empty() == words_too);
    CHECK(everything(shared, Kind::attachment).at(0).is_deleted());
    CHECK(shared.store->media_to_drop().value() == std::vector{erasure_salt});
    // The teller hears of the story again, and of the erasure that followed, which names no customer.
    const FeedPage page = shared.feed(teller, before);
    CHECK(page.records.find(to_text(erasure_id_of_record(later.id))) != std::string::npos);
    CHECK(page.records.find(to_text(later.id)) != std::string::npos);

    CHECK(shared.files_with("7741") == std::vector<std::string>{});
    CHECK(shared.files_with("Xylophonqvist.jpg") == std::vector<std::string>{});
    if (words_too) CHECK(shared.files_with("zinkwhistle") == std::vector<std::string>{});
    CHECK(shared.store->examine()->empty());
}

TEMPLATE_TEST_CASE("what comes late for a customer to be forgotten arrives erased, from whomever and however often",
                   "[shared_push]", SqliteHome, PostgresHome) {
    const bool reopened = GENERATE(false, true);
    INFO("the store was closed in between: " << reopened);
    SharedStoreFixture<TestType> shared;
    const auto teller = shared.enrol(1, Role::teller), facilitator = shared.enrol(2, Role::facilitator);
    shared.push(facilitator, {erasure_of_customer(true)});
    if (reopened) shared.reopen();
    for (int times = 0; times < 2; ++times)
        CHECK(shared.push(teller, {story_of_customer(1)}) == std::vector<Verdict>(1));
    shared.push(teller, {story_of_customer(1, 90, 3)});
    // The reference is corrected late: the story is forgotten all the same.
    Record other = make_record(Kind::story, story_of_customer(1).id);
    other.fields[story::customer_reference] = {std::string("K 7"), test::stamp(95, 1)};
    shared.push(teller, {other});
    const auto stories = everything(shared, Kind::story);
    REQUIRE(stories.size() == 1);
    CHECK(stories[0].fields[story::words] == FieldState{});
    CHECK(stories[0].fields[story::customer_reference] == FieldState{});
    CHECK(stories[0].text(story::kind) == "pain");
    CHECK(everything(shared, Kind::erasure).size() == 2);
    CHECK(shared.files_with("7741") == std::vector<std::string>{});
}

TEMPLATE_TEST_CASE("an erasure in the same push as the story, before it or after it, takes it alike", "[shared_push]",
                   SqliteHome, PostgresHome) {
    const bool first = GENERATE(true, false);
    SharedStoreFixture<TestType> shared;
    const auto facilitator = shared.enrol(2, Role::facilitator);
    std::vector<Record> batch{story_of_customer(1), story_of_customer(2)};
    batch.insert(first ? batch.begin() : batch.end(), erasure_of_customer(false));
    shared.push(facilitator, batch);
    for (const Record& story : everything(shared, Kind::story))
        CHECK(story.fields[story::customer_reference] == FieldState{});
    CHECK(everything(shared, Kind::story).size() == 2);
}

TEMPLATE_TEST_CASE("earlier references of the customer are forgotten too", "[shared_push]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto teller = shared.enrol(1, Role::teller), facilitator = shared.enrol(2, Role::facilitator);
    shared.push(teller, {story_of_customer(1)});
    Record corrected = make_record(Kind::story, story_of_customer(1).id);
    corrected.fields[story::customer_reference] = {std::string("K 7"), test::stamp(20, 1)};
    shared.push(teller, {corrected});
    shared.push(facilitator, {erasure_of_customer(false)});
    // The story is somebody else's now.
    CHECK(everything(shared, Kind::story).at(0).text(story::customer_reference) == "K 7");
    CHECK(shared.files_with("7741") == std::vector<std::string>{});
}

TEMPLATE_TEST_CASE("a push that fails leaves nothing half-known of its erasures", "[shared_push]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto facilitator = shared.enrol(2, Role::facilitator);
    shared.push(facilitator, {story_of_customer(1)});
    const auto tried = shared.store->forget(std::vector{erasure_of_customer(true)}, noon, true);
    REQUIRE(tried.has_value());
    CHECK(tried->stories == 1);
    CHECK(everything(shared, Kind::erasure).empty());
    shared.push(facilitator, {story_of_customer(2)});
    for (const Record& story : everything(shared, Kind::story))
        CHECK(story.text(story::words) == marked_words);
    CHECK(shared.store->forget(std::vector{erasure_of_customer(true)}, noon, false)->stories == 2);
    CHECK(shared.store->erasure_salt().value() == erasure_salt);
    CHECK(shared.files_with("zinkwhistle") == std::vector<std::string>{});
    CHECK(shared.store
              ->forget(std::vector{[] {
                           Record wrong = erasure_of_customer(true);
                           wrong.fields[erasure::customer_hash].value = erasure_salt;
                           return wrong;
                       }()},
                       noon, false)
              .error()
              .code == Errc::invalid);
}

TEMPLATE_TEST_CASE("erasures can be had ahead of the feed", "[shared_push]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto facilitator = shared.enrol(2, Role::facilitator), reader = shared.enrol(3, Role::teller);
    shared.push(facilitator, {sample_story(1, "x"), erasure_of_story(test::id_of(77), false), sample_story(2, "y")});
    CHECK(records_of(shared.store->erasures(reader, 0).value()) ==
          std::vector{erasure_of_story(test::id_of(77), false)});
    CHECK(shared.store->erasures(reader, 2)->count == 0);
}

TEMPLATE_TEST_CASE("who may not write a kind is refused, but may pass on an erasure that others wrote", "[shared_push]",
                   SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto teller = shared.enrol(1, Role::teller);
    const Record erasure = erasure_of_story(story_of_customer(1).id, true);  // Written by device 7.
    CHECK_FALSE(shared.push(teller, {erasure, story_of_customer(1)}).at(0).refusal.empty());
    CHECK(everything(shared, Kind::erasure).empty());
    shared.enrol(7, Role::teller);
    CHECK_FALSE(shared.push(teller, {erasure}).at(0).refusal.empty());
    shared.enrol(7, Role::facilitator);
    REQUIRE(shared.store->revoke(test::id_of(7), noon).has_value());  // What it wrote while it might still counts.
    CHECK(shared.push(teller, {erasure}) == std::vector<Verdict>(1));
    CHECK(everything(shared, Kind::story).at(0).fields[story::words] == FieldState{});
}
