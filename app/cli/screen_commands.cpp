// earshot, earshot kiosk, earshot shot, earshot demo: the programs with a screen, and pictures of it.
#include <array>
#include <charconv>

#include "app/cli/subcommands.hpp"
#include "platform/host/program_folder.hpp"

namespace earshot::app {
namespace {

struct Size {
    int width = 0, height = 0;
};

// "1280x800"; nothing else.
std::optional<Size> parse_size(std::string_view text) {
    Size size;
    const char* const end = text.data() + text.size();
    const auto width = std::from_chars(text.data(), end, size.width);
    if (width.ec != std::errc{} || width.ptr == end || *width.ptr != 'x') return std::nullopt;
    const auto height = std::from_chars(width.ptr + 1, end, size.height);
    if (height.ec != std::errc{} || height.ptr != end) return std::nullopt;
    const bool sane = size.width >= 320 && size.height >= 320 && size.width <= 8'192 && size.height <= 8'192;
    return sane ? std::optional(size) : std::nullopt;
}

std::string complain_of_size(const std::string& text) {
    return parse_size(text) ? std::string()
                            : "\"" + text + "\" is not a size from 320x320 to 8192x8192, such as 1280x800";
}
constexpr const char* size_shape = "WIDTHxHEIGHT";

ExitCode show_window(Shell& shell, WindowProgramOptions options) {
    auto assets = platform::find_assets(shell.files);
    if (!assets) return shell.fail(assets.error());
    options.assets = std::move(*assets);
    options.data_folder = shell.data_folder;
    const auto shown = shell.screens.run_window(options);
    return shown ? ExitCode::done : shell.fail(shown.error());
}

struct WindowArguments {
    std::string size;
    bool fullscreen = false;

    void add_to(const Command& command) {
        command.option("--size", size, "The window's size in pixels").check(complain_of_size, size_shape);
        command.flag("--fullscreen", fullscreen, "Without frame or title, over the whole screen");
    }
    WindowProgramOptions options(bool kiosk) const {
        WindowProgramOptions options{.kiosk = kiosk, .fullscreen = fullscreen};
        const Size otherwise = kiosk ? Size{1920, 1080} : Size{1280, 800};
        const Size wanted = parse_size(size).value_or(otherwise);
        options.width = wanted.width;
        options.height = wanted.height;
        return options;
    }
};

struct ShotArguments {
    PictureOptions picture;
    std::string size;
};

ExitCode take_shot(Shell& shell, const ShotArguments& arguments) {
    PictureOptions picture = arguments.picture;
    auto assets = platform::find_assets(shell.files);
    if (!assets) return shell.fail(assets.error());
    picture.assets = std::move(*assets);
    picture.data_folder = shell.data_folder;
    if (const auto size = parse_size(arguments.size)) {
        picture.width = size->width;
        picture.height = size->height;
    }
    const auto taken = shell.screens.take_picture(picture);
    return taken ? ExitCode::done : shell.fail(taken.error());
}

}  // namespace

void add_window(const Command& app, Shell& shell) {
    app.runs_alone([&shell] { return show_window(shell, WindowArguments{}.options(false)); });
}

void add_kiosk(const Command& app, Shell& shell) {
    const Command kiosk = app.add_command("kiosk", "The journey wall, for a screen that leaders stand in front of");
    const auto arguments = std::make_shared<WindowArguments>();
    arguments->add_to(kiosk);
    kiosk.footer("earshot kiosk --fullscreen\nearshot --data /var/lib/earshot kiosk --size 1920x1080");
    kiosk.runs([&shell, arguments] { return show_window(shell, arguments->options(true)); });
}

void add_shot(const Command& app, Shell& shell) {
    const Command shot = app.add_command("shot", "A picture of any screen, without a display");
    const auto arguments = std::make_shared<ShotArguments>();
    PictureOptions& picture = arguments->picture;
    shot.option("--screen", picture.screen,
                "log, add-photo, stories, detail, wall, reader, photo, sync, sending, welcome or gallery")
        .required()
        .one_of({"log", "add-photo", "stories", "detail", "wall", "reader", "photo", "sync", "sending", "welcome",
                 "gallery"});
    shot.option("--size", arguments->size, "In pixels; otherwise what the screen is made for")
        .check(complain_of_size, size_shape);
    shot.option("--theme", picture.theme, "light, dark or contrast").one_of({"light", "dark", "contrast"});
    shot.option("--text-scale", picture.text_scale, "1 to 3").between(1.0, 3.0);
    shot.option("--lang", picture.language, "en, es, de, fr or ja").one_of({"en", "es", "de", "fr", "ja"});
    shot.option("--out", picture.file, "The PNG to write").required();
    shot.footer(
        "Where the data folder holds no stories the demo company is shown.\n"
        "earshot shot --screen wall --theme dark --out wall.png\n"
        "earshot shot --screen log --size 800x1280 --text-scale 1.5 --lang de --out log.png");
    shot.runs([&shell, arguments] { return take_shot(shell, *arguments); });
}

void add_demo(const Command& app, Shell& shell) {
    const Command demo =
        app.add_command("demo", "A server, a tablet and a wall with four months of an invented company");
    const auto options = std::make_shared<DemoProgramOptions>();
    const Option headless =
        demo.flag("--headless", options->headless, "Without windows: log, sync, check, take pictures");
    const Option out = demo.option("--out", options->out, "Where pictures and summary go");
    headless.needs(out);
    out.needs(headless);
    demo.footer(
        "Everything lies in a folder that is gone afterwards.\nearshot demo\nearshot demo --headless --out pictures");
    demo.runs([&shell, options] {
        auto assets = platform::find_assets(shell.files);
        if (!assets) return shell.fail(assets.error());
        options->assets = std::move(*assets);
        const auto ran = shell.screens.run_demo(*options);
        return ran ? ExitCode::done : shell.fail(ran.error());
    });
}

}  // namespace earshot::app
