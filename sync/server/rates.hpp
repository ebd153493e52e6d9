// sync/server/rates.hpp: how often somebody may ask, and what a wrong guess costs.
//
// Time is the `now` of the request. A clock that was put back neither locks anybody out nor opens the door: the time
// that seems to be negative counts as none.
//
// Memory   bounded: of more keys than `keys_most` those that were not heard for longest are forgotten.
// Threads  any
#pragma once

#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "platform/base/time.hpp"

namespace earshot::sync {

// Values by key, those heard last in front. Not for threads.
template <class Value>
class RecentlyHeard {
public:
    explicit RecentlyHeard(std::size_t keys_most) : keys_most_(keys_most) {}

    Value& at(std::string_view key) {
        const auto known = places_.find(key);
        if (known != places_.end()) {
            order_.splice(order_.begin(), order_, known->second);
            return order_.front().second;
        }
        if (order_.size() >= keys_most_) {
            places_.erase(order_.back().first);
            order_.pop_back();
        }
        order_.emplace_front(std::string(key), Value{});
        places_.emplace(order_.front().first, order_.begin());
        return order_.front().second;
    }
    std::size_t size() const { return order_.size(); }

private:
    using Order = std::list<std::pair<std::string, Value>>;

    std::size_t keys_most_;
    Order order_;
    std::unordered_map<std::string_view, typename Order::iterator> places_;
};

struct Rate {
    double burst = 1, per_second = 1;
};

// A bucket of tokens for each key: it holds `burst` and fills by `per_second`.
class TokenBuckets {
public:
    TokenBuckets(Rate rate, std::size_t keys_most) : rate_(rate), buckets_(keys_most) {}

    // Takes so many tokens, as far as a bucket holds that many. Empty: they were there; otherwise after how long they
    // will be.
    std::optional<Duration> take(std::string_view key, WallTime now, double wanted = 1);

private:
    struct Bucket {
        std::optional<double> tokens;
        WallTime filled;
    };

    const Rate rate_;
    std::mutex mutex_;
    RecentlyHeard<Bucket> buckets_;
};

// The first few wrong guesses of a key are free, for people mistype; each further one doubles the wait before the next.
class Guesses {
public:
    explicit Guesses(std::size_t keys_most) : tries_(keys_most) {}

    // Before looking whether the guess is right. Empty: look; otherwise how long to wait first. It counts as wrong
    // until forgive() says otherwise, so that guesses made at the same time do not slip past each other.
    std::optional<Duration> begin(std::string_view key, WallTime now);
    void forgive(std::string_view key);

private:
    struct Tries {
        int wrong = 0;
        WallTime last;
    };

    std::mutex mutex_;
    RecentlyHeard<Tries> tries_;
};

}  // namespace earshot::sync
