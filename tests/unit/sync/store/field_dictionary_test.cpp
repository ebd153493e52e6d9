#include "sync/store/field_dictionary.hpp"

#include <set>

#include <catch2/catch_test_macros.hpp>

#include "sync/model/tables.hpp"
#include "sync/store/schema.hpp"

namespace earshot::sync {
namespace {

std::unique_ptr<Database> fresh() {
    auto database = Database::open(":memory:", Database::Mode::read_write, "").value();
    REQUIRE(prepare_connection(*database));
    REQUIRE(bring_up_to_date(*database, nullptr, migrations()));
    return database;
}

}  // namespace

TEST_CASE("every field has a number of its own, and keeps it") {
    const auto database = fresh();
    FieldDictionary first, second;
    REQUIRE(first.load(*database));
    CHECK(first.grown().empty());
    REQUIRE(second.load(*database));
    CHECK(second.grown().empty());
    for (const KindTable& table : all_tables()) {
        std::set<int> numbers;
        for (std::size_t i = 0; i < table.fields.size(); ++i) {
            const auto field = static_cast<FieldNumber>(i);
            const int number = first.number_of(table.kind, field);
            CHECK(numbers.insert(number).second);
            CHECK(second.number_of(table.kind, field) == number);
            CHECK(second.field_of(table.kind, number) == field);
        }
    }
    CHECK_FALSE(first.field_of(Kind::story, 62));
}

TEST_CASE("names keep the numbers an earlier build gave them, in whatever order, also names that are gone") {
    const auto database = fresh();
    REQUIRE(
        database->execute("INSERT INTO field_name (kind, number, name) VALUES"
                          " ('story', 0, 'mood'), ('story', 1, 'smell'), ('story', 2, 'deleted')"));
    FieldDictionary dictionary;
    REQUIRE(dictionary.load(*database));
    CHECK(dictionary.number_of(Kind::story, story::mood) == 0);
    CHECK(dictionary.number_of(Kind::story, deleted_number) == 2);
    CHECK_FALSE(dictionary.field_of(Kind::story, 1));
    CHECK(dictionary.number_of(Kind::story, story::words) > 2);
    // Also kinds that the earlier build did not have: it may have kept such records as unknown ones.
    CHECK(dictionary.grown().front() == Kind::story);
    CHECK(dictionary.grown().size() == static_cast<std::size_t>(kind_count));
    FieldDictionary again;
    REQUIRE(again.load(*database));
    CHECK(again.grown().empty());
}

TEST_CASE("waiting fields are bits of stored numbers") {
    const auto database = fresh();
    REQUIRE(database->execute("INSERT INTO field_name (kind, number, name) VALUES ('story', 0, 'mood')"));
    FieldDictionary dictionary;
    REQUIRE(dictionary.load(*database));
    const std::uint64_t mask = dictionary.stored_mask(Kind::story, std::uint64_t{1} << story::mood);
    CHECK(mask == 1);
    CHECK(dictionary.waits(Kind::story, mask, story::mood));
    CHECK_FALSE(dictionary.waits(Kind::story, mask, story::words));
    CHECK(dictionary.waits(Kind::story, FieldDictionary::every_field, story::words));
}

}  // namespace earshot::sync
