// app/cli/screens.hpp: what the command line asks of the programs that have a screen. It knows their options, not how
// they draw: the composition root puts the two together.
#pragma once

#include <functional>
#include <string>

#include "platform/base/result.hpp"

namespace earshot::app {

struct PictureOptions {
    std::string screen;  // log, add-photo, stories, detail, wall, reader, photo, sync, sending, welcome, gallery
    int width = 0;       // 0: what the screen is made for, 1280x800 or 1920x1080
    int height = 0;
    std::string theme;        // light, dark, contrast; empty: the device's setting
    double text_scale = 0;    // 1 to 3; 0: the device's setting
    std::string language;     // empty: the device's setting
    std::string data_folder;  // without stories in it the demo company is shown
    std::string assets;
    std::string file;  // the PNG
};

struct WindowProgramOptions {
    std::string data_folder;
    std::string assets;
    bool kiosk = false;
    bool fullscreen = false;
    int width = 1280;
    int height = 800;
};

struct DemoProgramOptions {
    std::string assets;
    bool headless = false;
    std::string out;  // headless: where pictures and summary go
};

struct Screens {
    // Errc::invalid for a screen that does not exist, naming those that do.
    std::function<Result<void>(const PictureOptions&)> take_picture;
    // Returns when the window is closed; by then everything typed is on disk.
    std::function<Result<void>(const WindowProgramOptions&)> run_window;
    std::function<Result<void>(const DemoProgramOptions&)> run_demo;
};

}  // namespace earshot::app
