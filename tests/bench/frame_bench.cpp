// tests/bench/frame_bench.cpp: what a frame of each screen costs, next to the 16.7 ms a screen gives it.
//
// Drawn by the software rasterizer, which is the slowest way there is; with a graphics card the drawing itself costs
// next to nothing. "laid out" is the time of App::frame() alone: taking in answers, measuring, building the draw list.
#include <algorithm>
#include <chrono>
#include <cstdio>

#include "app/demo/demo_store.hpp"
#include "app/frame/app.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "platform/host/inline_worker.hpp"
#include "platform/sdl/offscreen_canvas.hpp"
#include "tests/bench/measure.hpp"

namespace earshot::bench {
namespace {

using Seconds = std::chrono::duration<double>;

// What is done to a screen once it stands; called before every frame.
using Arrange = void (*)(app::App&);

void leave_as_is(app::App&) {}

void open_a_story(app::App& app) {
    app::StoriesState& stories = app.state().stories;
    const sync::StoryPage* page = app.data().stories(stories.query);
    if (page && !page->rows.empty()) stories.selected = page->rows.front().id;
}

void open_a_story_to_read(app::App& app) {
    app::UiState& state = app.state();
    if (state.reader.story) return;
    sync::StoryQuery query;
    query.month = state.wall.month;
    const sync::StoryPage* page = app.data().stories(query);
    if (!page || page->rows.empty()) return;
    state.reader.story = page->rows.front().id;
    state.reader.within = query;
    state.screen = app::Screen::reader;
}

void open_the_sheet(app::App& app) {
    app.state().sheet.open = true;
}

void bench_screen(const char* name, app::Screen screen, app::Form form, int width, int height,
                  Arrange arrange = leave_as_is) {
    constexpr double frame_of_a_screen = 1.0 / 60;
    platform::HostFiles files;
    platform::HostRandom random;
    platform::SteppedClock clock(app::demo_moment);
    auto device_store = must(sync::DeviceStore::open({.in_memory = true}, files, clock, random));
    const app::DemoCompany company =
        must(read_demo_company(files, app::demo_options("assets", clock.civil_now(), "en")));
    const auto filled = fill_with_demo(*device_store, company, app::demo_moment, app::DemoSending::some_waiting);
    EARSHOT_ASSERT(filled.has_value());

    app::FontSet fonts;
    platform::OffscreenCanvas canvas(width, height);
    platform::InlineWorker worker;
    sync::AsyncStore store(std::move(device_store), worker, [] {});
    app::PictureWork picture_work(worker, [] {});
    const auto app = must(app::App::create({.first = screen, .form = form, .assets = "assets"},
                                           {.store = store,
                                            .picture_work = picture_work,
                                            .clock = clock,
                                            .random = random,
                                            .files = files,
                                            .fonts = fonts},
                                           {}));
    std::vector<double> laid_out, whole;
    for (int i = 0; i < 120; ++i) {
        clock.advance(Duration{16});
        arrange(*app);
        const auto begin = std::chrono::steady_clock::now();
        double inside = 0;
        canvas.frame(
            [&](const platform::FrameInput& input) {
                const auto start = std::chrono::steady_clock::now();
                const platform::FrameWish wish = app->frame(input);
                inside = Seconds(std::chrono::steady_clock::now() - start).count();
                return wish;
            },
            clock.monotonic());
        if (i < 20) continue;  // fonts are drawn, answers arrive
        laid_out.push_back(inside);
        whole.push_back(Seconds(std::chrono::steady_clock::now() - begin).count());
    }
    std::printf("%-10s %4dx%-4d  laid out %6.3f of a frame   with software drawing %6.3f of a frame\n", name, width,
                height, median(laid_out) / frame_of_a_screen, median(whole) / frame_of_a_screen);
}

}  // namespace
}  // namespace earshot::bench

int main() {
    using namespace earshot;
    std::puts(
        "Frame time of each screen, as a share of the 16.7 ms between two frames of a 60 Hz screen (median of 100)");
    bench::bench_screen("log", app::Screen::log, app::Form::tablet, 1280, 800);
    bench::bench_screen("stories", app::Screen::stories, app::Form::tablet, 1280, 800);
    bench::bench_screen("detail", app::Screen::stories, app::Form::tablet, 1280, 800, bench::open_a_story);
    bench::bench_screen("sync", app::Screen::log, app::Form::tablet, 1280, 800, bench::open_the_sheet);
    bench::bench_screen("welcome", app::Screen::welcome, app::Form::tablet, 1280, 800);
    bench::bench_screen("gallery", app::Screen::gallery, app::Form::tablet, 1280, 800);
    bench::bench_screen("wall", app::Screen::wall, app::Form::wall, 1920, 1080);
    bench::bench_screen("reader", app::Screen::wall, app::Form::wall, 1920, 1080, bench::open_a_story_to_read);
    bench::bench_screen("wall 4K", app::Screen::wall, app::Form::wall, 3840, 2160);
    return 0;
}
