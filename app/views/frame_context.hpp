// app/views/frame_context.hpp: everything a view gets, for one frame.
//
// A view reads data and draws it through `ui`; it owns nothing it would be sad to lose.
#pragma once

#include "app/presenters/local_clock.hpp"
#include "app/presenters/strings.hpp"
#include "app/presenters/vocabulary.hpp"
#include "app/views/device_photos.hpp"
#include "app/views/intents.hpp"
#include "app/views/live_data.hpp"
#include "app/views/live_pictures.hpp"
#include "app/views/ui_state.hpp"
#include "sync/replica/media_courier.hpp"
#include "sync/replica/replica.hpp"

namespace earshot::app {

struct Ui;  // app/widgets: the pen, the theme and the fingers

struct FrameContext {
    Ui& ui;
    const Strings& tr;
    const Vocabulary& names;
    LiveData& data;
    LivePictures& pictures;
    DevicePhotos& device_photos;
    const sync::SyncStatus& sync;
    const sync::MediaStatus& media;
    UiState& state;
    IntentQueue& intents;
    CivilTime now;  // local, by the minute
    LocalClock clock;
};

// One screen. Views are made once and drawn every frame that their screen is shown.
class View {
public:
    virtual ~View() = default;
    virtual void draw(FrameContext& frame) = 0;
};

}  // namespace earshot::app
