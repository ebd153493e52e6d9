// app/views/picture_work.hpp: where pictures are unpacked, shrunk and written anew: on a worker of their own.
//
//   submit(work, then) -> worker: work() -> deliver() -> then()
//
// A large photo takes up to a second. On the store's worker a story would wait for it to be saved. Here is no store:
// bytes come from it and go to it through its own door, from the front.
//
// Guarantees   One at a time, in the order they were asked for. Who lets go of the ticket has given it up: what has not
//              begun is not done, and `then` is not called.
// Threads      submit(), deliver() and the tickets: one, the front's. `work` runs on the worker.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "platform/ports/worker.hpp"

namespace earshot::app {

class PictureWork {
    struct Errand;

public:
    using Ticket = std::shared_ptr<const Errand>;

    // `wake` is called from the worker when deliver() has something to do.
    PictureWork(platform::Worker& worker, std::function<void()> wake);
    // The worker has run everything posted (it has been stopped or drained).
    ~PictureWork();
    PictureWork(const PictureWork&) = delete;
    PictureWork& operator=(const PictureWork&) = delete;

    [[nodiscard]] Ticket submit(std::function<void()> work, std::function<void()> then);
    // Calls what waits for work that is done.
    void deliver();

private:
    void run(const std::weak_ptr<const Errand>& asked);

    platform::Worker& worker_;
    const std::function<void()> wake_;

    std::mutex mutex_;  // guards what follows
    std::vector<std::weak_ptr<const Errand>> done_;
};

}  // namespace earshot::app
