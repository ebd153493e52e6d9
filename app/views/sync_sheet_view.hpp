// app/views/sync_sheet_view.hpp: Sending and this tablet: what waits and why, what this device is, how it looks.
//
// A sheet above every screen of the tablet; draws nothing while it is closed.
#pragma once

#include "app/views/device_settings.hpp"
#include "app/views/sending_status.hpp"

namespace earshot::app {

class SyncSheetView : public View {
public:
    void draw(FrameContext& frame) override;

private:
    SyncScene scene_;
    SendingStatus sending_;
    DeviceSettings device_;
};

}  // namespace earshot::app
