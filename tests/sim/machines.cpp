#include "tests/sim/machines.hpp"

#include <stdexcept>

#include "sync/server/enrolment_code.hpp"
#include "sync/server/sqlite/schema.hpp"
#include "sync/store/schema.hpp"

namespace earshot::sim {
namespace {

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

// Pieces of a photo that are as small as everything else here.
sync::MediaTuning media_tuning() {
    sync::MediaTuning t;
    t.piece_bytes_first = t.piece_bytes_min = 300;
    t.piece_bytes_max = 1'200;
    t.period = Duration{5'000};
    t.retry_delay_max = Duration{4'000};
    t.missing_again_min = Duration{2'000};
    t.missing_again_max = t.refused_again = t.denied_again = Duration{8'000};
    t.time_out = t.give_up = Duration{3'000};
    return t;
}

constexpr Duration pause_after_store_trouble{1'000};
constexpr Duration tombstones_kept{400 * 86'400'000LL};

// The folder after `lay_out` made the database of this name in it.
template <class LayOut>
SimulatedDisk::Folder laid_out(const std::string& folder, const std::string& name, LayOut lay_out) {
    SimulatedDisk disk(1);
    auto database = sync::Database::open(folder + name, sync::Database::Mode::read_write, disk.vfs());
    if (!database) give_up("laying out a database", database.error());
    if (const auto done = lay_out(**database); !done) give_up("laying out a database", done.error());
    database->reset();
    return disk.copy_of(folder);
}

}  // namespace

const SimulatedDisk::Folder& empty_device_folder() {
    static const SimulatedDisk::Folder folder =
        laid_out(device_folder, "/earshot.db", [](sync::Database& database) -> Result<void> {
            EARSHOT_CHECK(sync::prepare_connection(database));
            return sync::bring_up_to_date(database, nullptr, sync::migrations());
        });
    return folder;
}

const SimulatedDisk::Folder& empty_server_folder() {
    static const SimulatedDisk::Folder folder =
        laid_out(server_folder, "/shared.db", [](sync::Database& database) -> Result<void> {
            EARSHOT_CHECK(sync::prepare_shared_connection(database));
            return sync::bring_shared_store_up_to_date(database);
        });
    return folder;
}

void give_up(const std::string& what, const Error& error) {
    throw std::runtime_error("simulation: " + what + ": " + error.message);
}

// ---- devices --------------------------------------------------------------------------------------------------------

DeviceMachine::DeviceMachine(int number_of_it, std::uint64_t seed, Bug bug, Prng& chance, const Faults& faults,
                             Weather::FarSide far_side, bool has_photos)
    : Machine(seed),
      number(number_of_it),
      weather(clock, chance, faults, std::move(far_side)),
      bug_(bug),
      has_photos_(has_photos) {
    disk.pretend_to_sync(bug == Bug::saved_before_sync);
}

void DeviceMachine::stop() {
    enrolment.reset();
    replica.reset();
    courier.reset();
    if (store) times_a_copy += store->times_a_copy;
    store.reset();
}

void DeviceMachine::restart() {
    stop();
    if (disk.is_dead()) {
        power_losses += 1;
        disk.switch_on();
    }
    failures_at_start = disk.failures();
    auto inner = sync::DeviceStore::open({.folder = device_folder, .vfs = disk.vfs()}, disk, clock, random);
    if (!inner) {
        if (!explains_trouble()) give_up("device" + std::to_string(number) + " does not open", inner.error());
        return;
    }
    store = std::make_unique<FaultyStore>(std::move(*inner), bug_, corrected);
    replica = std::make_unique<sync::Replica>(tuning(), *store, weather, clock, random);
    if (has_photos_) courier = std::make_unique<sync::MediaCourier>(media_tuning(), *store, weather, clock, random);
    next_step = next_courier_step = clock.monotonic();
    if (!code.empty()) join(code);
}

void DeviceMachine::take(const Error& error) {
    if (!explains_trouble()) give_up("device" + std::to_string(number), error);
    if (disk.is_dead()) restart();
}

void DeviceMachine::join(const std::string& with_code) {
    code = with_code;
    enrolment = std::make_unique<sync::Enrolment>(
        *store, weather,
        sync::EnrolOptions{.server = "http://server", .code = code, .name = "device" + std::to_string(number)});
}

bool DeviceMachine::wants_to_join() const {
    const sync::Link link = replica->status().link;
    return !is_joining() && (link == sync::Link::not_enrolled || link == sync::Link::denied);
}

void DeviceMachine::wake() {
    replica->sync_now();
    next_step = clock.monotonic();
    if (!courier) return;
    next_courier_step = clock.monotonic();
    if (const auto tried = courier->try_now(); !tried) take(tried.error());
}

void DeviceMachine::step() {
    if (enrolment) return step_enrolment();
    step_replica();
    if (courier && !enrolment) step_courier();
}

void DeviceMachine::step_enrolment() {
    const auto outcome = enrolment->step();
    if (!outcome) return;
    enrolment.reset();
    if (*outcome) {
        code.clear();
        wake();
    } else if (outcome->error().code == Errc::denied) {
        code.clear();  // Used up, or too old by the server's clock: another one is asked for.
    } else if (outcome->error().code == Errc::unavailable) {
        join(code);
    } else {
        take(outcome->error());
        if (is_up() && !is_joining()) join(code);
    }
}

void DeviceMachine::step_replica() {
    const bool exchanging = replica->status().link == sync::Link::exchanging;
    if (!exchanging && clock.monotonic() < next_step) return;
    const auto next = replica->step(clock.monotonic());
    if (next) {
        next_step = *next;
    } else {
        next_step = clock.monotonic() + pause_after_store_trouble;
        take(next.error());
    }
}

void DeviceMachine::step_courier() {
    using State = sync::MediaStatus::State;
    const State state = courier->status().state;
    const bool moves = state == State::sending || state == State::fetching;
    if (!moves && clock.monotonic() < next_courier_step) return;
    const auto next = courier->step(clock.monotonic());
    if (next) {
        next_courier_step = *next;
    } else {
        next_courier_step = clock.monotonic() + pause_after_store_trouble;
        take(next.error());
    }
}

// ---- the server -----------------------------------------------------------------------------------------------------

ServerMachine::ServerMachine(std::uint64_t seed, Bug bug, Prng& chance, sync::Role role)
    : Machine(seed), bug_(bug), role_(role), chance_(chance) {
    disk.pretend_to_sync(bug == Bug::acknowledged_before_sync);
}

void ServerMachine::close() {
    upkeep_.reset();
    server.reset();
    blobs.reset();
    store.reset();
    lock_.reset();
}

void ServerMachine::restart() {
    close();
    if (disk.is_dead()) {
        power_losses += 1;
        disk.switch_on();
    }
    failures_at_start = disk.failures();
    auto lock = sync::SqliteSharedStore::serving_lock(server_folder, disk);
    if (!lock) {
        if (!explains_trouble()) give_up("the server cannot lock its store", lock.error());
        return;
    }
    lock_ = std::move(*lock);
    auto inner = sync::SqliteSharedStore::open({.folder = server_folder, .vfs = disk.vfs()}, disk, random);
    if (!inner) {
        if (!explains_trouble()) give_up("the server does not open", inner.error());
        return;
    }
    auto folder = sync::FolderBlobStore::open(server_folder, disk, random);
    if (!folder) {
        if (!explains_trouble()) give_up("the server's media do not open", folder.error());
        return;
    }
    store = std::make_unique<FaultySharedStore>(std::move(*inner), chance_, bug_);
    blobs = std::make_unique<FaultyBlobStore>(std::move(*folder), bug_);
    server = std::make_unique<sync::Server>(*store, random, sync::ServerOptions{.blobs = blobs.get()});
    upkeep_ = std::make_unique<sync::Upkeep>(*store, blobs.get(), clock, tombstones_kept);
    next_upkeep_ = Instant{0};
}

// Trouble is its own affair: the next one tries again.
void ServerMachine::step() {
    if (!is_up() || clock.monotonic() < next_upkeep_) return;
    next_upkeep_ = upkeep_->step(clock.monotonic());
    if (disk.is_dead()) restart();
}

void ServerMachine::take(const Error& error) {
    if (!explains_trouble()) give_up("the server", error);
    if (disk.is_dead()) restart();
}

std::optional<platform::HttpResponse> ServerMachine::handle(const platform::HttpRequest& request) {
    if (!is_up()) restart();
    if (!is_up()) return std::nullopt;
    auto response = server->handle(request, clock.wall());
    if (response.status >= 500 && !explains_trouble()) give_up("the server answered", {Errc::io, response.body});
    if (!disk.is_dead()) return response;
    restart();
    return std::nullopt;
}

std::optional<std::string> ServerMachine::make_code(std::optional<sync::Role> role, const std::string& site) {
    if (!is_up()) return std::nullopt;
    std::string code(sync::code_length, '2');
    int number = ++codes_made_;
    for (std::size_t i = code.size(); number > 0; number /= 20)
        code[--i] = sync::code_letters[static_cast<std::size_t>(number % 20)];
    const auto made = store->add_code(
        {.code = code, .role = role.value_or(role_), .site = site, .valid_until = clock.wall() + Duration{600'000}},
        clock.wall());
    if (made) return code;
    take(made.error());
    return std::nullopt;
}

void ServerMachine::back_up() {
    if (!is_up()) return;
    const std::string file = std::string(server_folder) + "/backup-" + std::to_string(++backups_made_) + ".db";
    const auto made = store->inner().backup(file);
    if (made) {
        if (!backup_.empty()) static_cast<void>(disk.remove(backup_));
        backup_ = file;
    } else {
        take(made.error());
    }
}

void ServerMachine::burn_down() {
    close();
    disk.replace_folder(server_folder, {});
    backup_.clear();
    restart();
}

void ServerMachine::admit(const Id& device, const std::string& token) {
    const auto admitted =
        store->enrol(make_code(role_, "leeds").value(), device, "later", sync::hash_of_token(token), clock.wall());
    if (!admitted) give_up("admitting a device", admitted.error());
}

bool ServerMachine::restore() {
    if (backup_.empty()) return false;
    close();
    const auto restored =
        sync::SqliteSharedStore::restore(server_folder, backup_, disk, random, clock.wall(), disk.vfs());
    if (!restored && !explains_trouble()) give_up("restoring", restored.error());
    restart();
    return true;
}

}  // namespace earshot::sim
