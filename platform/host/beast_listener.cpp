#include "platform/host/beast_listener.hpp"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <unordered_set>
#include <utility>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

#include "platform/base/log.hpp"
#include "platform/host/beast_connection.hpp"

namespace earshot::platform {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

constexpr int turned_away_most = 256;  // connections that are being told to come again
constexpr Duration accept_pause{100};  // after trouble such as too many open files
// How often deadlines are looked at, as a part of the shortest: nobody is let go of much later than was said.
constexpr int looks_a_deadline = 8;
constexpr Duration look_again_least{5}, look_again_most{1'000};

Duration look_again_after(const BeastListener::Options& options) {
    const Duration shortest =
        std::min({options.handshake_time, options.idle_time, options.header_time, options.body_time});
    return std::clamp(shortest / looks_a_deadline, look_again_least, look_again_most);
}

Error cannot_listen(const std::string& host, std::uint16_t port, const error_code& trouble) {
    const std::string where = host + ":" + std::to_string(port);
    if (trouble == asio::error::address_in_use) {
        return {Errc::busy, "Another program already listens on " + where +
                                ". Nothing was changed. Stop that program, or listen on another port."};
    }
    if (trouble == asio::error::access_denied) {
        return {Errc::denied,
                "This system does not allow listening on " + where + ". Ports below 1024 need more rights."};
    }
    return {Errc::io, "Listening on " + where + " did not work: " + trouble.message() + "."};
}

}  // namespace

// Everything that runs; shared with the handlers of the acceptor, so that it outlives them.
class BeastListener::Service : public std::enable_shared_from_this<Service>, public ConnectionRegister {
public:
    explicit Service(Options options)
        : shared_(std::move(options), context_), look_again_after_(platform::look_again_after(shared_.options)) {}

    Result<void> start(const std::string& host, std::uint16_t port, HttpHandler handler) {
        shared_.handler = std::move(handler);
        EARSHOT_CHECK(reload_certificate());
        if (auto opened = open(host, port); !opened) return opened;
        accept();
        shared_.threads.start();
        is_running_ = true;
        return {};
    }

    std::uint16_t port() const { return port_; }
    std::shared_ptr<TlsIdentity> identity() const { return shared_.identity(); }

    Result<void> reload_certificate() {
        if (!shared_.options.tls) return {};
        EARSHOT_TRY(auto identity, TlsIdentity::load(*shared_.options.tls));
        shared_.set_identity(std::move(identity));
        return {};
    }

    Load load() const {
        const std::lock_guard lock(mutex_);
        return {connections_count_, std::max(0, shared_.waiting.load()), shared_.bytes_under_way};
    }

    void stop() {
        if (!std::exchange(is_running_, false)) return;
        shared_.draining = true;
        asio::post(acceptor_.get_executor(), [self = shared_from_this()] {
            error_code ignored;
            self->acceptor_.close(ignored);
        });
        for (const auto& connection : alive())
            connection->drain();
        std::unique_lock lock(mutex_);
        if (!ended_.wait_for(lock, shared_.options.drain_time, [this] { return connections_count_ == 0; })) {
            log_warning("drain_cut_short", "connections=" + std::to_string(connections_count_));
        }
        lock.unlock();
        for (const auto& connection : alive())
            connection->abort();
        lock.lock();
        looks_no_more_ = true;
        lock.unlock();
        asio::post(looking_.get_executor(), [self = shared_from_this()] { self->looking_.cancel(); });
        shared_.threads.join_pool();  // While the others still run what its handlers leave to them.
        work_.reset();
        shared_.threads.join();  // The context ends when nothing is left to do.
    }

private:
    Result<void> open(const std::string& host, std::uint16_t port) {
        error_code trouble;
        tcp::resolver resolver(context_);
        const auto found = resolver.resolve(host, std::to_string(port), tcp::resolver::passive, trouble);
        if (trouble || found.empty()) {
            return Error{Errc::invalid,
                         "\"" + host + "\" is not an address of this machine. Write 127.0.0.1:8080 or [::]:8080."};
        }
        const tcp::endpoint where = found.begin()->endpoint();
        acceptor_.open(where.protocol(), trouble);
        if (!trouble) acceptor_.set_option(asio::socket_base::reuse_address(true), trouble);
        if (!trouble) acceptor_.bind(where, trouble);
        if (!trouble) acceptor_.listen(asio::socket_base::max_listen_connections, trouble);
        if (trouble) return cannot_listen(host, port, trouble);
        port_ = acceptor_.local_endpoint().port();
        return {};
    }

    void accept() {
        acceptor_.async_accept(asio::make_strand(context_),
                               [self = shared_from_this()](error_code trouble, BeastConnection::Socket socket) {
                                   if (trouble == asio::error::operation_aborted || !self->acceptor_.is_open()) return;
                                   if (trouble) return self->accept_later(trouble);
                                   self->adopt(std::move(socket));
                                   self->accept();
                               });
    }

    void accept_later(const error_code& trouble) {
        log_warning("accept_failed", trouble.message());
        pause_.expires_after(accept_pause);
        pause_.async_wait([self = shared_from_this()](error_code ended) {
            if (!ended && self->acceptor_.is_open()) self->accept();
        });
    }

    void adopt(BeastConnection::Socket socket) {
        error_code ignored;
        socket.set_option(tcp::no_delay(true), ignored);
        bool is_welcome = true;
        std::shared_ptr<BeastConnection> connection, longest_quiet;
        {
            const std::lock_guard lock(mutex_);
            if (connections_count_ >= shared_.options.connections_max + turned_away_most) return;
            if (connections_count_ >= shared_.options.connections_max) {
                longest_quiet = take_longest_quiet();
                is_welcome = longest_quiet != nullptr;
            }
            connection = std::make_shared<BeastConnection>(std::move(socket), shared_, *this);
            ++connections_count_;
            connections_.insert(connection.get());
            if (!std::exchange(is_looking_, true)) look_later();
        }
        if (longest_quiet) longest_quiet->abort();
        is_welcome ? connection->serve() : connection->turn_away();
    }

    // Under the mutex. While there are no connections nothing wakes up.
    void look_later() {
        asio::dispatch(looking_.get_executor(), [self = shared_from_this()] {
            self->looking_.expires_after(self->look_again_after_);
            self->looking_.async_wait([self](error_code ended) {
                if (!ended) self->end_those_that_are_late();
            });
        });
    }

    void end_those_that_are_late() {
        const auto now = BeastConnection::Clock::now();
        std::vector<std::shared_ptr<BeastConnection>> late;
        {
            const std::lock_guard lock(mutex_);
            for (BeastConnection* const connection : connections_) {
                if (!connection->is_late(now)) continue;
                if (auto shared = connection->weak_from_this().lock()) late.push_back(std::move(shared));
            }
            is_looking_ = connections_count_ > 0 && !looks_no_more_;
            if (is_looking_) look_later();
        }
        for (const auto& connection : late)
            connection->end_if_late();
    }

    std::shared_ptr<BeastConnection> take_longest_quiet() {
        while (!quiet_.empty()) {
            auto connection = quiet_.front().lock();
            quiet_.pop_front();
            if (!connection) continue;
            connection->place.reset();
            return connection;
        }
        return nullptr;
    }

    void note_quiet(BeastConnection& connection) override {
        const std::lock_guard lock(mutex_);
        if (!connection.place) connection.place = quiet_.insert(quiet_.end(), connection.weak_from_this());
    }

    void note_busy(BeastConnection& connection) override {
        const std::lock_guard lock(mutex_);
        if (connection.place) quiet_.erase(*std::exchange(connection.place, std::nullopt));
    }

    void note_end(BeastConnection& connection) override {
        const std::lock_guard lock(mutex_);
        if (connection.place) quiet_.erase(*connection.place);
        connections_.erase(&connection);
        --connections_count_;
        ended_.notify_all();
    }

    std::vector<std::shared_ptr<BeastConnection>> alive() {
        const std::lock_guard lock(mutex_);
        std::vector<std::shared_ptr<BeastConnection>> alive;
        for (BeastConnection* const connection : connections_) {
            if (auto shared = connection->weak_from_this().lock()) alive.push_back(std::move(shared));
        }
        return alive;
    }

    asio::io_context context_;
    BeastShared shared_;
    // Without it the context would stop as soon as nobody is connected, and never run what stop() asks of connections.
    asio::executor_work_guard<asio::io_context::executor_type> work_{context_.get_executor()};
    tcp::acceptor acceptor_{asio::make_strand(context_)};
    asio::steady_timer pause_{acceptor_.get_executor()};
    const Duration look_again_after_;
    asio::steady_timer looking_{asio::make_strand(context_)};
    std::uint16_t port_ = 0;
    bool is_running_ = false;
    // Under the mutex.
    mutable std::mutex mutex_;
    std::condition_variable ended_;
    std::unordered_set<BeastConnection*> connections_;
    QuietList quiet_;
    int connections_count_ = 0;
    bool is_looking_ = false;  // deadlines are looked at in a moment
    bool looks_no_more_ = false;
};

BeastListener::BeastListener(Options options) : service_(std::make_shared<Service>(std::move(options))) {}

BeastListener::~BeastListener() {
    stop();
}

Result<void> BeastListener::start(const std::string& host, std::uint16_t port, HttpHandler handler) {
    return service_->start(host, port, std::move(handler));
}

std::uint16_t BeastListener::port() const {
    return service_->port();
}

void BeastListener::stop() {
    service_->stop();
}

Result<void> BeastListener::reload_certificate() {
    return service_->reload_certificate();
}

std::shared_ptr<TlsIdentity> BeastListener::identity() const {
    return service_->identity();
}

BeastListener::Load BeastListener::load() const {
    return service_->load();
}

}  // namespace earshot::platform
