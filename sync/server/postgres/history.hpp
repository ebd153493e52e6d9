// sync/server/postgres/history.hpp: notices that the store has gone back to an earlier state while we were looking.
//
// A standby that takes over without having confirmed everything lacks what the devices were told is kept. It looks like
// any other store, except to those who have seen a later sequence: then a new epoch begins, and devices send again what
// they have.
//
// Threads  any
#pragma once

#include <mutex>
#include <string>

#include "platform/ports/random.hpp"
#include "sync/server/postgres/connection.hpp"
#include "sync/server/shared_store.hpp"

namespace earshot::sync::postgres {

class History {
public:
    // Begins a new epoch when the feed's newest sequence is older than what was seen in this one.
    Result<Standing> standing(Connection& connection, const Id& incarnation, platform::Random& random);
    // A sequence that somebody was given.
    void note(std::int64_t sequence);

private:
    struct Seen {
        std::string epoch;
        std::int64_t sequence = 0;
    };
    Seen seen();

    std::mutex mutex_;
    Seen seen_;
};

}  // namespace earshot::sync::postgres
