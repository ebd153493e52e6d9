// tests/sim/machines.hpp: the machines of a world: devices, and the one that serves. Each has a disk, a clock and
// chance of its own, and the shipping code on top; it may be down while its disk is in trouble.
#pragma once

#include <memory>
#include <string>

#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "sync/protocol/enrolment.hpp"
#include "sync/replica/enrol.hpp"
#include "sync/replica/replica.hpp"
#include "sync/server/server.hpp"
#include "tests/sim/faulty_shared_store.hpp"
#include "tests/sim/simulated_disk.hpp"
#include "tests/sim/weather.hpp"

namespace earshot::sim {

inline constexpr const char* device_folder = "/device";
inline constexpr const char* server_folder = "/server";
inline constexpr Duration tick_time{200};

// What cannot be explained by anything we did to a machine ends the simulation.
[[noreturn]] void give_up(const std::string& what, const Error& error);

// A disk, and what of its trouble has been looked at already.
struct Machine {
    explicit Machine(std::uint64_t seed) : disk(seed), random(seed ^ 0x5eed) {}

    SimulatedDisk disk;
    platform::SteppedClock clock;
    platform::SeededRandom random;
    std::int64_t failures_at_start = 0;
    int spell_ticks = 0;  // what is left of a bad spell
    int power_losses = 0;

    // Whether we are to blame for what went wrong: the power is gone, or the disk had trouble since the start.
    bool explains_trouble() const { return disk.is_dead() || disk.failures() != failures_at_start; }
};

class DeviceMachine : public Machine {
public:
    DeviceMachine(int number, std::uint64_t seed, Bug bug, Prng& chance, const Faults& faults,
                  Weather::FarSide far_side);

    // Opens everything again from what is on the disk. It stays down while the disk has trouble.
    void restart();
    void stop();
    bool is_up() const { return store != nullptr; }
    // Joins with a code from the keeper, as soon as the weather lets it.
    void join(const std::string& code);
    bool is_joining() const { return enrolment != nullptr; }
    bool wants_to_join() const;
    void wake();
    // As the worker thread does: sleeps until its time, or until something arrives.
    void step();
    // After an error of the store: a power loss restarts the machine, trouble passes.
    void take(const Error& error);

    const int number;
    FaultyStore::Corrected corrected;  // what was stamped anew here, in all its lives
    std::unique_ptr<FaultyStore> store;
    std::unique_ptr<sync::Replica> replica;
    std::unique_ptr<sync::Enrolment> enrolment;
    Weather weather;
    std::string code;
    Instant next_step{0};
    std::size_t copied_at = 0;       // entries of the book when its folder was copied
    SimulatedDisk::Folder old_copy;  // of its folder; empty: none
    int times_a_copy = 0;            // how often the server said so of former lives

private:
    const Bug bug_;
    bool clean_disk_ = true;  // nothing was ever opened on it
};

class ServerMachine : public Machine {
public:
    ServerMachine(std::uint64_t seed, Bug bug, Prng& chance);

    void restart();
    bool is_up() const { return server != nullptr; }
    // Empty: it is down, or lost power while it worked.
    std::optional<platform::HttpResponse> handle(const platform::HttpRequest& request);
    // After an error of the store.
    void take(const Error& error);
    // The keeper's commands: a code for one device, a backup, the way back to it.
    std::optional<std::string> make_code();
    void back_up();
    bool restore();

    std::unique_ptr<FaultySharedStore> store;
    std::unique_ptr<sync::Server> server;

private:
    const Bug bug_;
    Prng& chance_;
    int codes_made_ = 0, backups_made_ = 0;
    std::string backup_;
};

}  // namespace earshot::sim
