#include "sync/model/turn.hpp"

#include <vector>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/base/prng.hpp"
#include "tests/support/seed.hpp"

namespace earshot::sync {
namespace {

TEST_CASE("a database goes on from its last push, and a copy does not") {
    struct Row {
        const char* why;
        Turn next;
        bool continues;
    };
    const Turn last{{}, 6, "m6"};
    const auto row = GENERATE_COPY(values<Row>({
        {"the answer was taken", {{}, 7, "m7"}, true},
        {"the answer was lost, and it pushes again", {{}, 6, "m6"}, true},
        {"nothing to push, only a question", {{}, 6, "m6"}, true},
        {"the shared store forgot some pushes", {{}, 12, "m12"}, true},
        {"a copy used the number for a push of its own", {{}, 6, "other"}, false},
        {"an older copy was put back", {{}, 3, "m3"}, false},
        {"a copy from before the first push", {{}, 0, ""}, false},
    }));
    INFO(row.why);
    CHECK(continues(last, row.next) == row.continues);
}

// One database behind a network that loses and repeats.
struct Pusher {
    Turn turn;
    bool answered = true;

    Turn push(Prng& chance) {
        if (answered) turn = {turn.incarnation, turn.number + 1, std::to_string(chance.next())};
        answered = false;
        return turn;
    }
};

TEST_CASE("law: one database is never taken for a copy, whatever is lost and repeated") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    Pusher device;
    Turn last = device.turn;
    for (int i = 0; i < 2'000; ++i) {
        const Turn said = device.push(chance);
        if (chance.chance(0.3)) continue;  // lost on the way
        REQUIRE(continues(last, said));
        last = said;
        REQUIRE(continues(last, said));  // delivered twice
        device.answered = chance.chance(0.6);
    }
}

TEST_CASE("law: the second of two databases with one past is known by its first word after the other went on") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    for (int world = 0; world < 200; ++world) {
        Pusher one;
        Turn last;
        const auto talk = [&](Pusher& who) {
            const Turn said = who.push(chance);
            if (chance.chance(0.3)) return true;
            const bool known = continues(last, said);
            if (known) last = said;
            who.answered = chance.chance(0.7);
            return known;
        };
        for (std::uint64_t i = chance.below(5); i > 0; --i)
            REQUIRE(talk(one));
        Pusher copy = one;
        const Turn before = last;
        while (last.number <= before.number)
            REQUIRE(talk(one));
        // Copied while a push was unanswered that is still the last: both say the same, and nothing is missed.
        if (!copy.answered && copy.turn == one.turn) continue;
        // However often the copy's words are lost on the way: the first that arrives gives it away.
        for (int i = 0; i < 20; ++i) {
            const Turn said = copy.push(chance);
            if (chance.chance(0.5)) continue;
            CHECK_FALSE(continues(last, said));
            break;
        }
    }
}

}  // namespace
}  // namespace earshot::sync
