#include "platform/host/beast_connection.hpp"

#include <exception>
#include <utility>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/error.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>

#include "platform/base/log.hpp"
#include "platform/host/beast_request.hpp"
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
    if (error == beast::error::timeout) return 408;
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

std::string peer_of(const beast::tcp_stream& stream) {
    beast::error_code ignored;
    const auto end = stream.socket().remote_endpoint(ignored);
    return ignored ? std::string() : network_of(end.address().to_string());
}

}  // namespace

HttpResponse BeastShared::refusal(int status) const {
    return options.refusal ? options.refusal(status) : HttpResponse{status, {}, {}};
}

BeastConnection::BeastConnection(asio::ip::tcp::socket socket, BeastShared& shared, ConnectionRegister& owner)
    : stream_(std::move(socket)),
      shared_(shared),
      owner_(owner),
      peer_(peer_of(stream_)),
      buffer_(shared.options.header_bytes_max + read_ahead) {
    if (const auto identity = shared.identity()) tls_.emplace(stream_, identity->context());
}

BeastConnection::~BeastConnection() {
    release();
    owner_.note_end(*this);
}

void BeastConnection::serve() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->begin(); });
}

void BeastConnection::turn_away() {
    unwelcome_ = true;
    serve();
}

void BeastConnection::drain() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] {
        if (self->idle_) self->close();
    });
}

void BeastConnection::abort() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->stream_.close(); });
}

void BeastConnection::begin() {
    owner_.note_quiet(*this);
    if (!tls_) return unwelcome_ ? refuse(503) : read_header();
    stream_.expires_after(shared_.options.handshake_time);
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
    stream_.expires_after(shared_.options.idle_time);
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
    buffer_.consume(parser_->put(buffer_.data(), error));
    if (error && error != http::error::need_more) return on_header(error);
    if (parser_->is_header_done()) return on_header({});
    stream_.expires_after(shared_.options.header_time);
    over_stream([&](auto& stream) {
        http::async_read_header(stream, buffer_, *parser_,
                                [self = shared_from_this()](auto ended, auto) { self->on_header(ended); });
    });
}

void BeastConnection::on_header(beast::error_code error) {
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
    stream_.expires_after(shared_.options.header_time);
    over_stream([&](auto& stream) {
        asio::async_write(stream, asio::buffer(continue_line), [self = shared_from_this()](auto error, std::size_t) {
            if (error) return self->close();
            self->read_body();
        });
    });
}

void BeastConnection::read_body() {
    if (parser_->is_done()) return on_body({});
    stream_.expires_after(shared_.options.body_time);
    over_stream([&](auto& stream) {
        http::async_read(stream, buffer_, *parser_,
                         [self = shared_from_this()](auto error, auto) { self->on_body(error); });
    });
}

void BeastConnection::on_body(beast::error_code error) {
    if (is_farewell(error)) return close();
    if (error) return refuse(status_of(error));
    owner_.note_busy(*this);
    take_up();
}

// Handling may wait for a disk: enough threads are left to go on reading and writing meanwhile.
void BeastConnection::take_up() {
    const bool keep_alive = parser_->get().keep_alive();
    if (shared_.take_place()) {
        HttpResponse response = handle(take_request());
        shared_.give_place_back();
        return answer(std::move(response), keep_alive);
    }
    if (shared_.waiting.fetch_add(1) >= shared_.options.waiting_max) {
        shared_.waiting -= 1;
        return refuse(503);
    }
    asio::post(shared_.handlers, [self = shared_from_this(), request = take_request(), keep_alive] {
        self->shared_.waiting -= 1;
        HttpResponse response = self->handle(request);
        asio::post(self->stream_.get_executor(), [self, response = std::move(response), keep_alive]() mutable {
            self->answer(std::move(response), keep_alive);
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

HttpResponse BeastConnection::handle(const HttpRequest& request) {
    HttpResponse response;
    try {
        response = shared_.handler(request);
    } catch (const std::exception& trouble) {
        log_error("handler_threw", trouble.what());
        response = shared_.refusal(500);
    }
    if (request.method == "HEAD") {
        // The length of what is not sent: RFC 9110 asks for the header a GET would have. A handler that knows it
        // without making the body says so itself.
        if (response.headers.find("Content-Length").empty())
            response.headers.add("Content-Length", std::to_string(response.body.size()));
        response.body.clear();
    }
    return response;
}

void BeastConnection::refuse(int status) {
    refused_ = true;
    answer(shared_.refusal(status), false);
}

void BeastConnection::answer(HttpResponse response, bool keep_alive) {
    release();
    if (!refused_ && !reserve(response.body.size())) return refuse(503);
    keep_alive = keep_alive && !shared_.draining;
    response_.emplace();
    response_->version(11);
    response_->result(static_cast<unsigned>(response.status));
    response_->keep_alive(keep_alive);
    for (auto& [name, value] : response.headers.lines)
        response_->insert(name, value);
    response_->body() = std::move(response.body);
    const bool never_has_body = response.status == 204 || response.status == 304;  // RFC 9110, 8.6
    if (!never_has_body && response_->find(http::field::content_length) == response_->end()) {
        response_->content_length(response_->body().size());
    }
    stream_.expires_after(shared_.options.body_time);
    over_stream([&](auto& stream) {
        http::async_write(stream, *response_, [self = shared_from_this(), keep_alive](auto error, std::size_t) {
            if (error) return self->close();
            self->on_answer(keep_alive);
        });
    });
}

void BeastConnection::on_answer(bool keep_alive) {
    response_.reset();
    parser_.reset();
    release();
    if (keep_alive) {
        owner_.note_quiet(*this);
        return read_header();
    }
    if (!refused_ && !tls_) return close();
    if (!refused_) {
        // Says in TLS that nothing was cut off (RFC 8446, 6.1), and gives the other side a moment to say the same.
        stream_.expires_after(linger_time);
        return tls_->async_shutdown([self = shared_from_this()](auto) { self->close(); });
    }
    beast::error_code ignored;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    stream_.expires_after(linger_time);
    linger();
}

// Whoever is still sending would never see the answer if the connection were closed under it.
void BeastConnection::linger() {
    buffer_.clear();
    stream_.async_read_some(
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
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    stream_.close();
}

}  // namespace earshot::platform
