// Seeded simulations. SIM_SEED=n replays one seed; SIM_SEEDS=n runs so many instead of the few of every day.
#include <cstdlib>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/sim/world.hpp"
#include "tests/support/seed.hpp"

namespace earshot::sim {
namespace {

std::uint64_t number_from(const char* variable, std::uint64_t otherwise) {
    const char* text = std::getenv(variable);
    return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

// Weather drawn from the seed, from a fine day to a storm.
Faults faults_of(std::uint64_t seed) {
    Prng chance(seed * 31 + 7);
    Faults faults;
    faults.lose_request = 0.3 * chance.unit();
    faults.lose_answer = 0.3 * chance.unit();
    faults.cut_answer = 0.1 * chance.unit();
    faults.duplicate = 0.5 * chance.unit();
    faults.delay_most = Duration{static_cast<std::int64_t>(chance.below(4'000))};
    faults.power_loss = 0.05 * chance.unit();
    faults.server_power_loss = 0.1 * chance.unit();
    return faults;
}

struct Outcome {
    bool quiet = false;
    std::vector<std::string> broken;
    World::Counts counts;
};

Outcome simulate(std::uint64_t seed, Bug bug) {
    World world({.seed = seed,
                 .devices = 2 + static_cast<int>(seed % 3),
                 .faults = faults_of(seed),
                 .bug = bug,
                 .wrong_clocks = seed % 4 == 0});
    world.run(150);
    world.heal();
    Outcome outcome;
    outcome.quiet = world.run_until_quiet(2'000);
    if (outcome.quiet) outcome.broken = world.broken_promises();
    outcome.counts = world.counts();
    return outcome;
}

TEST_CASE("devices agree on everything ever promised, whatever the weather", "[sim]") {
    const bool replay = std::getenv("SIM_SEED") != nullptr;
    const std::uint64_t first = number_from("SIM_SEED", test::seed());
    const std::uint64_t seeds = replay ? 1 : number_from("SIM_SEEDS", 300);
    World::Counts all;
    for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
        INFO("replay with SIM_SEED=" << seed);
        const Outcome outcome = simulate(seed, Bug::none);
        REQUIRE(outcome.quiet);  // Liveness: once the weather is fine, everybody agrees in the end.
        REQUIRE(outcome.broken == std::vector<std::string>{});
        all.edits += outcome.counts.edits;
        all.device_crashes += outcome.counts.device_crashes;
        all.server_crashes += outcome.counts.server_crashes;
    }
    if (replay || seeds < 20) return;
    // A storm that never comes proves nothing.
    CHECK(all.edits > 500);
    CHECK(all.device_crashes > 20);
    CHECK(all.server_crashes > 20);
}

TEST_CASE("the simulator finds the bugs we plant", "[sim]") {
    struct Row {
        const char* why;
        Bug bug;
    };
    const auto row = GENERATE(values<Row>({
        {"the server says accepted before its commit", Bug::acknowledged_before_commit},
        {"the device moves its cursor before the rows are in", Bug::cursor_before_rows},
        {"the device takes what it sent for stored", Bug::settled_without_verdict},
    }));
    INFO(row.why);
    bool found = false;
    for (std::uint64_t seed = 1; seed <= 60 && !found; ++seed) {
        const Outcome outcome = simulate(seed, row.bug);
        found = !outcome.quiet || !outcome.broken.empty();
    }
    CHECK(found);
}

}  // namespace
}  // namespace earshot::sim
