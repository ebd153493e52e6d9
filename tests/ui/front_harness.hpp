// tests/ui/front_harness.hpp: a view with everything it gets (a store in memory, the words of a language, where the
// person is), drawn on the headless canvas.
//
//   FrontHarness front({.width = 1280, .height = 800});
//   front.demo_company();
//   LogView view;
//   front.show(view);
//   front.screen.tap(100, 500);
//   CHECK(front.intent<intent::SaveStory>() != nullptr);
//
// Intents are kept, not carried out. The store answers before the next frame.
#pragma once

#include <memory>
#include <variant>

#include "app/views/frame_context.hpp"
#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/inline_worker.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/ui/harness.hpp"

namespace earshot::test {

struct FrontOptions {
    int width = 1280;
    int height = 800;
    app::ThemeChoice theme = {};
    std::string language = "en";
};

class FrontHarness {
public:
    explicit FrontHarness(const FrontOptions& options = {});
    ~FrontHarness();

    // The demo company as a tablet in Leeds knows it, on the day of every picture: the newest three own stories wait,
    // the fourth was refused.
    void demo_company();
    void write(const sync::Edit& edit);
    Id log(const std::string& words, const std::string& kind = "pain");
    // The shared store says no to the newest waiting story.
    void refuse_newest(const std::string& reason);
    void set(const std::string& setting, const std::string& value);

    // Draws the view until nothing more is asked for.
    void show(app::View& view);
    void settle();
    // The newest intent of that sort since the last call of forget_intents(); null: none.
    template <class I>
    const I* intent() const {
        for (auto it = intents.rbegin(); it != intents.rend(); ++it)
            if (const I* found = std::get_if<I>(&*it)) return found;
        return nullptr;
    }
    void forget_intents() { intents.clear(); }
    void set_language(const std::string& language);

    platform::HostFiles files;
    platform::SteppedClock clock;
    platform::SeededRandom random{7};
    platform::InlineWorker worker;
    TemporaryFolder folder;          // of photos that stories have
    TemporaryFolder picture_folder;  // where the machine has the person's pictures
    std::unique_ptr<sync::AsyncStore> store;
    std::unique_ptr<app::PictureWork> picture_work;
    std::unique_ptr<app::LiveData> data;
    app::Strings tr;
    app::Vocabulary names;
    sync::SyncStatus sync;
    sync::MediaStatus media;
    app::UiState state;
    app::IntentQueue intents;
    UiHarness screen;
    // They go before the context they draw in.
    std::unique_ptr<app::LivePictures> pictures;
    std::unique_ptr<app::DevicePhotos> device_photos;

private:
    void draw(app::Ui& ui);
    app::View* view_ = nullptr;
};

}  // namespace earshot::test
