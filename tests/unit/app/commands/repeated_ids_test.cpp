#include "app/commands/repeated_ids.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/base/prng.hpp"
#include "tests/support/seed.hpp"

namespace earshot::app {

TEST_CASE("repeats are counted as if every id were remembered") {
    const std::uint64_t seed = test::seed();
    INFO("replay with TEST_SEED=" << seed);
    Prng prng(seed);
    // From a table so small that nearly all ids look repeated, to one that has room.
    const std::uint64_t file_bytes = GENERATE(as<std::uint64_t>{}, 0, 100, 1'000, 100'000, std::uint64_t{1} << 40);
    std::vector<Id> ids;
    for (int i = 0; i < 2'000; ++i)
        ids.push_back(make_named_id("test", std::to_string(prng.below(1'500))));
    RepeatedIds repeated(file_bytes);
    for (const Id& id : ids)
        repeated.note(id);
    std::unordered_map<Id, int> expected;
    for (const Id& id : ids)
        REQUIRE(repeated.seen_before(id) == expected[id]++);
}

TEST_CASE("what was never noted was never seen") {
    RepeatedIds repeated(1'000);
    CHECK(repeated.seen_before(make_named_id("test", "one")) == 0);
    CHECK(repeated.seen_before(make_named_id("test", "one")) == 0);
}

}  // namespace earshot::app
