// platform/host/beast_shared.hpp: what all connections of a listener share, and what each tells the listener. Internal
// to the listener.
#pragma once

#include <atomic>
#include <list>
#include <memory>
#include <mutex>

#include <boost/asio/io_context.hpp>

#include "platform/host/beast_listener.hpp"
#include "platform/host/beast_threads.hpp"
#include "platform/host/tls_identity.hpp"

namespace earshot::platform {

class BeastConnection;

// Connections that have not sent a whole request, the one that has been so for longest first.
using QuietList = std::list<std::weak_ptr<BeastConnection>>;

// Outlives the connections.
struct BeastShared {
    BeastShared(BeastListener::Options given, boost::asio::io_context& context)
        : options(std::move(given)), threads(context, options.threads, options.handler_waits) {}

    const BeastListener::Options options;
    HttpHandler handler;
    BeastThreads threads;
    std::atomic<bool> draining{false};
    std::atomic<std::uint64_t> bytes_under_way{0};  // of bodies and answers
    std::atomic<int> waiting{0};                    // requests no handler has taken up yet

    HttpResponse refusal(int status) const;
    // Empty: plain.
    std::shared_ptr<TlsIdentity> identity() const {
        const std::lock_guard lock(identity_mutex_);
        return identity_;
    }
    void set_identity(std::shared_ptr<TlsIdentity> identity) {
        const std::lock_guard lock(identity_mutex_);
        identity_ = std::move(identity);
    }

private:
    mutable std::mutex identity_mutex_;
    std::shared_ptr<TlsIdentity> identity_;
};

// The listener, as its connections see it. Threads: any.
class ConnectionRegister {
public:
    virtual ~ConnectionRegister() = default;
    // From now on it may have to make room for another. Counted from the first time on, until it has been busy.
    virtual void note_quiet(BeastConnection& connection) = 0;
    virtual void note_busy(BeastConnection& connection) = 0;
    virtual void note_end(BeastConnection& connection) = 0;
};

}  // namespace earshot::platform
