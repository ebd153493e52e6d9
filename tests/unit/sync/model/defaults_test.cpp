#include "sync/model/defaults.hpp"

#include <set>

#include <catch2/catch_test_macros.hpp>

#include "sync/model/check.hpp"
#include "sync/model/tables.hpp"

namespace earshot::sync {

TEST_CASE("the default stages are the same everywhere, valid, and older than any edit") {
    const auto stages = default_stages();
    REQUIRE(stages.size() == 6);
    CHECK(stages == default_stages());
    std::set<Id> ids;
    for (const Record& stage : stages) {
        CHECK(check_record(stage));
        CHECK(ids.insert(stage.id).second);
        CHECK(stage.latest() == Stamp{1, {}});
        CHECK(stage.id == id_of_key(Kind::stage, stage.text(number_of_field(stage_fields, "key"))));
    }
    // Fixed for ever: other devices have it under this id already.
    CHECK(to_text(id_of_key(Kind::stage, "use")) == to_text(make_named_id("stage", "use")));
}

}  // namespace earshot::sync
