#include "app/views/picture_work.hpp"

#include <utility>

namespace earshot::app {

struct PictureWork::Errand {
    std::function<void()> work, then;
};

PictureWork::PictureWork(platform::Worker& worker, std::function<void()> wake)
    : worker_(worker), wake_(std::move(wake)) {}

PictureWork::~PictureWork() = default;

PictureWork::Ticket PictureWork::submit(std::function<void()> work, std::function<void()> then) {
    auto ticket = std::make_shared<const Errand>(Errand{std::move(work), std::move(then)});
    worker_.post([this, asked = std::weak_ptr(ticket)] { run(asked); });
    return ticket;
}

void PictureWork::run(const std::weak_ptr<const Errand>& asked) {
    {
        const Ticket errand = asked.lock();
        if (!errand) return;
        errand->work();
        // Let go of before it is handed over: from then on only the front's ticket keeps it, so that nothing is
        // called that was given up.
    }
    {
        const std::lock_guard lock(mutex_);
        done_.push_back(asked);
    }
    wake_();
}

void PictureWork::deliver() {
    std::vector<std::weak_ptr<const Errand>> done;
    {
        const std::lock_guard lock(mutex_);
        done.swap(done_);
    }
    for (const auto& one : done)
        if (const Ticket errand = one.lock()) errand->then();
}

}  // namespace earshot::app
