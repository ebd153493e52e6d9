#include "sync/server/audit.hpp"

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include "tests/unit/sync/server/fixture.hpp"

using namespace earshot;
using namespace earshot::sync;
using test::id_of;
using test::noon;
using test::PostgresHome;
using test::sample_story;
using test::SharedStoreFixture;
using test::SqliteHome;

namespace {

template <class Shared>
std::vector<AuditEntry> audit(Shared& shared, const AuditQuery& query = {}) {
    std::vector<AuditEntry> entries;
    REQUIRE(shared.store->audit(query, [&](const AuditEntry& entry) -> Result<void> {
        entries.push_back(entry);
        return {};
    }));
    return entries;
}

}  // namespace

TEMPLATE_TEST_CASE("every change can be put down to a device and a time", "[audit]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1), other = shared.enrol(2, Role::teller);
    shared.push(writer, {sample_story(1, "a"), sample_story(2, "b")});
    Record mood = make_record(Kind::story, sample_story(2, "").id);
    mood.fields[story::mood] = {std::int64_t{2}, test::stamp(20, 2)};
    REQUIRE(shared.store->push(other, 0, std::vector{mood}, noon + Duration{5'000}));

    auto entries = audit(shared);
    REQUIRE(entries.size() == 4);
    CHECK(entries[0].deed == Deed::enrolment);
    CHECK(entries[0].device == id_of(1));
    CHECK(entries[0].role == "leader");
    CHECK(entries[0].site == "leeds");
    CHECK(entries[2].deed == Deed::push);
    CHECK(entries[2].device == id_of(1));
    CHECK(entries[2].at == noon);
    CHECK(entries[2].records == std::vector<Id>{sample_story(1, "").id, sample_story(2, "").id});
    CHECK(entries[3].device == id_of(2));
    CHECK(entries[3].at == noon + Duration{5'000});
    CHECK(entries[3].records == std::vector<Id>{mood.id});
}

TEMPLATE_TEST_CASE("what changed nothing leaves no entry", "[audit]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1);
    shared.push(writer, {sample_story(1, "a")});
    const std::size_t before = audit(shared).size();
    shared.push(writer, {sample_story(1, "a")});                          // Again.
    shared.push(writer, {sample_story(2, std::string(100'000, 'w'))});    // Refused.
    CHECK_FALSE(shared.store->enrol("NOCODE", id_of(9), "", "h", noon));  // Denied.
    CHECK(audit(shared).size() == before);
}

TEMPLATE_TEST_CASE("deeds of keepers are noted, and the audit can be asked in part", "[audit]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1);
    shared.push(writer, {sample_story(1, "a")});
    CHECK_FALSE(shared.store->last_backup().value());
    REQUIRE(shared.store->note_deed({noon + Duration{10}, Deed::code, std::nullopt, "teller", "york", {}}));
    REQUIRE(shared.store->note_deed({noon + Duration{20}, Deed::revocation, id_of(1), {}, {}, {}}));
    REQUIRE(shared.store->note_deed({noon + Duration{30}, Deed::backup, std::nullopt, {}, {}, {}}));
    CHECK(audit(shared, {.since = noon + Duration{20}}).size() == 2);
    CHECK(audit(shared, {.device = id_of(1)}).size() == 3);
    CHECK(audit(shared, {.device = id_of(7)}).empty());
    CHECK(audit(shared, {.deed = Deed::code}).at(0).site == "york");
    CHECK(shared.store->last_backup().value() == noon + Duration{30});
    shared.reopen();
    CHECK(audit(shared).size() == 5);
}

TEMPLATE_TEST_CASE("the audit holds no words and no names", "[audit]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1);
    Record story = sample_story(1, "Marked words");
    story.fields[story::customer_reference] = {std::string("Marked person"), test::stamp(10, 1)};
    shared.push(writer, {story});
    const std::string all = shared.audit_text();
    CHECK(all.find("push") != std::string::npos);
    CHECK(all.find("arked") == std::string::npos);
    CHECK(all.find("Counter") == std::string::npos);
}

TEST_CASE("every deed has a name of its own") {
    for (const Deed deed :
         {Deed::code, Deed::enrolment, Deed::revocation, Deed::push, Deed::backup, Deed::restore, Deed::data_export}) {
        CHECK(deed_named(name_of(deed)) == deed);
    }
    CHECK_FALSE(deed_named("theft"));
}
