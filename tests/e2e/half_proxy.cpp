#include "tests/e2e/half_proxy.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/support/tcp.hpp"

namespace earshot::test {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

std::size_t body_length(const std::string& head) {
    std::string lower(head);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::size_t at = lower.find("content-length:");
    return at == std::string::npos ? 0 : std::stoul(lower.substr(at + 15));
}

// One whole request; empty when the device has closed. curl may wait for "100 Continue" with large bodies.
std::string read_request(int socket) {
    std::string bytes;
    std::optional<std::size_t> whole;
    while (!whole || bytes.size() < *whole) {
        std::array<char, 65'536> piece{};
        const ssize_t got = ::recv(socket, piece.data(), piece.size(), 0);
        if (got <= 0) return {};
        bytes.append(piece.data(), static_cast<std::size_t>(got));
        const std::size_t head = bytes.find("\r\n\r\n");
        if (whole || head == std::string::npos) continue;
        whole = head + 4 + body_length(bytes.substr(0, head));
        if (bytes.find("100-continue") != std::string::npos) {
            constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
            ::send(socket, go_on.data(), go_on.size(), MSG_NOSIGNAL);
        }
    }
    return bytes;
}

void send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

}  // namespace

HalfProxy::HalfProxy(std::uint16_t server_port, int answers_cut) : server_port_(server_port), cuts_left_(answers_cut) {
    listening_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    ::bind(listening_, reinterpret_cast<sockaddr*>(&address), sizeof(address));
    ::listen(listening_, 8);
    socklen_t length = sizeof(address);
    ::getsockname(listening_, reinterpret_cast<sockaddr*>(&address), &length);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
}

HalfProxy::~HalfProxy() {
    ending_ = true;
    ::shutdown(listening_, SHUT_RDWR);
    thread_.join();
    ::close(listening_);
}

void HalfProxy::serve() {
    while (!ending_) {
        const int device = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
        if (device < 0) continue;
        carry(device);
        ::close(device);
    }
}

// One device at a time is enough for a test.
void HalfProxy::carry(int device) {
    for (std::string request = read_request(device); !request.empty(); request = read_request(device)) {
        const std::size_t expects = request.find("Expect: 100-continue\r\n");
        if (expects != std::string::npos) request.erase(expects, 22);
        TcpClient server(server_port_);
        server.send(request);
        const std::string answer = server.read_answer();
        if (cuts_left_ > 0) {
            cuts_left_ -= 1;
            cut_ += 1;
            const std::size_t head = std::min(answer.find("\r\n\r\n"), answer.size() - 4) + 4;
            send_all(device, std::string_view(answer).substr(0, head + (answer.size() - head) / 2));
            return;
        }
        send_all(device, answer);
    }
}

}  // namespace earshot::test
