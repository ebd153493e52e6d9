#include "tests/sim/world.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>
#include <sqlite3.h>

#include "platform/base/hash.hpp"
#include "sync/protocol/compression.hpp"
#include "sync/protocol/limits.hpp"

namespace earshot::sim {
namespace {

// For whoever replays a seed: what was said, unpacked.
template <class Message>
void show(std::string_view prefix, const Message& message) {
    if (!std::getenv("SIM_LOG")) return;
    const auto coding = sync::coding_named(message.headers.find("Content-Encoding"));
    const auto body = coding ? sync::unpack(*coding, message.body, sync::body_bytes_max) : Result<std::string>("?");
    fmt::print(stderr, "{} {}\n", prefix, body ? *body : body.error().message);
}

constexpr Duration year{365LL * 86'400'000};

// SQLite asks its own chance for the salts of its logs: the same for the same seed.
void seed_sqlite(std::uint64_t seed) {
    sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, static_cast<int>(seed % 1'000'003 + 1), nullptr);
    sqlite3_randomness(0, nullptr);
}

}  // namespace

void World::Counts::add(const Counts& other) {
    edits += other.edits;
    exchanges += other.exchanges;
    device_power_losses += other.device_power_losses;
    server_power_losses += other.server_power_losses;
    bad_spells += other.bad_spells;
    clock_jumps += other.clock_jumps;
    restores += other.restores;
    clones += other.clones;
    roll_backs += other.roll_backs;
    wipes += other.wipes;
    revocations += other.revocations;
    later_writes += other.later_writes;
    lost_stores += other.lost_stores;
    photos += other.photos;
    erasures += other.erasures;
    withheld += other.withheld;
    disk_failures += other.disk_failures;
    writes_lost += other.writes_lost;
}

std::string World::Counts::text() const {
    return fmt::format(
        "{} edits, {} by a later version, {} photos, {} erasures, {} texts withheld, {} exchanges, {} power losses of "
        "devices and {} of the server, {} writes lost, "
        "{} disk failures, {} bad spells, {} clock jumps, {} restores, {} lost stores, {} clones, {} roll-backs, {} "
        "wipes, {} revocations",
        edits, later_writes, photos, erasures, withheld, exchanges, device_power_losses, server_power_losses,
        writes_lost, disk_failures, bad_spells, clock_jumps, restores, lost_stores, clones, roll_backs, wipes,
        revocations);
}

World::World(const Options& options)
    : options_(options),
      chance_(options.seed),
      server_(chance_.next(), options.bug, chance_, options.erasures ? sync::Role::facilitator : sync::Role::leader) {
    if (!options.first_start) server_.disk.replace_folder(server_folder, empty_server_folder());
    const SimulatedDisk::Folder* const laid_out = options.first_start ? nullptr : &empty_device_folder();
    seed_sqlite(options.seed);
    server_.restart();
    for (int i = 0; i < options_.devices; ++i) {
        DeviceMachine& device = add_device();
        if (laid_out) device.disk.replace_folder(device_folder, *laid_out);
        device.restart();
    }
    if (options.later_version) {
        later_ = std::make_unique<LaterDevice>(chance_.next(), book_, chance_, faults_,
                                               [this](const platform::HttpRequest& request) { return serve(request); });
        server_.admit(later_->id(), later_->token());
    }
    for (int i = 0; i < 20; ++i)  // Nothing goes wrong while everybody joins.
        tick(false);
    faults_ = options_.faults;
}

World::~World() {
    for (const auto& device : devices_)
        device->stop();
}

DeviceMachine& World::add_device() {
    const int number = static_cast<int>(devices_.size());
    devices_.push_back(std::make_unique<DeviceMachine>(
        number, chance_.next(), options_.bug, chance_, faults_,
        [this](const platform::HttpRequest& request) { return serve(request); }, options_.photos));
    DeviceMachine& device = *devices_.back();
    if (options_.wrong_clocks) {
        device.clock.set_wall(device.clock.wall() + year * (static_cast<std::int64_t>(chance_.below(7)) - 3));
    }
    return device;
}

void World::note(std::string_view what) {
    history_ = fnv1a_64(std::to_string(history_) + std::string(what));
}

std::optional<platform::HttpResponse> World::serve(const platform::HttpRequest& request) {
    platform::HttpRequest arrived = request;
    arrived.target = arrived.target.substr(std::string_view("http://server").size());
    counts_.exchanges += 1;
    note(arrived.body);
    show("said", arrived);
    auto answer = server_.handle(arrived);
    if (answer) show("answered", *answer);
    note(answer ? std::to_string(answer->status) + answer->body : "nothing");
    return answer;
}

void World::run(int ticks) {
    for (int i = 0; i < ticks; ++i)
        tick(true);
}

void World::heal() {
    faults_ = {};
    server_.disk.trouble = {};
    server_.disk.keep_power();
    if (!server_.is_up() || server_.disk.is_dead()) server_.restart();
    for (const auto& device : devices_) {
        device->disk.trouble = {};
        device->disk.keep_power();
        if (!device->is_up() || device->disk.is_dead()) device->restart();
        device->wake();
    }
}

void World::lose_shared_store() {
    forget_what_only_the_store_knows();
    later_.reset();
    server_.burn_down();
    counts_.lost_stores += 1;
    for (const auto& device : devices_)
        device->wake();
}

bool World::is_quiet() {
    if (later_ && !later_->is_quiet()) return false;
    return std::all_of(devices_.begin(), devices_.end(), [this](const auto& device) {
        if (!device->is_up() || device->is_joining() || !device->replica->status().run_complete) return false;
        const auto status = device->store->status();
        return status && status->waiting == 0 && (!options_.photos || photos_are_quiet(*device));
    });
}

bool World::run_until_quiet(int ticks) {
    // A device that agreed may still have to hear what another pushes later: everybody is asked again once all have
    // nothing to send.
    // What was still on its way when the weather cleared arrives first.
    for (int i = 0; i < 40; ++i)
        tick(false);
    int rounds = 0;
    for (int i = 0; i < ticks; ++i) {
        tick(false);
        if (!is_quiet()) continue;
        if (++rounds > 2) return true;
        if (later_) later_->wake();
        for (const auto& device : devices_)
            device->wake();
        for (int j = 0; j < 3; ++j)
            tick(false);
    }
    return false;
}

void World::tick(bool with_faults) {
    server_.clock.advance(tick_time);
    for (const auto& device : devices_)
        device->clock.advance(tick_time);
    if (with_faults) {
        trouble_machines();
        people_act();
    }
    if (later_) {
        later_->clock.advance(tick_time);
        later_->weather.pass();
        later_->step();
    }
    help_to_join();
    server_.step();
    for (std::size_t i = 0; i < devices_.size(); ++i) {
        DeviceMachine& device = *devices_[i];
        device.weather.pass();
        if (!device.is_up()) device.restart();
        if (device.is_up()) device.step();
    }
}

World::Counts World::counts() const {
    Counts all = counts_;
    all.server_power_losses = server_.power_losses;
    all.disk_failures = server_.disk.failures();
    all.writes_lost = server_.disk.writes_lost();
    for (const auto& device : devices_) {
        all.device_power_losses += device->power_losses;
        all.disk_failures += device->disk.failures();
        all.writes_lost += device->disk.writes_lost();
    }
    return all;
}

}  // namespace earshot::sim
