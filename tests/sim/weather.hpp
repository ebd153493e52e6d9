// tests/sim/weather.hpp: the network between one device and the server, with the weather that real ones have.
//
// Requests and answers may be lost, late, cut short or delivered twice; late ones overtake others. The far side is a
// function, so the server runs inside the same process and the same seed.
#pragma once

#include <deque>
#include <functional>
#include <map>

#include "platform/base/prng.hpp"
#include "platform/ports/clock.hpp"
#include "platform/ports/http_transport.hpp"
#include "tests/sim/faults.hpp"

namespace earshot::sim {

class Weather : public platform::HttpTransport {
public:
    // An empty answer: the server lost power while it worked.
    using FarSide = std::function<std::optional<platform::HttpResponse>(const platform::HttpRequest&)>;

    Weather(const platform::Clock& clock, Prng& chance, const Faults& faults, FarSide far_side)
        : clock_(clock), chance_(chance), faults_(faults), far_side_(std::move(far_side)) {}

    Handle start(platform::HttpRequest request, Duration time_out) override;
    std::optional<Result<platform::HttpResponse>> poll(Handle handle) override;
    void cancel(Handle handle) override { exchanges_.erase(handle); }

    // Delivers what is due.
    void pass();

private:
    struct Exchange {
        Instant gives_up;
        std::optional<platform::HttpResponse> answer;
        Instant arrives = Instant::never();
    };
    struct OnTheWay {
        Handle handle;
        Instant arrives;
        platform::HttpRequest request;
    };
    Instant later();

    const platform::Clock& clock_;
    Prng& chance_;
    const Faults& faults_;
    FarSide far_side_;
    std::map<Handle, Exchange> exchanges_;
    std::vector<OnTheWay> on_the_way_;
    Handle last_ = 0;
};

}  // namespace earshot::sim
