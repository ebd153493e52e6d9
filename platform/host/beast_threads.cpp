#include "platform/host/beast_threads.hpp"

#include <algorithm>
#include <chrono>

namespace earshot::platform {
namespace {

constexpr int reading = 2;  // where the pool handles everything
// Longer than what most answers take. For so long a request may stay unread because all threads are held up.
constexpr std::chrono::milliseconds held_up_after{2}, spare_looks_again_after{1};

thread_local const BeastThreads* handles_for = nullptr;

// At least one is left to the pool.
int handling_threads(int handled_at_once, bool handlers_wait) {
    const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    return handlers_wait ? 0 : std::min(cores + 1, handled_at_once - 1);
}

}  // namespace

BeastThreads::BeastThreads(boost::asio::io_context& context, int handled_at_once, bool handlers_wait)
    : context_(context),
      handling_(handling_threads(handled_at_once, handlers_wait)),
      pool_(static_cast<std::size_t>(handled_at_once - handling_)) {}

BeastThreads::~BeastThreads() {
    join();
}

void BeastThreads::start() {
    for (int i = 0; i < handling_; ++i) {
        threads_.emplace_back([this] {
            handles_for = this;
            context_.run();
        });
    }
    if (handling_ > 0) threads_.emplace_back([this] { step_in_when_held_up(); });
    for (int i = 0; handling_ == 0 && i < reading; ++i)
        threads_.emplace_back([this] { context_.run(); });
}

bool BeastThreads::begin_handling() {
    if (handles_for != this) return false;
    if (busy_.fetch_add(1) + 1 == handling_ && spare_sleeps_) {
        const std::lock_guard lock(mutex_);
        all_busy_.notify_one();
    }
    return true;
}

void BeastThreads::end_handling() {
    turns_ += 1;
    busy_ -= 1;
}

void BeastThreads::step_in_when_held_up() {
    std::unique_lock lock(mutex_);
    for (;;) {
        spare_sleeps_ = true;
        all_busy_.wait(lock, [this] { return over_ || busy_ == handling_; });
        spare_sleeps_ = false;
        const std::uint64_t turns = turns_;
        all_busy_.wait_for(lock, held_up_after, [this] { return over_; });
        if (over_) return;
        lock.unlock();
        while (busy_ == handling_ && turns_ == turns && !context_.stopped())
            context_.run_for(spare_looks_again_after);
        lock.lock();
    }
}

void BeastThreads::join() {
    {
        const std::lock_guard lock(mutex_);
        over_ = true;
        all_busy_.notify_one();
    }
    for (std::thread& thread : threads_)
        thread.join();
    threads_.clear();
}

}  // namespace earshot::platform
