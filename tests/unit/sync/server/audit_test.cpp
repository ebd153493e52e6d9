#include "sync/server/audit.hpp"

#include <algorithm>
#include <functional>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include "sync/model/erasure.hpp"
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
    REQUIRE(entries.size() == 6);
    CHECK(entries[0].deed == Deed::code);
    CHECK(entries[1].deed == Deed::enrolment);
    CHECK(entries[1].device == id_of(1));
    CHECK(entries[1].role == "leader");
    CHECK(entries[1].site == "leeds");
    CHECK(entries[4].deed == Deed::push);
    CHECK(entries[4].device == id_of(1));
    CHECK(entries[4].at == noon);
    CHECK(entries[4].records == std::vector<Id>{sample_story(1, "").id, sample_story(2, "").id});
    CHECK(entries[5].device == id_of(2));
    CHECK(entries[5].at == noon + Duration{5'000});
    CHECK(entries[5].records == std::vector<Id>{mood.id});
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
    REQUIRE(shared.store->add_code({"AAAA2222", Role::teller, "york", noon}, noon + Duration{10}));
    REQUIRE(shared.store->revoke(id_of(1), noon + Duration{20}));
    REQUIRE(shared.store->note_deed({noon + Duration{30}, Deed::backup, std::nullopt, {}, {}, {}}));
    CHECK(audit(shared, {.since = noon + Duration{20}}).size() == 2);
    CHECK(audit(shared, {.device = id_of(1)}).size() == 3);
    CHECK(audit(shared, {.device = id_of(7)}).empty());
    const auto codes = audit(shared, {.deed = Deed::code});
    REQUIRE(codes.size() == 2);
    CHECK(codes[1].role == "teller");
    CHECK(codes[1].site == "york");
    CHECK(codes[1].at == noon + Duration{10});
    CHECK_FALSE(codes[1].device);
    CHECK(shared.store->last_backup().value() == noon + Duration{30});
    shared.reopen();
    CHECK(audit(shared).size() == 6);
}

TEMPLATE_TEST_CASE("what a keeper does and the note of it are one commit", "[audit]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1);
    shared.push(writer, {sample_story(1, "a")});
    const Id story = sample_story(1, "").id;
    Record erasure = make_record(Kind::erasure, erasure_id_of_record(story));
    const Stamp stamp{HybridClock().next(noon), keeper_at_the_server().device};
    erasure.fields[erasure::record] = {to_text(story), stamp};
    erasure.fields[erasure::words_too] = {std::int64_t{1}, stamp};

    SharedStore& store = *shared.store;
    struct Row {
        const char* why;
        Deed deed;
        std::function<Result<void>()> act;
        std::function<bool()> is_done;
    };
    const std::string epoch = store.epoch().value();
    const std::vector<Row> rows{
        {"a code", Deed::code,
         [&] {
             return store.add_code({"AAAA2222", Role::teller, "", noon + Duration{600'000}}, noon);
         },
         [&] { return store.enrol("AAAA2222", id_of(5), "", "h5", noon).has_value(); }},
        {"a revocation", Deed::revocation, [&] { return store.revoke(id_of(1), noon); },
         [&] { return store.find_device("hash1").value()->revoked; }},
        {"a restore that is announced", Deed::restore, [&] { return shared.store->begin_new_epoch(noon); },
         [&] { return store.epoch().value() != epoch; }},
        {"a forgetting", Deed::forgetting,
         [&]() -> Result<void> {
             EARSHOT_CHECK(shared.store->forget(std::vector{erasure}, noon, false));
             return {};
         },
         [&] { return store.last_sequence().value() > 1; }},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const std::size_t before = audit(shared, {.deed = row.deed}).size();
        shared.hide_audit(true);  // The note cannot be written.
        CHECK_FALSE(row.act());
        shared.hide_audit(false);
        CHECK_FALSE(row.is_done());
        CHECK(audit(shared, {.deed = row.deed}).size() == before);
        REQUIRE(row.act());
        CHECK(row.is_done());
        CHECK(audit(shared, {.deed = row.deed}).size() == before + 1);
    }
    const auto forgotten = audit(shared, {.deed = Deed::forgetting}).at(0);
    CHECK_FALSE(forgotten.device);
    CHECK(std::count(forgotten.records.begin(), forgotten.records.end(), story) == 1);
}

TEMPLATE_TEST_CASE("what a keeper could not do, or only tried, leaves no entry", "[audit]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    shared.enrol(1);
    shared.push(shared.enrol(2), {sample_story(1, "a")});
    Record erasure = make_record(Kind::erasure, erasure_id_of_record(sample_story(1, "").id));
    erasure.fields[erasure::record] = {to_text(sample_story(1, "").id),
                                       Stamp{HybridClock().next(noon), keeper_at_the_server().device}};
    const std::size_t before = audit(shared).size();
    CHECK_FALSE(shared.store->revoke(id_of(9), noon));
    CHECK_FALSE(
        shared.store->add_code({"CODE1", Role::keeper, "york", noon + Duration{600'000}}, noon));  // It is used.
    CHECK(shared.store->forget(std::vector{erasure}, noon, true).value().stories == 1);
    CHECK(audit(shared).size() == before);
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
    for (const Deed deed : {Deed::code, Deed::enrolment, Deed::revocation, Deed::push, Deed::backup, Deed::restore,
                            Deed::data_export, Deed::forgetting}) {
        CHECK(deed_named(name_of(deed)) == deed);
    }
    CHECK_FALSE(deed_named("theft"));
}
