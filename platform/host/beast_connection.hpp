// platform/host/beast_connection.hpp: one connection of the listener, from accept to close. Internal to the listener.
//
//   waiting for a request -> receiving its body -> handling -> answering -> waiting ...
//
// A connection lives as long as an operation of it is under way, runs on a strand of its own, and tells its owner when
// it ends.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "platform/host/beast_listener.hpp"

namespace earshot::platform {

// What all connections of a listener share. Outlives them.
struct BeastShared {
    BeastListener::Options options;
    HttpHandler handler;
    std::atomic<bool> draining{false};
    std::atomic<std::uint64_t> bodies_bytes{0};

    HttpResponse refusal(int status) const;
};

class BeastConnection : public std::enable_shared_from_this<BeastConnection> {
public:
    BeastConnection(boost::asio::ip::tcp::socket socket, BeastShared& shared, std::function<void()> on_end);
    ~BeastConnection();
    BeastConnection(const BeastConnection&) = delete;
    BeastConnection& operator=(const BeastConnection&) = delete;

    void serve();
    // Says 503 and ends.
    void turn_away();
    // From any thread: ends at once when no request is under way, otherwise after its answer.
    void drain();
    // From any thread: ends at once.
    void abort();

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    using Response = boost::beast::http::response<boost::beast::http::string_body>;

    void read_header();
    void on_header(boost::beast::error_code error);
    void allow_body();
    void read_body();
    void on_body(boost::beast::error_code error);
    void handle();
    void refuse(int status);
    void answer(HttpResponse response, bool keep_alive);
    void on_answer(bool keep_alive);
    void linger();
    bool reserve_body();
    void release_body();
    void close();

    boost::beast::tcp_stream stream_;
    BeastShared& shared_;
    std::function<void()> on_end_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    std::optional<Response> response_;
    std::uint64_t reserved_ = 0;
    bool refused_ = false;  // answered without having read the request to its end
    bool idle_ = false;     // between requests, with not a byte of the next one
};

}  // namespace earshot::platform
