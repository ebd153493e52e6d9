// tests/e2e/weather_proxy.hpp: the network between real devices and a real shared store, with the weather that real
// ones have.
//
// Every device has a way of its own, known by its port. On a way bytes come late, in pieces, or are held back while
// what was sent later on another way passes them; connections are turned away, break off, or break off in the middle of
// an answer; a single way can be cut off. One seed decides all of it. Where processes run beside each other it replays
// the chances, not the moments.
//
// Bytes of one direction of one connection never change their order: that is TCP's promise, and not what is tried here.
//
// Threads  one of its own. Call from one other.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "platform/base/time.hpp"

namespace earshot::test {

class WeatherProxy {
public:
    // Probabilities: of connections, or of what arrives at once on one of them.
    struct Weather {
        double turns_away = 0;   // a connection ends as soon as it was made
        double breaks_off = 0;   // what arrived is lost, in either direction, and the connection with it
        double cuts_answer = 0;  // a part of what the server sent passes, then the connection ends
        double holds_back = 0;   // for up to hold_most, whatever others send meanwhile
        Duration delay_most{0}, hold_most{0};
        int pieces_most = 1;
    };
    enum class Passage : std::uint8_t {
        open,
        shut,    // connections end, new ones are turned away
        silent,  // connections are made and stay, but nothing passes until the way is open again
    };
    struct Counts {
        int connections = 0, turned_away = 0, broken_off = 0, answers_cut = 0, held_back = 0, overtaken = 0;
        std::size_t bytes_asked = 0, bytes_answered = 0;  // that arrived here from devices, and from the server
    };

    // Fine weather, all ways open, to the server at `server_port`.
    WeatherProxy(std::uint16_t server_port, int ways, std::uint64_t seed = 0);
    ~WeatherProxy();
    WeatherProxy(const WeatherProxy&) = delete;
    WeatherProxy& operator=(const WeatherProxy&) = delete;

    std::string url(int way) const;
    void set_weather(const Weather& weather);
    void set_passage(int way, Passage passage);
    // The next so many answers on this way break off in the middle of their bodies.
    void cut_answers(int way, int count);
    // Fine weather, all ways open.
    void heal();

    // How often somebody came this way and was turned away.
    int turned_away(int way) const;
    Counts counts() const;

private:
    struct Network;
    std::unique_ptr<Network> network_;
};

}  // namespace earshot::test
