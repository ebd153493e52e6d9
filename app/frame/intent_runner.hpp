// app/frame/intent_runner.hpp: carries out what people asked for while a frame was drawn.
//
//   intent -> command (app/commands) -> edits -> AsyncStore.Write -> durable commit -> UiState, toast
//
// Nothing is shown as done before it is done: "Saved" follows the commit. What fails is said in words and changes
// nothing.
//
// Threads: the front's.
#pragma once

#include <functional>
#include <map>

#include "app/commands/command_context.hpp"
#include "app/frame/photo_adder.hpp"
#include "app/frame/toast.hpp"
#include "app/presenters/strings.hpp"
#include "app/views/intents.hpp"
#include "app/views/live_data.hpp"
#include "app/views/ui_state.hpp"
#include "platform/ports/clock.hpp"
#include "sync/replica/media_courier.hpp"
#include "sync/replica/replica.hpp"

namespace earshot::app {

// What lies outside the front and the store, given by the composition root. Empty functions: not possible here.
struct OutsideWorld {
    std::function<sync::SyncStatus()> sync_status;
    std::function<sync::MediaStatus()> media_status;
    std::function<void()> sync_now;
    std::function<void()> stop_sync;
    // Enrols this device; `done` is called on the front's thread with the trouble in words, or empty.
    std::function<void(std::string server, std::string code, std::function<void(std::string trouble)> done)> join;
    // Fills the store with the demo company.
    std::function<void(std::function<void(std::string trouble)> done)> try_demo;
};

class IntentRunner {
public:
    struct Parts {
        sync::AsyncStore& store;
        LiveData& data;
        UiState& state;
        Toasts& toasts;
        platform::Clock& clock;
        platform::Random& random;
        OutsideWorld& outside;
        PhotoAdder& photos;
    };
    explicit IntentRunner(Parts parts) : parts_(parts) {}

    void run(const Intent& intent, const Strings& tr);

private:
    CommandContext context() const;
    void write(Result<std::vector<sync::Edit>> edits, std::string done_words);
    void set(std::string name, std::string value);
    void say(std::string words);
    void write_form(Result<std::vector<sync::Edit>> edits, std::string done_words);
    void correct_story(std::string done_words);

    void operator()(const intent::SaveStory&, const Strings& tr);
    void operator()(const intent::DiscardDraft&, const Strings& tr);
    void operator()(const intent::AddPhotos&, const Strings& tr);
    void operator()(const intent::HeardItToo&, const Strings& tr);
    void operator()(const intent::SendReply&, const Strings& tr);
    void operator()(const intent::BringToRoom&, const Strings& tr);
    void operator()(const intent::MarkRead&, const Strings& tr);
    void operator()(const intent::FetchMedia&, const Strings& tr);
    void operator()(const intent::SyncNow&, const Strings& tr);
    void operator()(const intent::StopSync&, const Strings& tr);
    void operator()(const intent::DismissNotice&, const Strings& tr);
    void operator()(const intent::RetryRefused&, const Strings& tr);
    void operator()(const intent::Join&, const Strings& tr);
    void operator()(const intent::TryDemo&, const Strings& tr);
    void operator()(const intent::StartAlone&, const Strings& tr);
    void operator()(const intent::Rename&, const Strings& tr);
    void operator()(const intent::ChooseTheme&, const Strings& tr);
    void operator()(const intent::ChooseTextScale&, const Strings& tr);
    void operator()(const intent::ChooseLanguage&, const Strings& tr);
    void operator()(const intent::Say&, const Strings& tr);

    Parts parts_;
    std::map<Id, WallTime> echoed_;  // when this device last counted an echo of a story
};

}  // namespace earshot::app
