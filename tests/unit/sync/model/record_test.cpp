#include "sync/model/record.hpp"

#include <catch2/catch_test_macros.hpp>

#include "sync/model/tables.hpp"

namespace earshot::sync {

TEST_CASE("a new record speaks of nothing") {
    const Record story = make_record(Kind::story, make_named_id("test", "x"));
    CHECK(story.fields.size() == story_fields.size());
    CHECK(story.latest().is_never());
    CHECK_FALSE(story.is_deleted());
    CHECK(story.kind_name() == "story");
    Record foreign = make_record(Kind::unknown, make_named_id("test", "x"));
    foreign.unknown_kind = "hologram";
    CHECK(foreign.kind_name() == "hologram");
    CHECK(foreign.fields.empty());
}

TEST_CASE("a record is as late as its latest field or member, known or not") {
    Record story = make_record(Kind::story, make_named_id("test", "x"));
    story.fields[story::mood].stamp = {5, {}};
    CHECK(story.latest().hlc == 5);
    story.fields[story::tags] = {SetValue{{{"lamp", {7, {}}, false}}}, {6, {}}};
    CHECK(story.latest().hlc == 7);
    story.unknown.push_back({"aura", "1", {9, {}}});
    CHECK(story.latest().hlc == 9);
}

}  // namespace earshot::sync
