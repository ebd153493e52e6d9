// tests/sim/world.hpp: devices, a server, the weather between them and the people who use them, all from one seed.
//
// The code that runs is the code that ships: DeviceStore and SqliteSharedStore over simulated disks, Replica,
// Enrolment, Server. Only clocks, chance, the network and the disks are ours. README.md says what can happen, book.hpp
// what must be true in the end.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/sim/book.hpp"
#include "tests/sim/later_device.hpp"
#include "tests/sim/machines.hpp"

namespace earshot::sim {

class World {
public:
    struct Options {
        std::uint64_t seed = 0;
        int devices = 3;
        Faults faults;
        Bug bug = Bug::none;
        bool wrong_clocks = false;   // wall clocks that differ by years from the start
        bool later_version = false;  // a device of a later version is among them
        bool photos = false;         // people attach photos
        bool erasures = false;       // customers are to be forgotten
        bool consent = false;        // consent is narrow, or ends; somebody from elsewhere joins in the end
        bool first_start = false;    // every database is laid out by the program itself, instead of copied once it was
    };
    explicit World(const Options& options);
    ~World();

    // People write, devices talk, things go wrong.
    void run(int ticks);
    // Nobody writes any more, nothing goes wrong any more, and whoever was shut out gets a new code.
    void heal();
    // Until every device has agreed; false when that takes more ticks.
    bool run_until_quiet(int ticks);
    // Once it is quiet: the shared store is lost with all its backups, and the device of a later version with it. What
    // the others hold is all there is.
    void lose_shared_store();
    // What each device is at, for whoever looks for the reason why it never gets quiet.
    std::string state_of_devices();

    // Every broken promise, in words; empty: none. Only after it is quiet.
    std::vector<std::string> broken_promises();
    // What happened, so that a test can demand that it did.
    struct Counts {
        int edits = 0, exchanges = 0, device_power_losses = 0, server_power_losses = 0, bad_spells = 0;
        int clock_jumps = 0, restores = 0, clones = 0, roll_backs = 0, wipes = 0, revocations = 0;
        int later_writes = 0, lost_stores = 0, photos = 0, erasures = 0, withheld = 0;
        std::int64_t disk_failures = 0, writes_lost = 0;
        void add(const Counts& other);
        std::string text() const;
    };
    Counts counts() const;
    // Of everything that was said and written, in order: the same seed has the same.
    std::uint64_t history() const { return history_; }

private:
    DeviceMachine& add_device();
    std::optional<platform::HttpResponse> serve(const platform::HttpRequest& request);
    void tick(bool with_faults);
    void note(std::string_view what);
    bool is_quiet();

    // world_people.cpp
    void write_something(DeviceMachine& device);
    void write(DeviceMachine& device, const sync::Edit& edit);
    void trouble_machines();
    void spoil(Machine& machine, double power_loss);
    void people_act();
    void clone(DeviceMachine& device);
    void copy_folder(DeviceMachine& device);
    void roll_back(DeviceMachine& device);
    void wipe(DeviceMachine& device);
    void forget(DeviceMachine& device, const Book::Mark& from);
    void revoke(DeviceMachine& device);
    void help_to_join();

    // world_media.cpp
    std::string some_customer();
    void attach_photo(DeviceMachine& device);
    void erase_somebody(DeviceMachine& device);
    void void_what_was_erased(DeviceMachine& device);
    void forget_photos(DeviceMachine& device, std::size_t from, const std::function<bool(const Id&)>& waits);
    static sync::ErasureBook erasures_in(const std::map<Id, sync::Record>& shared);
    bool photos_are_quiet(DeviceMachine& device);
    void examine_photos(const std::map<Id, sync::Record>& shared, std::vector<std::string>& broken);
    void search_disks(const std::map<Id, sync::Record>& shared, std::vector<std::string>& broken);

    // world_checks.cpp
    void forget_what_only_the_store_knows();
    std::map<Id, sync::Record> shared_records(std::vector<std::string>& broken);
    std::vector<std::string> withheld_texts(const std::map<Id, sync::Record>& shared, const sync::Listener& from);
    void join_from_elsewhere(const std::map<Id, sync::Record>& shared, std::vector<std::string>& broken);
    void compare(DeviceMachine& device, const std::map<Id, sync::Record>& shared, std::vector<std::string>& broken);
    void examine(DeviceMachine& device, std::int64_t stories, std::vector<std::string>& broken);

    const Options options_;
    Prng chance_;
    Faults faults_;
    ServerMachine server_;
    std::vector<std::unique_ptr<DeviceMachine>> devices_;
    Book book_;
    std::unique_ptr<LaterDevice> later_;  // if there is one
    Counts counts_;
    std::uint64_t words_written_ = 0;
    std::uint64_t history_ = 0;
};

}  // namespace earshot::sim
