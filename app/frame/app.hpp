// app/frame/app.hpp: the whole front as one function: frame().
//
// The platform owns the loop (the browser insists): SdlWindow on tablets and kiosks, OffscreenCanvas in tests and for
// pictures. Each frame takes in what the store answered, draws the current screen from one immutable snapshot, then
// carries out what the person asked for, and says when it wants to be called again. Nothing waits, nothing is drawn
// when nothing changed.
//
// Threads: one, the one that owns the Dear ImGui context.
// Errors: create() fails when fonts or strings are missing, naming what to install. A frame never fails.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "app/frame/autosave.hpp"
#include "app/frame/intent_runner.hpp"
#include "app/frame/toast.hpp"
#include "app/theme/theme.hpp"
#include "app/views/view_registry.hpp"
#include "app/widgets/ui.hpp"
#include "platform/ports/window.hpp"

namespace earshot::app {

struct AppOptions {
    Screen first = Screen::log;
    Form form = Form::tablet;
    std::string assets;       // the assets folder
    std::string font_folder;  // searched before the system's; may be empty
    // These win over the device's settings where they are set: for pictures and demonstrations.
    std::optional<ThemeName> theme;
    std::optional<float> text_scale;
    std::optional<std::string> language;
    bool less_movement = false;
    PictureHome pictures;  // where this machine says that the person's pictures are
};

class App {
public:
    struct Ports {
        sync::AsyncStore& store;
        PictureWork& picture_work;
        platform::Clock& clock;
        platform::Random& random;
        platform::Files& files;
        FontSet& fonts;  // empty; create() loads it. Outlives the Dear ImGui context, whose atlas points into it.
    };
    // The Dear ImGui context is current and outlives the App.
    static Result<std::unique_ptr<App>> create(AppOptions options, Ports ports, OutsideWorld outside);

    platform::FrameWish frame(const platform::FrameInput& input);

    UiState& state() { return state_; }
    LiveData& data() { return data_; }
    Ui& ui() { return ui_; }
    // Nothing asked for is still on its way, and nothing unsaved waits: the picture will not change by itself.
    bool is_settled() const;

private:
    App(AppOptions options, Ports ports, OutsideWorld outside, Strings strings);

    void take_in_settings();
    void read_draft();
    void take_dropped(std::span<const std::string> paths);
    void keep_draft(Instant now, bool leaving);
    void draw();
    void draw_toast();
    ThemeChoice theme_choice() const;

    const AppOptions options_;
    Ports ports_;
    OutsideWorld outside_;
    Strings strings_;
    Vocabulary vocabulary_;
    LiveData data_;
    LivePictures pictures_;
    DevicePhotos device_photos_;
    UiState state_;
    Toasts toasts_;
    Autosave autosave_;
    PhotoAdder photo_adder_;
    IntentRunner intent_runner_;
    IntentQueue intents_;
    ViewRegistry views_;
    Ui ui_;

    std::optional<std::uint64_t> taken_in_;  // the revision that settings and vocabulary come from
    LogForm kept_form_;                      // as it was last handed to the store
    bool draft_read_ = false;
};

}  // namespace earshot::app
