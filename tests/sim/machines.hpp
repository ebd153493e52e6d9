// tests/sim/machines.hpp: the machines of a world: devices, and the one that serves. Each has a disk, a clock and
// chance of its own, and the shipping code on top; it may be down while its disk is in trouble.
#pragma once

#include <memory>
#include <string>

#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "sync/protocol/enrolment.hpp"
#include "sync/replica/enrol.hpp"
#include "sync/replica/media_courier.hpp"
#include "sync/replica/replica.hpp"
#include "sync/server/blobs/folder_blob_store.hpp"
#include "sync/server/server.hpp"
#include "sync/server/upkeep.hpp"
#include "tests/sim/book.hpp"
#include "tests/sim/faulty_blob_store.hpp"
#include "tests/sim/faulty_shared_store.hpp"
#include "tests/sim/simulated_disk.hpp"
#include "tests/sim/weather.hpp"

namespace earshot::sim {

inline constexpr const char* device_folder = "/device";
inline constexpr const char* server_folder = "/server";
inline constexpr Duration tick_time{200};

// What is on the disk of a machine whose program has laid out its database and nothing else: the same for all, and a
// sixth of the time of a simulated life.
const SimulatedDisk::Folder& empty_device_folder();
const SimulatedDisk::Folder& empty_server_folder();

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
                  Weather::FarSide far_side, bool has_photos);

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
    std::optional<sync::Role> role = {};  // what it joins as, where that is not what the others are
    std::string site = "leeds";
    FaultyStore::Corrected corrected;  // what was stamped anew here, in all its lives
    std::unique_ptr<FaultyStore> store;
    std::unique_ptr<sync::Replica> replica;
    std::unique_ptr<sync::Enrolment> enrolment;
    std::unique_ptr<sync::MediaCourier> courier;  // where the world has photos
    Weather weather;
    std::string code;
    Instant next_step{0}, next_courier_step{0};
    SimulatedDisk::Folder old_copy;  // of its folder; empty: none
    Book::Mark copied_at;            // where the book was then
    int times_a_copy = 0;            // how often the server said so of former lives

private:
    void step_enrolment();
    void step_replica();
    void step_courier();

    const Bug bug_;
    const bool has_photos_;
};

class ServerMachine : public Machine {
public:
    // Devices join with that role.
    ServerMachine(std::uint64_t seed, Bug bug, Prng& chance, sync::Role role);

    void restart();
    bool is_up() const { return server != nullptr; }
    // Empty: it is down, or lost power while it worked.
    std::optional<platform::HttpResponse> handle(const platform::HttpRequest& request);
    // What the shared store does by itself.
    void step();
    // After an error of the store.
    void take(const Error& error);
    // The keeper's commands: a code for one device, a backup, the way back to it.
    std::optional<std::string> make_code(std::optional<sync::Role> role, const std::string& site);
    void back_up();
    bool restore();
    // The machine burns down, with its backups; a new one takes its place and its address.
    void burn_down();
    // A device that has no Enrolment of its own, and its token.
    void admit(const Id& device, const std::string& token);

    std::unique_ptr<FaultySharedStore> store;
    std::unique_ptr<sync::BlobStore> blobs;
    std::unique_ptr<sync::Server> server;

private:
    void close();

    std::unique_ptr<sync::Upkeep> upkeep_;
    Instant next_upkeep_{0};

    const Bug bug_;
    const sync::Role role_;
    Prng& chance_;
    std::unique_ptr<platform::FileLock> lock_;
    int codes_made_ = 0, backups_made_ = 0;
    std::string backup_;
};

}  // namespace earshot::sim
