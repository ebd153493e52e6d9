#include "sync/server/shared_row.hpp"

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include "sync/model/consent.hpp"
#include "tests/unit/sync/server/fixture.hpp"

using namespace earshot;
using namespace earshot::sync;
using test::noon;
using test::PostgresHome;
using test::records_of;
using test::SharedStoreFixture;
using test::SqliteHome;

namespace {

Record story_with(std::uint8_t number, const std::string& consent, const std::string& until) {
    Record story = test::sample_story(number, "The lamp went out.", 10, 9);
    story.fields[story::customer_reference] = {std::string("C-1017"), test::stamp(10, 9)};
    story.fields[story::site] = {std::string("leeds"), test::stamp(10, 9)};
    if (!consent.empty()) story.fields[story::consent] = {consent, test::stamp(10, 9)};
    if (!until.empty()) story.fields[story::consent_until] = {until, test::stamp(10, 9)};
    return story;
}

template <class Shared>
std::vector<Record> feed_on(Shared& shared, const EnrolledDevice& reader, WallTime day) {
    const auto page = shared.store->feed(reader, {.cursor = 0, .bytes = 1'000'000, .now = day});
    REQUIRE(page.has_value());
    return records_of(*page);
}

}  // namespace

TEMPLATE_TEST_CASE("the feed tells everybody what model/consent.hpp says they may be told, on every day",
                   "[shared_row]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(9, Role::teller);
    const std::vector<Record> stories{story_with(1, "", ""), story_with(2, "none", ""),
                                      story_with(3, "company", to_rfc3339(noon).substr(0, 10)),
                                      story_with(4, "public", "2030-01-01"), story_with(5, "none", "2020-01-01")};
    shared.push(writer, stories);
    const std::vector<EnrolledDevice> readers{
        shared.enrol(1, Role::teller, "leeds"), shared.enrol(2, Role::teller, "york"),
        shared.enrol(3, Role::teller, ""),      shared.enrol(4, Role::leader, "york"),
        shared.enrol(5, Role::facilitator, ""), shared.enrol(6, Role::keeper, "")};
    constexpr Duration a_day{86'400'000};
    for (const EnrolledDevice& reader : readers) {
        for (const WallTime day : {noon, noon + a_day, noon + Duration{a_day.count() * 5'000}}) {
            INFO(name_of(reader.role) << " at " << reader.site << " on " << to_rfc3339(day));
            std::vector<Record> expected;
            for (const Record& story : stories)
                expected.push_back(told(story, telling_for(story, {reader.role, reader.site, day_of(day)})));
            CHECK(feed_on(shared, reader, day) == expected);
        }
    }
}

TEMPLATE_TEST_CASE("a change of consent or of site reaches those who are told more or less", "[shared_row]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(9, Role::teller), york = shared.enrol(2, Role::teller, "york");
    shared.push(writer, {story_with(1, "none", "")});
    CHECK(feed_on(shared, york, noon).at(0).fields[story::words] == FieldState{});
    Record widened = make_record(Kind::story, story_with(1, "", "").id);
    widened.fields[story::consent] = {std::string("company"), test::stamp(20, 9)};
    shared.push(writer, {widened});
    CHECK(feed_on(shared, york, noon).at(0).text(story::words) == "The lamp went out.");
    CHECK(feed_on(shared, york, noon).at(0).fields[story::customer_reference] == FieldState{});
    Record moved = make_record(Kind::story, widened.id);
    moved.fields[story::site] = {std::string("york"), test::stamp(21, 9)};
    shared.push(writer, {moved});
    CHECK(feed_on(shared, york, noon).at(0).text(story::customer_reference) == "C-1017");
}

TEMPLATE_TEST_CASE("the keeper's export leaves out what consent no longer allows", "[shared_row]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(9, Role::teller);
    shared.push(writer, {story_with(1, "company", "2020-01-01"), story_with(2, "company", "2030-01-01")});
    std::vector<Record> exported;
    REQUIRE(shared.store
                ->visit("story", noon,
                        [&](std::string_view record) -> Result<void> {
                            exported.push_back(decode_record(std::string(record)).value());
                            return {};
                        })
                .has_value());
    REQUIRE(exported.size() == 2);
    CHECK(exported[0].fields[story::words] == FieldState{});
    CHECK(exported[0].text(story::kind) == "pain");
    CHECK(exported[1].text(story::customer_reference) == "C-1017");
}
