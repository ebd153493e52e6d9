#include "sync/model/field.hpp"

#include <set>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "sync/model/tables.hpp"

namespace earshot::sync {

TEST_CASE("every kind is listed at its place, by a name of its own") {
    std::set<std::string_view> names;
    for (int i = 0; i < kind_count; ++i) {
        const Kind kind = static_cast<Kind>(i);
        const KindTable& table = table_of(kind);
        CHECK(table.kind == kind);
        CHECK(kind_named(table.name) == kind);
        CHECK(names.insert(table.name).second);
    }
    CHECK(kind_named("hologram") == Kind::unknown);
    CHECK(name_of(Kind::unknown) == "unknown");
}

TEST_CASE("every table starts with deleted, and its names can be columns") {
    // Names of the columns that every table of the store has besides the fields.
    const std::set<std::string_view> taken{"row", "id", "logged_here", "stamps", "extra"};
    for (const KindTable& table : all_tables()) {
        INFO(table.name);
        REQUIRE(table.fields.size() <= 63);  // Bits of a mask.
        CHECK(table.fields[deleted_number].name == "deleted");
        std::set<std::string_view> names;
        for (const Field& field : table.fields) {
            INFO(field.name);
            CHECK(names.insert(field.name).second);
            CHECK_FALSE(taken.contains(field.name));
            CHECK(field.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos);
            CHECK((field.merge == Merge::add_wins) == (field.type == FieldType::set));
            CHECK(table.find(field.name) == static_cast<FieldNumber>(&field - table.fields.data()));
        }
        CHECK_FALSE(table.find("no such field"));
    }
}

}  // namespace earshot::sync
