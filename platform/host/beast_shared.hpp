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

// Two threads at least always read and write. As many more do so too, and handle what they have read themselves as long
// as they are not more than that: a change of threads costs more than most answers. A pool handles the rest.
inline constexpr int io_threads_free = 2, io_threads_handling_most = 2;

// Outlives the connections.
struct BeastShared {
    explicit BeastShared(BeastListener::Options given)
        : options(std::move(given)),
          io_threads_handling(options.threads > io_threads_handling_most ? io_threads_handling_most : 0),
          handlers(static_cast<std::size_t>(options.threads - io_threads_handling)) {}

    // A thread of the context asks whether it may handle a request itself; afterwards it gives its place back.
    bool take_place() {
        if (handled_here_.fetch_add(1) < io_threads_handling) return true;
        handled_here_ -= 1;
        return false;
    }
    void give_place_back() { handled_here_ -= 1; }

    const BeastListener::Options options;
    const int io_threads_handling;
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
    std::atomic<int> handled_here_{0};
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
