#include "tests/sim/weather.hpp"

namespace earshot::sim {

Instant Weather::later() {
    const auto most = static_cast<std::uint64_t>(faults_.delay_most.count());
    return clock_.monotonic() + Duration{static_cast<std::int64_t>(chance_.below(most + 1))};
}

platform::HttpTransport::Handle Weather::start(platform::HttpRequest request, Duration time_out) {
    const Handle handle = ++last_;
    exchanges_[handle] = {.gives_up = clock_.monotonic() + time_out, .answer = {}};
    if (chance_.chance(faults_.duplicate)) on_the_way_.push_back({handle, later(), request});
    if (!chance_.chance(faults_.lose_request)) on_the_way_.push_back({handle, later(), std::move(request)});
    return handle;
}

void Weather::pass() {
    for (std::size_t i = 0; i < on_the_way_.size();) {
        if (on_the_way_[i].arrives > clock_.monotonic()) {
            ++i;
            continue;
        }
        const OnTheWay arrived = std::move(on_the_way_[i]);
        on_the_way_.erase(on_the_way_.begin() + static_cast<std::ptrdiff_t>(i));
        auto answer = far_side_(arrived.request);
        const auto exchange = exchanges_.find(arrived.handle);
        const bool lost = !answer || chance_.chance(faults_.lose_answer);
        if (lost || exchange == exchanges_.end() || exchange->second.answer) continue;
        if (chance_.chance(faults_.cut_answer)) answer->body.resize(chance_.below(answer->body.size() + 1));
        exchange->second.answer = std::move(answer);
        exchange->second.arrives = later();
    }
}

std::optional<Result<platform::HttpResponse>> Weather::poll(Handle handle) {
    Exchange& exchange = exchanges_.at(handle);
    const Instant now = clock_.monotonic();
    if (exchange.answer && now >= exchange.arrives) {
        Result<platform::HttpResponse> answer = std::move(*exchange.answer);
        exchanges_.erase(handle);
        return answer;
    }
    if (now < exchange.gives_up) return std::nullopt;
    exchanges_.erase(handle);
    return Result<platform::HttpResponse>(Error{Errc::unavailable, "The store could not be reached."});
}

}  // namespace earshot::sim
