// platform/host/beast_shared.hpp: what all connections of a listener share, and what each tells the listener. Internal
// to the listener.
#pragma once

#include <atomic>
#include <list>
#include <memory>
#include <mutex>

#include <boost/asio/thread_pool.hpp>

#include "platform/host/beast_listener.hpp"
#include "platform/host/tls_identity.hpp"

namespace earshot::platform {

class BeastConnection;

// Connections that have not sent a whole request, the one that has been so for longest first.
using QuietList = std::list<std::weak_ptr<BeastConnection>>;

// Outlives the connections.
struct BeastShared {
    explicit BeastShared(BeastListener::Options given) : options(std::move(given)), handlers(pool_size()) {}

    const BeastListener::Options options;
    HttpHandler handler;
    boost::asio::thread_pool handlers;
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
    std::size_t pool_size() const { return static_cast<std::size_t>(options.threads); }

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
