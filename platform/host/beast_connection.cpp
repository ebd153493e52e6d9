#include "platform/host/beast_connection.hpp"

#include <algorithm>
#include <array>
#include <exception>
#include <utility>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/error.hpp>
#include <boost/asio/write.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include "platform/base/assert.hpp"
#include "platform/base/log.hpp"
#include "platform/host/beast_request.hpp"
#include "platform/host/beast_response.hpp"
#include "platform/host/peer_network.hpp"

namespace earshot::platform {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

constexpr Duration linger_time{2'000};
constexpr int plain_where_tls_is_spoken = 421;  // RFC 9110, 15.5.20: not for this scheme at this address
constexpr std::size_t read_ahead = 65'536;      // beyond a header: pipelined requests, and pieces of bodies
constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

// The status that tells the other side what was wrong with its request.
int status_of(beast::error_code error) {
    if (error == http::error::body_limit) return 413;
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
    return 400;
}

// The other side is gone or silent: nobody is there to tell.
bool is_farewell(beast::error_code error) {
    return error == http::error::end_of_stream || error == http::error::partial_message || error == asio::error::eof ||
           error == asio::error::connection_reset || error == asio::error::operation_aborted ||
           error == asio::error::broken_pipe;
}

// Nobody would send "GET / HTTP/1.1" as the beginning of a handshake.
bool is_plain_http(beast::error_code error) {
    return error.category() == asio::error::get_ssl_category() &&
           ERR_GET_REASON(static_cast<unsigned long>(error.value())) == SSL_R_HTTP_REQUEST;
}

std::string peer_of(const BeastConnection::Socket& socket) {
    beast::error_code ignored;
    const auto end = socket.remote_endpoint(ignored);
    return ignored ? std::string() : network_of(end.address().to_string());
}

}  // namespace

HttpResponse BeastShared::refusal(int status) const {
    return options.refusal ? options.refusal(status) : HttpResponse{status, {}, {}};
}

BeastConnection::BeastConnection(Socket socket, BeastShared& shared, ConnectionRegister& owner)
    : socket_(std::move(socket)),
      shared_(shared),
      owner_(owner),
      peer_(peer_of(socket_)),
      buffer_(shared.options.header_bytes_max + read_ahead) {
    beast::error_code ignored;
    socket_.non_blocking(true, ignored);  // write() first tries without waiting
    if (const auto identity = shared.identity()) tls_.emplace(socket_, identity->context());
}

BeastConnection::~BeastConnection() {
    release();
    owner_.note_end(*this);
}

void BeastConnection::serve() {
    asio::dispatch(socket_.get_executor(), [self = shared_from_this()] { self->begin(); });
}

void BeastConnection::turn_away() {
    unwelcome_ = true;
    serve();
}

void BeastConnection::drain() {
    asio::dispatch(socket_.get_executor(), [self = shared_from_this()] {
        if (self->idle_) self->close();
    });
}

void BeastConnection::abort() {
    asio::dispatch(socket_.get_executor(), [self = shared_from_this()] {
        beast::error_code ignored;
        self->socket_.close(ignored);
    });
}

void BeastConnection::end_if_late() {
    asio::dispatch(socket_.get_executor(), [self = shared_from_this()] {
        if (!self->is_late(Clock::now())) return;
        self->late_ = true;
        beast::error_code ignored;
        // What is under way ends as aborted. Between two steps of one operation nothing is: then it is the next time.
        self->socket_.cancel(ignored);
    });
}

void BeastConnection::allow(Duration time) {
    late_ = false;
    deadline_ = Clock::now() + time;
}

void BeastConnection::allow_any_time() {
    late_ = false;
    deadline_ = Clock::time_point::max();
}

void BeastConnection::begin() {
    owner_.note_quiet(*this);
    if (!tls_) return unwelcome_ ? refuse(503) : read_header();
    allow(shared_.options.handshake_time);
    tls_->async_handshake(asio::ssl::stream_base::server,
                          [self = shared_from_this()](beast::error_code error) { self->on_handshake(error); });
}

void BeastConnection::on_handshake(beast::error_code error) {
    if (!error) return unwelcome_ ? refuse(503) : read_header();
    if (!is_plain_http(error)) return close();
    tls_.reset();  // The answer is said in the way that was asked.
    refuse(plain_where_tls_is_spoken);
}

void BeastConnection::read_header() {
    if (shared_.draining) return close();
    parser_.emplace();
    parser_->header_limit(shared_.options.header_bytes_max);
    parser_->body_limit(shared_.options.body_bytes_max);
    if (buffer_.size() > 0) return parse_header();
    // Waiting for the first byte is idling and may take long; once it is there the rest of the header must follow soon.
    idle_ = true;
    allow(shared_.options.idle_time);
    over_stream([&](auto& stream) {
        stream.async_read_some(buffer_.prepare(4096), [self = shared_from_this()](auto error, std::size_t n) {
            self->idle_ = false;
            if (error) return self->close();
            self->buffer_.commit(n);
            self->parse_header();
        });
    });
}

// Mostly all of it is there, and need not be waited for.
void BeastConnection::parse_header() {
    beast::error_code error;
    parser_->eager(true);
    buffer_.consume(parser_->put(buffer_.data(), error));
    if (error && error != http::error::need_more) return on_header(error);
    if (parser_->is_header_done()) return on_header({});
    allow(shared_.options.header_time);
    over_stream([&](auto& stream) {
        http::async_read_header(stream, buffer_, *parser_,
                                [self = shared_from_this()](auto ended, auto) { self->on_header(ended); });
    });
}

void BeastConnection::on_header(beast::error_code error) {
    if (error && late_) return refuse(408);
    if (is_farewell(error)) return close();
    if (error) return refuse(status_of(error));
    const auto& message = parser_->get();
    if (is_ambiguous(message)) return refuse(400);
    // A body of unknown length counts as the largest that may come.
    const auto length = parser_->content_length();
    const std::uint64_t wanted = length ? *length : parser_->chunked() ? shared_.options.body_bytes_max : 0;
    if (!reserve(wanted)) return refuse(503);
    if (beast::iequals(message[http::field::expect], "100-continue") && !parser_->is_done()) return allow_body();
    read_body();
}

void BeastConnection::allow_body() {
    allow(shared_.options.header_time);
    over_stream([&](auto& stream) {
        asio::async_write(stream, asio::buffer(continue_line), [self = shared_from_this()](auto error, std::size_t) {
            if (error) return self->close();
            self->read_body();
        });
    });
}

void BeastConnection::read_body() {
    if (parser_->is_done()) return on_body({});
    allow(shared_.options.body_time);
    over_stream([&](auto& stream) {
        http::async_read(stream, buffer_, *parser_,
                         [self = shared_from_this()](auto error, auto) { self->on_body(error); });
    });
}

void BeastConnection::on_body(beast::error_code error) {
    if (error && late_) return refuse(408);
    if (is_farewell(error)) return close();
    if (error) return refuse(status_of(error));
    allow_any_time();
    owner_.note_busy(*this);
    take_up();
}

void BeastConnection::take_up() {
    keep_alive_ = parser_->get().keep_alive();
    HttpRequest request = take_request();
    is_head_ = request.method == "HEAD";
    work_on([this, request = std::move(request)] { return shared_.handler(request); });
}

// Runs the work here or in the pool, and goes on with what comes of it. `work` does not outlive the connection.
void BeastConnection::work_on(std::function<HttpAnswer()> work) {
    if (shared_.threads.begin_handling()) {
        HttpAnswer answer = guarded(work);
        shared_.threads.end_handling();
        return settle(std::move(answer));
    }
    if (shared_.waiting.fetch_add(1) >= shared_.options.waiting_max) {
        shared_.waiting -= 1;
        return refuse(503);
    }
    asio::post(shared_.threads.pool(), [self = shared_from_this(), work = std::move(work)] {
        self->shared_.waiting -= 1;
        asio::post(self->socket_.get_executor(),
                   [self, answer = self->guarded(work)]() mutable { self->settle(std::move(answer)); });
    });
}

HttpAnswer BeastConnection::guarded(const std::function<HttpAnswer()>& work) {
    try {
        return work();
    } catch (const std::exception& trouble) {
        log_error("handler_threw", trouble.what());
        return shared_.refusal(500);
    }
}

void BeastConnection::settle(HttpAnswer answer) {
    if (answer.is_here()) return finish(std::move(answer).take());
    // The listener ends when nobody is owed an answer any more; so nothing that needs it may outlive the giving.
    struct Owed {
        asio::executor_work_guard<Strand> listener;
        std::shared_ptr<BeastConnection> connection;  // goes first
    };
    const auto owed =
        std::make_shared<std::optional<Owed>>(Owed{asio::make_work_guard(socket_.get_executor()), shared_from_this()});
    std::move(answer).begin([owed](std::function<HttpResponse()> make) {
        EARSHOT_ASSERT(owed->has_value());
        Owed mine = *std::exchange(*owed, std::nullopt);
        const Strand strand = mine.connection->socket_.get_executor();
        asio::post(strand, [self = std::move(mine.connection), make = std::move(make)] {
            self->work_on([make] { return HttpAnswer(make()); });
        });
    });
}

HttpRequest BeastConnection::take_request() {
    HttpRequest request = request_of(parser_->release());
    request.peer = peer_;
    if (shared_.options.proxy_in_front && is_loopback(peer_)) {
        const std::string beyond = network_of(last_forwarded(request.headers.find("X-Forwarded-For")));
        if (!beyond.empty()) request.peer = beyond;
    }
    return request;
}

void BeastConnection::finish(HttpResponse response) {
    if (is_head_) {
        // The length of what is not sent: RFC 9110 asks for the header a GET would have. A handler that knows it
        // without making the body says so itself.
        if (response.headers.find("Content-Length").empty())
            response.headers.add("Content-Length", std::to_string(response.body.size()));
        response.body.clear();
    }
    answer(std::move(response), keep_alive_);
}

void BeastConnection::refuse(int status) {
    refused_ = true;
    lingers_ = status != 408;  // Who was too slow is not waited for once more.
    answer(shared_.refusal(status), false);
}

void BeastConnection::answer(HttpResponse response, bool keep_alive) {
    release();
    if (!refused_ && !reserve(response.body.size())) return refuse(503);
    keep_alive_ = keep_alive && !shared_.draining;
    head_ = head_of(response, keep_alive_);
    body_ = std::move(response.body);
    allow(shared_.options.body_time);
    write();
}

// Most answers fit in what the system takes at once; then nothing is to be waited for.
void BeastConnection::write() {
    std::array<asio::const_buffer, 2> rest{asio::buffer(head_), asio::buffer(body_)};
    if (!tls_) {
        beast::error_code error;
        std::size_t sent = socket_.write_some(rest, error);
        if (error && error != asio::error::would_block) return close();
        if (sent == head_.size() + body_.size()) return on_answer();
        for (asio::const_buffer& piece : rest) {
            const std::size_t of_this = std::min(sent, piece.size());
            piece += of_this;
            sent -= of_this;
        }
    }
    over_stream([&](auto& stream) {
        asio::async_write(stream, rest, [self = shared_from_this()](auto error, std::size_t) {
            if (error) return self->close();
            self->on_answer();
        });
    });
}

void BeastConnection::on_answer() {
    head_ = {};
    body_ = {};
    parser_.reset();
    release();
    if (keep_alive_) {
        owner_.note_quiet(*this);
        if (buffer_.size() == 0) return read_header();
        // The next request is here already; its turn comes after that of others, and not deeper in the stack.
        return asio::post(socket_.get_executor(), [self = shared_from_this()] { self->read_header(); });
    }
    if (refused_ ? !lingers_ : !tls_) return close();
    if (!refused_) {
        // Says in TLS that nothing was cut off (RFC 8446, 6.1), and gives the other side a moment to say the same.
        allow(linger_time);
        return tls_->async_shutdown([self = shared_from_this()](auto) { self->close(); });
    }
    beast::error_code ignored;
    socket_.shutdown(Socket::shutdown_send, ignored);
    allow(linger_time);
    linger();
}

// Whoever is still sending would never see the answer if the connection were closed under it.
void BeastConnection::linger() {
    buffer_.clear();
    socket_.async_read_some(
        buffer_.prepare(read_ahead),
        [self = shared_from_this()](beast::error_code error, std::size_t) { error ? self->close() : self->linger(); });
}

bool BeastConnection::reserve(std::uint64_t bytes) {
    const std::uint64_t before = shared_.bytes_under_way.fetch_add(bytes);
    reserved_ += bytes;
    if (before + bytes <= shared_.options.bytes_under_way_max) return true;
    release();
    return false;
}

void BeastConnection::release() {
    shared_.bytes_under_way -= std::exchange(reserved_, 0);
}

void BeastConnection::close() {
    beast::error_code ignored;
    socket_.shutdown(Socket::shutdown_both, ignored);
    socket_.close(ignored);
}

}  // namespace earshot::platform
