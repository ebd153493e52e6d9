// platform/host/beast_connection.hpp: one connection of the listener, from accept to close. Internal to the listener.
//
//   (handshake ->) waiting for a request -> receiving it (-> queueing) -> handling -> answering -> waiting ...
//
// A connection lives as long as an operation of it is under way or its handler runs, is used on a strand of its own,
// and tells its owner when it becomes quiet or busy and when it ends. TLS is a layer over the same socket: everything
// but reading and writing bytes is the same for both.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "platform/host/beast_shared.hpp"

namespace earshot::platform {

class BeastConnection : public std::enable_shared_from_this<BeastConnection> {
public:
    BeastConnection(boost::asio::ip::tcp::socket socket, BeastShared& shared, ConnectionRegister& owner);
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
    // Where the owner's list of quiet connections has this one. Under the owner's lock.
    std::optional<QuietList::iterator> place;

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    using Response = boost::beast::http::response<boost::beast::http::string_body>;

    // Reads or writes through TLS where there is TLS.
    template <class Work>
    void over_stream(Work work) {
        tls_ ? work(*tls_) : work(stream_);
    }

    void begin();
    void on_handshake(boost::beast::error_code error);
    void read_header();
    void parse_header();
    void on_header(boost::beast::error_code error);
    void allow_body();
    void read_body();
    void on_body(boost::beast::error_code error);
    void take_up();
    HttpRequest take_request();
    HttpResponse handle(const HttpRequest& request);
    void refuse(int status);
    void answer(HttpResponse response, bool keep_alive);
    void on_answer(bool keep_alive);
    void linger();
    bool reserve(std::uint64_t bytes);
    void release();
    void close();

    boost::beast::tcp_stream stream_;
    std::optional<boost::asio::ssl::stream<boost::beast::tcp_stream&>> tls_;
    BeastShared& shared_;
    ConnectionRegister& owner_;
    std::string peer_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    std::optional<Response> response_;
    std::uint64_t reserved_ = 0;
    bool unwelcome_ = false;  // to be told to come again
    bool refused_ = false;    // answered without having read the request to its end
    bool idle_ = false;       // between requests, with not a byte of the next one
};

}  // namespace earshot::platform
