// sync/server/postgres/pool.hpp: connections for whoever needs one, opened when they are first needed and again after
// the server went away.
//
// A connection that was kept may turn out to be dead: the server was started anew, or a standby has taken its place.
// Then the work is done again, once, with a fresh connection; every work of the store may be repeated (S3). There are
// never more connections than threads that ask at once.
//
// Threads  any
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "sync/server/postgres/connection.hpp"

namespace earshot::sync::postgres {

class Pool {
public:
    struct Options {
        ConnectionString address;
        Duration patience;
        std::function<Result<void>(Connection&)> prepare;  // each new connection, before its first use
    };
    explicit Pool(Options options) : options_(std::move(options)) {}

    template <class Work>
    auto with(Work work) -> decltype(work(std::declval<Connection&>())) {
        bool is_kept = true;
        std::unique_ptr<Connection> connection = kept();
        if (!connection) {
            EARSHOT_TRY(connection, fresh());
            is_kept = false;
        }
        auto outcome = work(*connection);
        if (!outcome && is_kept && outcome.error().code == Errc::unavailable && !connection->was_silent()) {
            forget_kept();  // The others are of the same age.
            EARSHOT_TRY(connection, fresh());
            outcome = work(*connection);
        }
        keep(std::move(connection));
        return outcome;
    }

    // For work that must not be done twice, as it has effects outside: with a connection that is new, and only once.
    template <class Work>
    auto with_fresh(Work work) -> decltype(work(std::declval<Connection&>())) {
        EARSHOT_TRY(auto connection, fresh());
        auto outcome = work(*connection);
        keep(std::move(connection));
        return outcome;
    }

private:
    std::unique_ptr<Connection> kept();
    Result<std::unique_ptr<Connection>> fresh();
    void keep(std::unique_ptr<Connection> connection);
    void forget_kept();

    const Options options_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<Connection>> kept_;  // those nobody is using
};

}  // namespace earshot::sync::postgres
