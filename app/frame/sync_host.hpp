// app/frame/sync_host.hpp: gives the replica and the media courier their place: on the store's worker, stepped between
// the store's tasks.
//
// The front sees only copies of the status. An edit that was just written starts an exchange at once; so do sync_now()
// and a finished enrolment.
//
// Threads: constructed and called by the front; the replica lives on the worker. The worker is stopped before this is
// destroyed.
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "sync/replica/enrol.hpp"
#include "sync/replica/media_courier.hpp"
#include "sync/replica/replica.hpp"
#include "sync/store/async_store.hpp"

namespace earshot::app {

class SyncHost {
public:
    struct Ports {
        platform::Worker& worker;
        platform::HttpTransport& transport;
        platform::Clock& clock;
        platform::Random& random;
    };
    // `wake` is called from the worker when status() has changed.
    SyncHost(sync::AsyncStore& store, Ports ports, sync::Tuning tuning, std::function<void()> wake);
    ~SyncHost();

    sync::SyncStatus status() const;
    sync::MediaStatus media_status() const;
    void sync_now();
    // Until a person asks again, or for a while. What is written meanwhile waits with the rest.
    void stop();
    // Enrols this device. `done` gets the trouble in words, or nothing, when deliver() is called after the outcome is
    // known.
    void join(sync::EnrolOptions options, std::function<void(std::string trouble)> done);
    // On the front's thread, once a frame.
    void deliver();

private:
    Instant step(Instant now);
    void step_enrolment();
    void publish_status();

    sync::AsyncStore& store_;
    Ports ports_;
    const std::function<void()> wake_;
    std::function<void(std::string)> joined_;      // the front's
    std::unique_ptr<sync::Enrolment> enrolment_;   // used on the worker only
    std::unique_ptr<sync::Replica> replica_;       // likewise
    std::unique_ptr<sync::MediaCourier> courier_;  // likewise
    std::uint64_t seen_revision_ = 0;              // likewise: a newer one means somebody wrote

    mutable std::mutex mutex_;  // guards what follows
    sync::SyncStatus status_;
    sync::MediaStatus media_status_;
    std::optional<std::string> join_outcome_;
};

}  // namespace earshot::app
