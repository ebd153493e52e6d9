#include "platform/host/beast_connection.hpp"

#include <exception>
#include <utility>

#include <boost/asio/dispatch.hpp>

#include "platform/base/log.hpp"

namespace earshot::platform {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

constexpr Duration linger_time{2'000};
constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";

HttpRequest request_of(http::request<http::string_body>&& message) {
    HttpRequest request;
    request.method = std::string(message.method_string());
    request.target = std::string(message.target());
    for (const auto& line : message.base())
        request.headers.add(std::string(line.name_string()), std::string(line.value()));
    request.body = std::move(message.body());
    return request;
}

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

}  // namespace

HttpResponse BeastShared::refusal(int status) const {
    HttpResponse response = options.refusal ? options.refusal(status) : HttpResponse{};
    response.status = status;
    return response;
}

BeastConnection::BeastConnection(asio::ip::tcp::socket socket, BeastShared& shared, std::function<void()> on_end)
    : stream_(std::move(socket)), shared_(shared), on_end_(std::move(on_end)) {}

BeastConnection::~BeastConnection() {
    release_body();
    on_end_();
}

void BeastConnection::serve() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->read_header(); });
}

void BeastConnection::turn_away() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->refuse(503); });
}

void BeastConnection::drain() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] {
        if (self->idle_) self->close();
    });
}

void BeastConnection::abort() {
    asio::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->stream_.close(); });
}

void BeastConnection::read_header() {
    if (shared_.draining) return close();
    parser_.emplace();
    parser_->header_limit(shared_.options.header_bytes_max);
    parser_->body_limit(shared_.options.body_bytes_max);
    // Waiting for the first byte is idling and may take long; once it is there the rest of the header must follow soon.
    if (buffer_.size() > 0) {
        stream_.expires_after(shared_.options.header_time);
        http::async_read_header(stream_, buffer_, *parser_,
                                [self = shared_from_this()](beast::error_code error, auto) { self->on_header(error); });
        return;
    }
    idle_ = true;
    stream_.expires_after(shared_.options.idle_time);
    stream_.async_read_some(buffer_.prepare(4096), [self = shared_from_this()](beast::error_code error, std::size_t n) {
        self->idle_ = false;
        if (error) return self->close();
        self->buffer_.commit(n);
        self->read_header();
    });
}

void BeastConnection::on_header(beast::error_code error) {
    if (is_farewell(error)) return close();
    if (error) return refuse(status_of(error));
    if (!reserve_body()) return refuse(503);
    const auto& message = parser_->get();
    if (beast::iequals(message[http::field::expect], "100-continue") && !parser_->is_done()) return allow_body();
    read_body();
}

void BeastConnection::allow_body() {
    stream_.expires_after(shared_.options.header_time);
    asio::async_write(stream_, asio::buffer(continue_line),
                      [self = shared_from_this()](beast::error_code error, std::size_t) {
                          if (error) return self->close();
                          self->read_body();
                      });
}

void BeastConnection::read_body() {
    stream_.expires_after(shared_.options.body_time);
    http::async_read(stream_, buffer_, *parser_,
                     [self = shared_from_this()](beast::error_code error, auto) { self->on_body(error); });
}

void BeastConnection::on_body(beast::error_code error) {
    if (is_farewell(error)) return close();
    if (error) return refuse(status_of(error));
    handle();
}

void BeastConnection::handle() {
    const bool keep_alive = parser_->get().keep_alive();
    HttpRequest request = request_of(parser_->release());
    const bool head_only = request.method == "HEAD";
    HttpResponse response;
    try {
        response = shared_.handler(request);
    } catch (const std::exception& trouble) {
        log_error("handler_threw", trouble.what());
        response = shared_.refusal(500);
    }
    request = {};
    release_body();
    if (head_only) {
        // The length of what is not sent: RFC 9110 asks for the header a GET would have. A handler that knows it
        // without making the body says so itself.
        if (response.headers.find("Content-Length").empty())
            response.headers.add("Content-Length", std::to_string(response.body.size()));
        response.body.clear();
    }
    answer(std::move(response), keep_alive);
}

void BeastConnection::refuse(int status) {
    release_body();
    refused_ = true;
    answer(shared_.refusal(status), false);
}

void BeastConnection::answer(HttpResponse response, bool keep_alive) {
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
    http::async_write(stream_, *response_,
                      [self = shared_from_this(), keep_alive](beast::error_code error, std::size_t) {
                          if (error) return self->close();
                          self->on_answer(keep_alive);
                      });
}

void BeastConnection::on_answer(bool keep_alive) {
    response_.reset();
    parser_.reset();
    if (keep_alive) return read_header();
    if (!refused_) return close();
    beast::error_code ignored;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    stream_.expires_after(linger_time);
    linger();
}

// Whoever is still sending would never see the answer if the connection were closed under it.
void BeastConnection::linger() {
    buffer_.clear();
    stream_.async_read_some(buffer_.prepare(65'536), [self = shared_from_this()](beast::error_code error, std::size_t) {
        error ? self->close() : self->linger();
    });
}

// A body of unknown length counts as the largest that may come.
bool BeastConnection::reserve_body() {
    const auto length = parser_->content_length();
    const std::uint64_t wanted = length ? *length : parser_->chunked() ? shared_.options.body_bytes_max : 0;
    const std::uint64_t before = shared_.bodies_bytes.fetch_add(wanted);
    reserved_ = wanted;
    if (before + wanted <= shared_.options.bodies_bytes_max) return true;
    release_body();
    return false;
}

void BeastConnection::release_body() {
    shared_.bodies_bytes -= std::exchange(reserved_, 0);
}

void BeastConnection::close() {
    beast::error_code ignored;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
    stream_.close();
}

}  // namespace earshot::platform
