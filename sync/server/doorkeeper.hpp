// sync/server/doorkeeper.hpp: who may ask for how much.
//
// A device with a good token has buckets of its own and nothing else to fear: strangers who share its address, as
// behind one router or proxy, cannot lock it out. One holds requests, the other bytes of media, so that a single lost
// tablet cannot fill the disk on which everybody's stories are kept before somebody revokes it. Whoever has no token is
// counted by address. Codes for enrolment are eight letters that live ten minutes; an address that guesses waits longer
// each time, and all addresses together may make some 6,000 guesses in those minutes, at one of 500,000,000,000 codes.
//
// Threads  any
#pragma once

#include <optional>
#include <string_view>

#include "platform/base/id.hpp"
#include "sync/server/rates.hpp"

namespace earshot::sync {

struct DoorRates {
    Rate device{300, 30};
    Rate stranger{60, 5};       // of one address
    Rate all_guesses{100, 10};  // at codes, of all addresses together
    // Bytes of media that one device brings: a month of photos at once, and as much again each day.
    Rate media{4e9, 4e9 / 86'400};
};

class Doorkeeper {
public:
    explicit Doorkeeper(const DoorRates& rates);

    // Empty: let in; otherwise how long to wait. Requests made inside this process have no address and are not counted.
    std::optional<Duration> admit_device(const Id& device, WallTime now);
    // So many bytes of a photo or another file; more than a burst counts as one.
    std::optional<Duration> admit_media(const Id& device, std::uint64_t bytes, WallTime now);
    std::optional<Duration> admit_stranger(std::string_view address, WallTime now);
    std::optional<Duration> admit_guess(std::string_view address, WallTime now);
    // The guess was right, or was never looked at.
    void forgive_guess(std::string_view address);

private:
    TokenBuckets devices_, strangers_, all_guesses_, media_;
    Guesses guesses_;
};

}  // namespace earshot::sync
