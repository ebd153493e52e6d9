// app/frame/photo_adder.hpp: files of this machine become photos of the story being written.
//
//   paths -> worker: read, clean, shrink, keep -> the form, a frame later; or words that say why not
//
// Guarantee  A photo is in the form only once its bytes are on disk. Meanwhile LogState::adding counts it, and the
//            draft is not handed over: it must not let go of bytes that are being kept for it at that moment.
// Threads    the front's.
#pragma once

#include <span>

#include "app/commands/add_photo.hpp"
#include "app/frame/toast.hpp"
#include "app/presenters/strings.hpp"
#include "app/views/ui_state.hpp"
#include "platform/ports/clock.hpp"
#include "platform/ports/random.hpp"
#include "sync/store/async_store.hpp"

namespace earshot::app {

class PhotoAdder {
public:
    struct Parts {
        sync::AsyncStore& store;
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

private:
    void take_in(const AddedPhoto& added, const Id& story);
    void say(std::string words);

    Parts parts_;
};

}  // namespace earshot::app
