// tests/sim/world.hpp: devices, a server and the weather between them, all from one seed.
//
// The code that runs is the code that ships: DeviceStore and SqliteSharedStore on real files, Replica, Server. Only
// clocks, chance, the network and the power are ours. What every device ever committed is also merged into a book kept
// beside; once the weather is fine again every device must hold exactly what the book holds, stamps included: nothing
// lost, nothing doubled, nothing returned.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "platform/host/host_files.hpp"
#include "sync/replica/replica.hpp"
#include "sync/server/server.hpp"
#include "tests/sim/faulty_shared_store.hpp"
#include "tests/sim/weather.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::sim {

class World {
public:
    struct Options {
        std::uint64_t seed = 0;
        int devices = 3;
        Faults faults;
        Bug bug = Bug::none;
        bool wrong_clocks = false;  // wall clocks that differ by years
    };
    explicit World(const Options& options);
    ~World();

    // People write, devices talk, things go wrong.
    void run(int ticks);
    // Nobody writes any more and nothing goes wrong any more.
    void heal();
    // Until every device has agreed; false when that takes more ticks.
    bool run_until_quiet(int ticks);

    // Every broken promise, in words; empty: none. Only after it is quiet.
    std::vector<std::string> broken_promises();
    // What happened, so that a test can demand that it did.
    struct Counts {
        int edits = 0, device_crashes = 0, server_crashes = 0, exchanges = 0;
    };
    const Counts& counts() const { return counts_; }

private:
    struct Device;

    void start_server();
    void open_device(Device& device);
    void enrol(Device& device);
    std::optional<platform::HttpResponse> serve(const platform::HttpRequest& request);
    void tick(bool people_write);
    void write_something(Device& device);
    void note_in_book(Device& device, sync::Kind kind, const Id& id);
    void step(Device& device);

    const Options options_;
    Prng chance_;
    Faults faults_;
    platform::HostFiles files_;
    platform::SeededRandom random_;
    platform::SteppedClock server_clock_;
    test::TemporaryFolder folder_;
    std::unique_ptr<FaultySharedStore> shared_store_;
    std::unique_ptr<sync::Server> server_;
    std::vector<std::unique_ptr<Device>> devices_;
    std::vector<sync::Record> book_;
    Counts counts_;
};

}  // namespace earshot::sim
