#include "sync/server/permissions.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/unit/sync/server/fixture.hpp"

using namespace earshot;
using namespace earshot::sync;

namespace {

Record erasure_by(const Id& writer) {
    const Id story = test::id_of(77);
    Record erasure = make_record(Kind::erasure, erasure_id_of_record(story));
    erasure.fields[erasure::record] = {to_text(story), {10, writer}};
    return erasure;
}

Result<std::optional<Role>> role_of(const Id& device) {
    if (device == test::id_of(1)) return std::optional(Role::teller);
    if (device == test::id_of(2)) return std::optional(Role::facilitator);
    return std::optional<Role>();
}

}  // namespace

TEST_CASE("an erasure is passed on by everybody, and written by those who may") {
    struct Row {
        const char* why;
        Role pusher;
        Id writer;
        bool accepted;
    };
    const auto row = GENERATE(values<Row>({
        {"the facilitator forgets a customer", Role::facilitator, test::id_of(2), true},
        {"a teller may not", Role::teller, test::id_of(1), false},
        {"nor may a leader", Role::leader, test::id_of(5), false},
        {"a teller's tablet passes on what the facilitator wrote", Role::teller, test::id_of(2), true},
        {"and what the keeper wrote at the server", Role::teller, keeper_at_the_server().device, true},
        {"but not what nobody known here wrote", Role::teller, test::id_of(9), false},
    }));
    INFO(row.why);
    EnrolledDevice from;
    from.device = test::id_of(1);
    from.role = row.pusher;
    const auto refusal = refusal_for(from, erasure_by(row.writer), role_of);
    REQUIRE(refusal.has_value());
    CHECK(refusal->empty() == row.accepted);
}

TEST_CASE("a record of a kind that the role may not write is set aside, the rest goes on") {
    test::StoreFixture shared;
    const auto teller = shared.enrol(1, Role::teller), facilitator = shared.enrol(2, Role::facilitator);
    Record stage = make_record(Kind::stage, test::id_of(60));
    stage.fields[*table_of(Kind::stage).find("name")] = {std::string("I wait"), test::stamp(10, 1)};
    const auto verdicts = shared.push(teller, {stage, test::sample_story(1, "The lamp went out.")});
    CHECK(verdicts[0].refusal == refusal_of_write(Role::teller, Kind::stage));
    CHECK(verdicts[1].refusal.empty());
    CHECK(shared.store->last_sequence().value() == 1);
    CHECK(shared.push(facilitator, {stage}) == std::vector<Verdict>(1));
    // A role forged in a stamp does not help: it is the token that counts.
    stage.fields[*table_of(Kind::stage).find("name")] = {std::string("I wait long"), test::stamp(90, 2)};
    CHECK_FALSE(shared.push(teller, {stage})[0].refusal.empty());
}
