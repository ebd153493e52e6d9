// tests/sim/later_device.hpp: a device of a later version of Earshot, which knows a kind of record and a field of
// stories that nobody else here knows.
//
// What it writes passes through the shared store and every other device, and must come out as it went in, though none
// of them can read it. It is there for what others do to its records: its own disk never fails, and nobody copies it.
// It speaks the protocol by itself, and as every device it lets everything wait again when the store is another one.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "sync/protocol/exchange_codec.hpp"
#include "tests/sim/book.hpp"
#include "tests/sim/weather.hpp"

namespace earshot::sim {

inline constexpr const char* later_kind = "walk_plan";
inline constexpr const char* later_field = "heard_in_song";

class LaterDevice {
public:
    LaterDevice(std::uint64_t seed, Book& book, Prng& chance, const Faults& faults, Weather::FarSide far_side);

    const Id& id() const { return id_; }
    const std::string& token() const { return token_; }
    // A record of its own kind, or its own field of a story it has heard of.
    void write();
    void step();
    bool is_quiet() const;
    void wake() { next_step_ = clock.monotonic(); }

    platform::SteppedClock clock;
    Weather weather;

private:
    struct Note {
        sync::Record record;
        std::size_t entry = 0;  // in the book
        bool waits = true;
    };
    void ask();
    void take(const Result<platform::HttpResponse>& response);
    void take(const sync::ExchangeAnswer& answer);

    Book& book_;
    Prng& chance_;
    platform::SeededRandom random_;
    const Id id_;
    const std::string token_;
    std::vector<Note> notes_;
    std::vector<std::size_t> pushed_;  // of the notes, in order
    std::vector<Id> stories_;          // heard of, without a note of ours
    std::string epoch_;
    std::int64_t cursor_ = 0;
    std::uint64_t clock_least_ = 0;  // of stamps: what the store told to count from
    std::optional<platform::HttpTransport::Handle> in_flight_;
    Instant next_step_{0};
    bool more_ = true;
};

}  // namespace earshot::sim
