// tests/e2e/half_proxy.hpp: a way to the shared store that loses the end of an answer.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <thread>

namespace earshot::test {

// Carries every request to the server at `server_port` in full. Of the first `answers_cut` answers only half the body
// comes back before the connection breaks; later ones come back whole.
class HalfProxy {
public:
    HalfProxy(std::uint16_t server_port, int answers_cut);
    ~HalfProxy();
    HalfProxy(const HalfProxy&) = delete;
    HalfProxy& operator=(const HalfProxy&) = delete;

    std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
    int answers_cut() const { return cut_; }

private:
    void serve();
    void carry(int device);

    std::uint16_t server_port_;
    std::uint16_t port_ = 0;
    int listening_ = -1;
    std::atomic<int> cuts_left_;
    std::atomic<int> cut_ = 0;
    std::atomic<bool> ending_ = false;
    std::thread thread_;
};

}  // namespace earshot::test
