#include "tests/support/tcp.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/base/assert.hpp"

namespace earshot::test {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

const sockaddr* generic(const sockaddr_in& address) {
    return reinterpret_cast<const sockaddr*>(&address);
}

void give_up_after_ten_seconds(int socket) {
    const timeval ten{10, 0};
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &ten, sizeof ten);
    setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &ten, sizeof ten);
}

bool send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

}  // namespace

TcpClient::TcpClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    EARSHOT_ASSERT(socket_ >= 0);
    give_up_after_ten_seconds(socket_);
    const sockaddr_in address = loopback(port);
    EARSHOT_ASSERT(::connect(socket_, generic(address), sizeof address) == 0);
}

TcpClient::~TcpClient() {
    ::close(socket_);
}

bool TcpClient::send(std::string_view bytes) {
    return send_all(socket_, bytes);
}

bool TcpClient::read_some() {
    std::array<char, 65'536> bytes;  // NOLINT(*-member-init): clearing it would be most of the work of a benchmark.
    const ssize_t count = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (count <= 0) return false;
    pending_.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
}

std::string TcpClient::take(std::size_t length) {
    std::string taken = pending_.substr(0, length);
    pending_.erase(0, length);
    return taken;
}

std::string TcpClient::read_until(std::string_view end) {
    for (;;) {
        const std::size_t at = pending_.find(end);
        if (at != std::string::npos) return take(at + end.size());
        if (!read_some()) return take(pending_.size());
    }
}

std::string TcpClient::read_to_close() {
    while (read_some()) {
    }
    return take(pending_.size());
}

std::string TcpClient::dribble(std::string_view bytes, int pause_ms) {
    for (const char byte : bytes) {
        if (!send({&byte, 1})) break;
        pollfd waiting{socket_, POLLIN, 0};
        if (::poll(&waiting, 1, pause_ms) > 0 && !read_some()) break;
    }
    return read_to_close();
}

std::string TcpClient::read_answer() {
    std::string answer = read_until("\r\n\r\n");
    const std::size_t at = answer.find("Content-Length: ");
    if (at == std::string::npos) return answer;
    const auto length = static_cast<std::size_t>(std::atoll(answer.c_str() + at + 16));
    while (pending_.size() < length && read_some()) {
    }
    return answer + take(length);
}

std::string TcpClient::read_head() {
    std::string answer = read_until("\r\n\r\n");
    const std::size_t at = answer.find("Content-Length: ");
    auto left = at == std::string::npos ? 0 : static_cast<std::size_t>(std::atoll(answer.c_str() + at + 16));
    for (;;) {
        const std::size_t come = std::min(left, pending_.size());
        pending_.erase(0, come);
        left -= come;
        if (left == 0 || !read_some()) return answer;
    }
}

OneShotServer::OneShotServer(std::string request_end, std::string answer)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    EARSHOT_ASSERT(socket_ >= 0);
    sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    EARSHOT_ASSERT(::bind(socket_, generic(address), sizeof address) == 0 && ::listen(socket_, 1) == 0);
    EARSHOT_ASSERT(::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, request_end = std::move(request_end), answer = std::move(answer)] {
        const int connection = ::accept(socket_, nullptr, nullptr);
        if (connection < 0) return;
        give_up_after_ten_seconds(connection);
        std::string request;
        std::array<char, 4096> bytes{};
        while (request.find(request_end) == std::string::npos) {
            const ssize_t count = ::recv(connection, bytes.data(), bytes.size(), 0);
            if (count <= 0) break;
            request.append(bytes.data(), static_cast<std::size_t>(count));
        }
        send_all(connection, answer);
        ::close(connection);
    });
}

OneShotServer::~OneShotServer() {
    ::shutdown(socket_, SHUT_RDWR);  // Ends an accept that nobody answered.
    thread_.join();
    ::close(socket_);
}

}  // namespace earshot::test
