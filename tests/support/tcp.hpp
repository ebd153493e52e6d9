// tests/support/tcp.hpp: bare connections on loopback, for tests that say what no well-behaved program would say.
//
// Whatever does not come within ten seconds is taken for not coming, so that a test fails instead of hanging.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <thread>

namespace earshot::test {

class TcpClient {
public:
    explicit TcpClient(std::uint16_t port);
    ~TcpClient();
    TcpClient(const TcpClient&) = delete;
    TcpClient& operator=(const TcpClient&) = delete;

    // False when the other side has closed.
    bool send(std::string_view bytes);
    // Reads until the text has come, and gives back everything up to its end; what came when the other side closed.
    std::string read_until(std::string_view end);
    std::string read_to_close();
    // Sends a byte, waits so long for the other side to speak or close, sends the next. What came when it closed.
    std::string dribble(std::string_view bytes, int pause_ms);
    // One HTTP answer: its head, and as much body as its Content-Length says.
    std::string read_answer();
    // The same, but what comes of the body is dropped at once.
    std::string read_head();

private:
    bool read_some();
    std::string take(std::size_t length);

    int socket_;
    std::string pending_;
};

// Takes one connection, reads until `request_end`, says what it was given, and closes.
class OneShotServer {
public:
    OneShotServer(std::string request_end, std::string answer);
    ~OneShotServer();
    OneShotServer(const OneShotServer&) = delete;
    OneShotServer& operator=(const OneShotServer&) = delete;
    std::uint16_t port() const { return port_; }

private:
    int socket_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

}  // namespace earshot::test
