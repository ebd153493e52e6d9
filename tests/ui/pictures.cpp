// Draws the gallery into PNG files, for the eyes of people: ui_pictures <folder> [light|dark|contrast] [text scale]
// [de] [wall]
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "app/views/gallery.hpp"
#include "tests/ui/harness.hpp"

int main(int argc, char** argv) {
    using namespace earshot;
    const std::string folder = argc > 1 ? argv[1] : ".";
    test::HarnessOptions options{.width = 1280, .height = 800};
    app::GalleryState state;
    for (int i = 2; i < argc; ++i) {
        const std::string_view word = argv[i];
        if (word == "de") {
            state.german = true;
        } else if (word == "wall") {
            options.theme.form = app::Form::wall;
            options.width = 1920;
            options.height = 1080;
        } else if (word == "narrow") {
            options.width = 800;
            options.height = 1280;
        } else if (const double scale = std::atof(argv[i]); scale > 0) {
            options.theme.text_scale = static_cast<float>(scale);
        } else {
            options.theme.name = app::theme_named(word);
        }
    }
    test::UiHarness screen(options);
    screen.show([&](app::Ui& ui) { app::draw_gallery(ui, state); });
    for (int page = 0;; ++page) {
        screen.write(folder + "/gallery-" + std::to_string(page) + ".png");
        for (const std::string& problem : screen.layout_problems())
            std::printf("page %d: %s\n", page, problem.c_str());
        const auto before = screen.canvas().picture().pixels;
        screen.mouse_move(8, 300);
        screen.wheel(-static_cast<float>(options.height) / 72 * 0.9F);
        screen.pass(Duration{1500});
        if (before == screen.canvas().picture().pixels || page > 60) break;
    }
}
