// app/frame/photo_adder.hpp: files of this machine become photos of the story being written.
//
//   paths -> picture work: read, clean, shrink -> store's worker: keep -> the form; or words that say why not
//
// Guarantees   A photo is in the form only once its bytes are on disk. Meanwhile LogState::adding counts it.
//              One is read at a time; what waits for a story that is not being written any more is given up, and said.
// Threads      the front's.
#pragma once

#include <deque>
#include <span>

#include "app/commands/add_photo.hpp"
#include "app/frame/toast.hpp"
#include "app/presenters/strings.hpp"
#include "app/views/picture_work.hpp"
#include "app/views/ui_state.hpp"
#include "platform/ports/clock.hpp"
#include "platform/ports/random.hpp"
#include "sync/store/async_store.hpp"

namespace earshot::app {

class PhotoAdder {
public:
    struct Parts {
        sync::AsyncStore& store;
        PictureWork& work;
        const platform::Files& files;
        UiState& state;
        Toasts& toasts;
        platform::Clock& clock;
        platform::Random& random;
        const Strings& tr;  // the App's, whatever language it speaks by then
    };
    explicit PhotoAdder(Parts parts) : parts_(parts) {}

    // As many as the story may still have; says so when there are more.
    void add(std::span<const std::string> paths);
    // Once a frame, before the views draw and after the store and the picture work have delivered what arrived.
    void begin_frame();
    // Bytes are going to disk that no draft names yet. One that is handed over now would let go of them, where the
    // draft before it named the same photo.
    bool is_keeping() const { return keeping_ > 0; }
    // Photos on their way, also for a story that is not being written any more.
    std::size_t waiting() const { return waiting_.size() + keeping_; }

private:
    struct Waiting {
        std::string path;
        Id id, story;
    };

    void read_next();
    void keep(const std::shared_ptr<ReadPhoto>& read, const Waiting& photo);
    void take_in(const AddedPhoto& added, const Id& story);
    void say(std::string words);

    Parts parts_;
    std::deque<Waiting> waiting_;  // the first of them is being read
    PictureWork::Ticket reading_;
    std::size_t keeping_ = 0;
};

}  // namespace earshot::app
