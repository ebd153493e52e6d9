// A device in memory for tests of what writes to and reads from a store.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include "app/commands/command_context.hpp"
#include "platform/fake/memory_files.hpp"
#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "sync/store/device_store.hpp"

namespace earshot::app {

class MemoryDevice {
public:
    explicit MemoryDevice(std::uint64_t seed = 1) : random_(seed) {
        auto opened = sync::DeviceStore::open({.folder = {}, .in_memory = true, .vfs = {}}, files_, clock_, random_);
        REQUIRE(opened);
        store_ = std::move(*opened);
    }

    sync::DeviceStore& store() { return *store_; }
    platform::SteppedClock& clock() { return clock_; }
    CommandContext context() {
        return {.device = store_->device(),
                .device_name = "Leeds, Counter 2",
                .site = "leeds",
                .now = clock_.wall(),
                .here = clock_.civil_now(),
                .stages = {"look-around", "choose", "get-started", "use", "need-help", "stay-or-go"},
                .random = random_};
    }

private:
    platform::MemoryFiles files_;
    platform::SteppedClock clock_;
    platform::SeededRandom random_;
    std::unique_ptr<sync::DeviceStore> store_;
};

}  // namespace earshot::app
