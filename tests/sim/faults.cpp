#include "tests/sim/faults.hpp"

#include "platform/base/prng.hpp"

namespace earshot::sim {

Faults faults_of(std::uint64_t seed) {
    Prng chance(seed * 31 + 7);
    const auto up_to = [&](double most) { return chance.chance(0.6) ? most * chance.unit() : 0; };
    const auto rarely = [&](double most) { return chance.chance(0.25) ? most * chance.unit() : 0; };
    Faults faults;
    faults.lose_request = up_to(0.3);
    faults.lose_answer = up_to(0.3);
    faults.cut_answer = up_to(0.1);
    faults.duplicate = up_to(0.5);
    faults.delay_most = Duration{static_cast<std::int64_t>(up_to(4'000))};
    faults.power_loss = up_to(0.03);
    faults.server_power_loss = up_to(0.05);
    faults.write_fails = rarely(0.01);
    faults.bad_spell = rarely(0.01);
    faults.clock_jump = rarely(0.02);
    faults.server_clock_jump = rarely(0.01);
    faults.server_restore = rarely(0.02);
    faults.clone = rarely(0.005);
    faults.roll_back = rarely(0.01);
    faults.wipe = rarely(0.005);
    faults.revoke = rarely(0.01);
    faults.attach = 0.02 + 0.08 * chance.unit();
    faults.erase = 0.005 + 0.02 * chance.unit();
    return faults;
}

}  // namespace earshot::sim
