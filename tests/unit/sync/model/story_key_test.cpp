#include "sync/model/story_key.hpp"

#include <set>

#include <catch2/catch_test_macros.hpp>

#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync {
namespace {

using test_store::record_from;
using test_store::stamp_at;

constexpr std::int64_t morning = 1'793'701'200'000;  // 2026-11-03T10:20:00Z

Record heard(const Id& id, const std::string& happened) {
    return record_from(Kind::story, id, stamp_at(1, 1), {{"happened", happened}});
}
Id made_at(std::int64_t ms) {
    return make_uuid7({ms}, {1, 2, 3});
}

}  // namespace

TEST_CASE("newer stories have larger rows") {
    struct Row {
        const char* why;
        Record older, newer;
    };
    const Id keyed = make_named_id("import", "1");
    const std::vector<Row> rows{
        {"another day", heard(made_at(morning), "2026-11-02"), heard(made_at(0), "2026-11-03")},
        {"another minute", heard(made_at(morning), "2026-11-03T10:19"), heard(made_at(0), "2026-11-03T10:20")},
        {"logged later in the minute", heard(made_at(morning + 1'000), "2026-11-03T10:20"),
         heard(made_at(morning + 2'000), "2026-11-03T10:20")},
        {"logged later in the second", heard(made_at(morning + 1'001), "2026-11-03T10:20"),
         heard(made_at(morning + 1'002), "2026-11-03T10:20")},
        {"logged later in the day", heard(made_at(morning + 1'000), "2026-11-03"),
         heard(made_at(morning + 7'200'001), "2026-11-03")},
        {"before 1970", heard(keyed, "1931-05-01"), heard(keyed, "1969-12-31")},
        {"never said when: by its id", heard(made_at(morning), ""), heard(made_at(morning + 1), "")},
        {"no time at all is oldest", heard(keyed, ""), heard(keyed, "1970-01-03")},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        CHECK(row_of_story(row.older) < row_of_story(row.newer));
    }
}

TEST_CASE("a month is a range of rows, whatever the id") {
    for (const Id& id : {made_at(morning), made_at(morning + 43'199'999), make_named_id("import", "7")}) {
        for (const char* day : {"2026-11-01", "2026-11-01T00:00", "2026-11-30", "2026-11-30T23:59"}) {
            const std::int64_t row = row_of_story(heard(id, day));
            CHECK(row >= first_row_of(civil_seconds({2026, 11, 1})));
            CHECK(row < first_row_of(civil_seconds({2026, 12, 1})));
        }
    }
}

TEST_CASE("imported stories of one day are spread over many rows") {
    std::set<std::int64_t> rows;
    for (int i = 0; i < 10'000; ++i)
        rows.insert(row_of_story(heard(make_named_id("import", std::to_string(i)), "2026-11-03")));
    CHECK(rows.size() > 9'990);
}

TEST_CASE("deleted stories lie below all living ones") {
    Record dead = heard(made_at(morning), "2026-11-03");
    const std::int64_t alive = row_of_story(dead);
    dead.fields[deleted_number] = {Value(std::int64_t{1}), stamp_at(2, 1)};
    CHECK(row_of_story(dead) < first_living_row);
    CHECK(alive >= first_living_row);
    CHECK(row_of_story(heard(make_named_id("x", "y"), "1900-01-01")) >= first_living_row);
}

TEST_CASE("a day nobody can have meant stands at the end of the lists") {
    const Id id = make_named_id("x", "y");
    const std::int64_t today = row_of_story(heard(id, "2026-11-03"));
    CHECK(row_of_story(heard(id, "9999-12-31")) > today);
    CHECK(row_of_story(heard(id, "0001-01-01")) < today);
    CHECK(row_of_story(heard(id, "0001-01-01")) >= first_living_row);
}

}  // namespace earshot::sync
