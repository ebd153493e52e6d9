// platform/host/beast_threads.hpp: who reads, writes and handles for a listener. Internal to the listener.
//
// Changing threads costs more than most answers. So where handlers seldom wait, every thread that reads also handles
// what it has read: one more than the machine has cores. When all of them have been held up by their handlers for
// longer than a moment, a spare one steps in, which reads and writes for everybody and leaves the handling to a pool.
// Where handlers wait for other machines, two threads read and write, and the pool handles everything
// (platform/adr/0005).
//
// Threads  begin_handling() and end_handling() any, the rest one.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>

namespace earshot::platform {

class BeastThreads {
public:
    // The context must outlive it.
    BeastThreads(boost::asio::io_context& context, int handled_at_once, bool handlers_wait);
    ~BeastThreads();
    BeastThreads(const BeastThreads&) = delete;
    BeastThreads& operator=(const BeastThreads&) = delete;

    void start();
    // Whether the calling thread may handle what it has read; then it says when it has done so.
    bool begin_handling();
    void end_handling();
    // Handles what the thread that read it may not.
    boost::asio::thread_pool& pool() { return pool_; }
    // Once nothing new arrives: returns when all that was begun is done.
    void join_pool() { pool_.join(); }
    void join();

private:
    void step_in_when_held_up();

    boost::asio::io_context& context_;
    const int handling_;
    boost::asio::thread_pool pool_;
    std::vector<std::thread> threads_;
    std::atomic<int> busy_{0};             // threads that are handling
    std::atomic<std::uint64_t> turns_{0};  // how often one of them was done
    std::atomic<bool> spare_sleeps_{false};
    std::mutex mutex_;
    std::condition_variable all_busy_;
    bool over_ = false;  // under the mutex
};

}  // namespace earshot::platform
