#include "tests/sim/world.hpp"

#include <algorithm>

#include "sync/model/merge.hpp"
#include "sync/model/tables.hpp"
#include "sync/replica/enrol.hpp"
#include "sync/server/sqlite/sqlite_shared_store.hpp"

namespace earshot::sim {
namespace {

constexpr Duration tick_time{200};

// Quick to give up and quick to come back, so that a run sees many exchanges.
sync::Tuning tuning() {
    sync::Tuning t;
    t.period = Duration{5'000};
    t.retry_delay_max = Duration{4'000};
    t.time_out = Duration{3'000};
    t.push_records_max = 7;    // several batches even for few stories
    t.pull_bytes_max = 2'000;  // and several pages
    return t;
}

template <class T>
T must(Result<T> result) {
    if (!result) throw std::runtime_error("simulation: " + result.error().message);
    return std::move(*result);
}
void must(Result<void> result) {
    if (!result) throw std::runtime_error("simulation: " + result.error().message);
}

}  // namespace

struct World::Device {
    std::string name, folder;
    platform::SteppedClock clock;
    platform::SeededRandom random;
    std::unique_ptr<Weather> weather;
    std::unique_ptr<FaultyStore> store;
    std::unique_ptr<sync::Replica> replica;
    Instant next_step{0};

    Device(std::string n, std::string f, WallTime wall, std::uint64_t seed)
        : name(std::move(n)), folder(std::move(f)), clock(wall), random(seed) {}
};

World::World(const Options& options)
    : options_(options), chance_(options.seed), faults_(options.faults), random_(options.seed ^ 0x5eed) {
    faults_ = {};  // Nothing goes wrong while everybody joins.
    start_server();
    for (int i = 0; i < options_.devices; ++i) {
        WallTime wall = platform::SteppedClock::start;
        if (options_.wrong_clocks) {
            const auto years = static_cast<std::int64_t>(chance_.below(7)) - 3;
            wall = wall + Duration{years * 365 * 86'400'000LL};
        }
        const std::string name = "device" + std::to_string(i);
        devices_.push_back(std::make_unique<Device>(name, folder_.file(name), wall, chance_.next()));
        Device& device = *devices_.back();
        device.weather = std::make_unique<Weather>(
            device.clock, chance_, faults_, [this](const platform::HttpRequest& request) { return serve(request); });
        open_device(device);
        enrol(device);
    }
    faults_ = options_.faults;
    for (const auto& device : devices_)
        open_device(*device);
}

World::~World() = default;

void World::start_server() {
    server_.reset();
    shared_store_.reset();
    auto inner = must(sync::SqliteSharedStore::open({.folder = folder_.file("server")}, files_, random_));
    shared_store_ =
        std::make_unique<FaultySharedStore>(std::move(inner), chance_, faults_.server_power_loss, options_.bug);
    server_ = std::make_unique<sync::Server>(*shared_store_, random_);
}

void World::open_device(Device& device) {
    device.replica.reset();
    device.store.reset();
    auto inner = must(sync::DeviceStore::open({.folder = device.folder}, files_, device.clock, device.random));
    device.store = std::make_unique<FaultyStore>(std::move(inner), chance_, faults_.power_loss, options_.bug);
    device.replica =
        std::make_unique<sync::Replica>(tuning(), *device.store, *device.weather, device.clock, device.random);
    device.next_step = device.clock.monotonic();
}

void World::enrol(Device& device) {
    const std::string code = "2345678" + std::string(1, static_cast<char>('A' + devices_.size()));
    must(shared_store_->add_code({.code = code,
                                  .role = sync::Role::teller,
                                  .site = "leeds",
                                  .valid_until = server_clock_.wall() + Duration{600'000}}));
    sync::Enrolment enrolment(*device.store, *device.weather,
                              {.server = "http://server", .code = code, .name = device.name});
    for (;;) {
        if (auto outcome = enrolment.step()) return must(*outcome);
        device.weather->pass();
    }
}

std::optional<platform::HttpResponse> World::serve(const platform::HttpRequest& request) {
    platform::HttpRequest arrived = request;
    arrived.target = arrived.target.substr(std::string_view("http://server").size());
    counts_.exchanges += 1;
    try {
        return server_->handle(arrived, server_clock_.wall());
    } catch (const PowerLoss&) {
        counts_.server_crashes += 1;
        start_server();
        return std::nullopt;
    }
}

void World::run(int ticks) {
    for (int i = 0; i < ticks; ++i)
        tick(true);
}

void World::heal() {
    faults_ = {};
    for (const auto& device : devices_) {
        device->store->heal();
        device->replica->sync_now();
        device->next_step = device->clock.monotonic();
    }
}

bool World::run_until_quiet(int ticks) {
    // A device that agreed may still have to hear what another pushes later: everybody is asked again once all have
    // nothing to send.
    int rounds = 0;
    for (int i = 0; i < ticks; ++i) {
        tick(false);
        const bool quiet = std::all_of(devices_.begin(), devices_.end(), [](const auto& device) {
            return device->replica->status().run_complete && must(device->store->status()).waiting == 0;
        });
        if (!quiet) continue;
        if (++rounds > 2) return true;
        for (const auto& device : devices_) {
            device->replica->sync_now();
            device->next_step = device->clock.monotonic();
        }
        for (int j = 0; j < 3; ++j)
            tick(false);
    }
    return false;
}

void World::tick(bool people_write) {
    server_clock_.advance(tick_time);
    for (const auto& device : devices_)
        device->clock.advance(tick_time);
    if (people_write && chance_.chance(0.3)) write_something(*devices_[chance_.below(devices_.size())]);
    for (const auto& device : devices_) {
        device->weather->pass();
        step(*device);
    }
}

void World::step(Device& device) {
    // Like the worker: it sleeps until its time, or until something arrives.
    const bool exchanging = device.replica->status().link == sync::Link::exchanging;
    if (!exchanging && device.clock.monotonic() < device.next_step) return;
    try {
        device.next_step = must(device.replica->step(device.clock.monotonic()));
    } catch (const PowerLoss&) {
        counts_.device_crashes += 1;
        open_device(device);
    }
}

// A new story, a change to one of the stories this device knows, an echo, a tag, a deletion.
void World::write_something(Device& device) {
    const auto known = must(device.store->list({.limit = 50})).rows;
    const std::uint64_t what = known.empty() ? 0 : chance_.below(10);
    const Id id = what < 3    ? device.random.uuid7(device.clock.wall())
                  : what == 3 ? device.random.uuid7(device.clock.wall())
                              : known[chance_.below(known.size())].id;
    sync::Edit edit{what == 3 ? sync::Kind::echo : sync::Kind::story, id, {}};
    const std::string word = "w" + std::to_string(chance_.below(1'000));
    if (what < 3) {
        edit.writes = {{sync::story::kind, std::string("pain")}, {sync::story::words, "story " + word}};
    } else if (what == 3) {
        edit.writes = {{sync::echo::story, to_text(known[chance_.below(known.size())].id)}, {sync::echo::note, word}};
    } else if (what == 4) {
        edit.writes = {{sync::deleted_number, std::int64_t{1}}};
    } else if (what < 7) {
        edit.writes = {{sync::story::tags, sync::make_set({word})}};
    } else {
        edit.writes = {{sync::story::mood, static_cast<std::int64_t>(1 + chance_.below(5))},
                       {sync::story::product, word}};
    }
    counts_.edits += 1;
    try {
        must(device.store->write({&edit, 1}));
        device.replica->sync_now();
        device.next_step = device.clock.monotonic();
    } catch (const PowerLoss&) {
        counts_.device_crashes += 1;
        open_device(device);
    }
    note_in_book(device, edit.kind, edit.id);
}

// What is on the device's disk now is a promise, whether or not somebody heard that it was written.
void World::note_in_book(Device& device, sync::Kind kind, const Id& id) {
    const auto record = device.store->find(kind, id);
    if (!record) return;  // The power went before the commit: nothing was promised.
    const auto known = std::find_if(book_.begin(), book_.end(), [&](const sync::Record& r) { return r.id == id; });
    if (known == book_.end()) {
        book_.push_back(*record);
    } else {
        sync::merge(*known, *record);
    }
}

std::vector<std::string> World::broken_promises() {
    std::vector<std::string> broken;
    std::int64_t stories = 0;
    for (const sync::Record& promised : book_) {
        stories += promised.kind == sync::Kind::story && !promised.is_deleted();
        for (const auto& device : devices_) {
            const auto held = device->store->find(promised.kind, promised.id);
            if (!held) {
                // A deletion may be all that was ever promised to somebody who never had the record.
                if (!promised.is_deleted()) broken.push_back(device->name + " has lost " + to_text(promised.id));
            } else if (promised.is_deleted() ? !held->is_deleted() : *held != promised) {
                broken.push_back(device->name + " holds another version of " + to_text(promised.id));
            }
        }
    }
    for (const auto& device : devices_) {
        if (const auto held = must(device->store->status()).stories; held != stories) {
            broken.push_back(device->name + " counts " + std::to_string(held) + " stories instead of " +
                             std::to_string(stories));
        }
        for (const std::string& finding : must(device->store->examine()))
            broken.push_back(device->name + ": " + finding);
    }
    return broken;
}

}  // namespace earshot::sim
