// platform/host/beast_connection.hpp: one connection of the listener, from accept to close. Internal to the listener.
//
//   (handshake ->) waiting for a request -> receiving it (-> queueing) -> handling -> answering -> waiting ...
//
// A connection lives as long as an operation of it is under way or its handler runs, is used on a strand of its own,
// and tells its owner when it becomes quiet or busy and when it ends. TLS is a layer over the same socket: everything
// but reading and writing bytes is the same for both.
//
// Each stage has its time. The connection only notes when it must be over; its owner looks at all of them now and then
// (end_if_late), since a timer of its own for each read and each write costs more than most answers.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "platform/host/beast_shared.hpp"

namespace earshot::platform {

class BeastConnection : public std::enable_shared_from_this<BeastConnection> {
public:
    using Clock = std::chrono::steady_clock;
    // Named in full: behind any executor each operation would cost some calls through pointers more.
    using Strand = boost::asio::strand<boost::asio::io_context::executor_type>;
    using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Strand>;

    BeastConnection(Socket socket, BeastShared& shared, ConnectionRegister& owner);
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
    // From any thread: whether the stage it is in has taken longer than it may; then end_if_late() is to be called.
    bool is_late(Clock::time_point now) const { return now >= deadline_.load(); }
    void end_if_late();
    // Where the owner's list of quiet connections has this one. Under the owner's lock.
    std::optional<QuietList::iterator> place;

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    // Reads or writes through TLS where there is TLS.
    template <class Work>
    void over_stream(Work work) {
        tls_ ? work(*tls_) : work(socket_);
    }
    // How long the stage that begins now may take.
    void allow(Duration time);
    void allow_any_time();

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
    void work_on(std::function<HttpAnswer()> work);
    HttpAnswer guarded(const std::function<HttpAnswer()>& work);
    void settle(HttpAnswer answer);
    void finish(HttpResponse response);
    void refuse(int status);
    void answer(HttpResponse response, bool keep_alive);
    void write();
    void on_answer();
    void linger();
    bool reserve(std::uint64_t bytes);
    void release();
    void close();

    Socket socket_;
    std::optional<boost::asio::ssl::stream<Socket&>> tls_;
    BeastShared& shared_;
    ConnectionRegister& owner_;
    std::string peer_;
    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    std::string head_, body_;  // of the answer
    std::uint64_t reserved_ = 0;
    std::atomic<Clock::time_point> deadline_{Clock::time_point::max()};
    bool late_ = false;  // the stage has been ended because it took too long
    bool keep_alive_ = false;
    bool is_head_ = false;    // asked what it would be told, not to be told it
    bool unwelcome_ = false;  // to be told to come again
    bool refused_ = false;    // answered without having read the request to its end
    bool lingers_ = false;    // after a refusal, until the other side has read it
    bool idle_ = false;       // between requests, with not a byte of the next one
};

}  // namespace earshot::platform
