#include "app/views/live_pictures.hpp"

#include <catch2/catch_test_macros.hpp>
#include <imgui_internal.h>

#include "platform/fake/memory_files.hpp"
#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "platform/fake/stepped_worker.hpp"
#include "platform/pictures/codecs.hpp"
#include "platform/sdl/offscreen_canvas.hpp"
#include "tests/support/sample_media.hpp"

namespace earshot::app {
namespace {

// A store and picture work whose workers work only when told to, and a screen to draw pictures on.
struct Bench {
    explicit Bench(std::size_t bytes_most = LivePictures::bytes_most_default)
        : pictures(std::make_unique<LivePictures>(store, work, bytes_most)) {}

    std::unique_ptr<sync::DeviceStore> open() {
        auto opened = sync::DeviceStore::open({.folder = "data", .in_memory = true}, files, clock, random);
        REQUIRE(opened);
        return std::move(*opened);
    }
    std::string keep(std::string bytes) { return store.store().media().keep(bytes).value(); }
    std::string photo(int width, int height) {
        return keep(platform::write_png(test::quarters(width, height)).value());
    }
    // Draws one frame that wants these pictures, and gives the first.
    ImTextureData* frame(std::initializer_list<std::pair<std::string, int>> wanted) {
        ImTextureData* first = nullptr;
        now = now + Duration{16};
        canvas.frame(
            [&](const platform::FrameInput&) {
                store.deliver();
                work.deliver();
                pictures->begin_frame(now);
                float x = 0;
                for (const auto& [sha256, side] : wanted) {
                    ImTextureData* picture = pictures->find(sha256, side);
                    if (x == 0) first = picture;
                    if (picture != nullptr) {
                        ImGui::GetBackgroundDrawList()->AddImage(
                            picture->GetTexRef(), {x, 0},
                            {x + static_cast<float>(picture->Width), static_cast<float>(picture->Height)});
                    }
                    x += 100;
                }
                return platform::FrameWish{};
            },
            now);
        return first;
    }
    // Until nothing more is on its way, which twenty pictures are enough for.
    ImTextureData* settled(std::initializer_list<std::pair<std::string, int>> wanted) {
        frame(wanted);
        for (int round = 0; round < 20 && waiting() > 0; ++round) {
            work_all();
            frame(wanted);
        }
        return frame(wanted);
    }
    // Reads what was asked for, and unpacks it.
    void work_all() {
        worker.run_all();
        store.deliver();
        picture_worker.run_all();
    }
    std::size_t waiting() const { return worker.waiting() + picture_worker.waiting(); }
    int known_to_renderer() { return canvas.io().Ctx->UserTextures.Size; }

    platform::MemoryFiles files;
    platform::SteppedClock clock;
    platform::SeededRandom random{7};
    platform::SteppedWorker worker, picture_worker;
    platform::OffscreenCanvas canvas{400, 100};
    Instant now{1'000};
    int wakes = 0;
    sync::AsyncStore store{open(), worker, [this] { wakes += 1; }};
    PictureWork work{picture_worker, [this] { wakes += 1; }};
    std::unique_ptr<LivePictures> pictures;
};

TEST_CASE("a picture comes once the worker has worked, wakes a frame, and stays") {
    Bench bench;
    const std::string photo = bench.photo(40, 20);
    CHECK(bench.frame({{photo, 40}}) == nullptr);
    CHECK(bench.pictures->waiting() == 1);
    int wakes = bench.wakes;
    bench.worker.run_all();
    CHECK(bench.wakes > wakes);
    CHECK(bench.frame({{photo, 40}}) == nullptr);
    wakes = bench.wakes;
    bench.picture_worker.run_all();
    CHECK(bench.wakes == wakes + 1);
    ImTextureData* const picture = bench.frame({{photo, 40}});
    REQUIRE(picture != nullptr);
    CHECK(picture->Width == 40);
    CHECK(bench.canvas.pixel(5, 5) == platform::Pixel{255, 0, 0, 255});
    CHECK(bench.canvas.pixel(35, 5) == platform::Pixel{0, 255, 0, 255});
    CHECK(bench.canvas.pixel(5, 15) == platform::Pixel{0, 0, 255, 255});
    for (int i = 0; i < 5; ++i)
        CHECK(bench.frame({{photo, 40}}) == picture);
    CHECK(bench.waiting() == 0);  // Nothing is decoded twice.
}

TEST_CASE("the best there is stands in until the size that is wanted has come") {
    Bench bench;
    const std::string photo = bench.photo(80, 40);
    CHECK(bench.settled({{photo, 20}})->Width == 20);
    CHECK(bench.frame({{photo, 60}})->Width == 20);
    bench.work_all();
    CHECK(bench.frame({{photo, 60}})->Width == 60);
    CHECK(bench.frame({{photo, 20}})->Width == 20);
    CHECK(bench.waiting() == 0);
}

TEST_CASE("a picture that is smaller than wanted is not decoded again for every size") {
    Bench bench;
    const std::string photo = bench.photo(40, 20);
    CHECK(bench.settled({{photo, 100}})->Width == 40);
    CHECK(bench.frame({{photo, 200}})->Width == 40);
    CHECK(bench.waiting() == 0);
}

TEST_CASE("one picture at a time is decoded, and only what the screen still wants") {
    Bench bench;
    const std::string first = bench.photo(40, 20), second = bench.photo(30, 20), third = bench.photo(20, 20);
    bench.frame({{first, 40}, {second, 30}});
    CHECK(bench.waiting() == 1);
    bench.frame({{first, 40}, {second, 30}});
    CHECK(bench.waiting() == 1);
    bench.work_all();
    bench.frame({{third, 20}});  // Somebody leafed on.
    bench.work_all();
    bench.frame({{third, 20}});
    CHECK(bench.pictures->count() == 2);
    CHECK(bench.settled({{second, 30}, {third, 20}})->Width == 30);
}

TEST_CASE("a story is saved while a picture waits to be unpacked") {
    Bench bench;
    const std::string photo = bench.photo(40, 20);
    bench.frame({{photo, 40}});
    bench.worker.run_all();
    bench.frame({{photo, 40}});
    REQUIRE(bench.pictures->waiting() == 1);
    bool saved = false;
    bench.store.submit(sync::ask::SaveDraft{R"({"words":"The lamp is out"})"},
                       [&](const auto& answer) { saved = answer.has_value(); });
    bench.worker.run_all();
    bench.frame({{photo, 40}});
    CHECK(saved);
    CHECK(bench.pictures->waiting() == 1);
    CHECK(bench.settled({{photo, 40}}) != nullptr);
}

TEST_CASE("what a whole frame did not want is given up, wherever it waits") {
    Bench bench;
    const std::string left = bench.photo(40, 20), next = bench.photo(30, 20);
    bench.frame({{left, 40}});
    SECTION("to be read") {}
    SECTION("to be unpacked") {
        bench.worker.run_all();
        bench.frame({{left, 40}});
        CHECK(bench.picture_worker.waiting() == 1);
    }
    bench.frame({});
    bench.frame({{next, 30}});
    bench.work_all();
    CHECK(bench.frame({{next, 30}}) != nullptr);
    CHECK(bench.pictures->count() == 1);
    CHECK(bench.settled({{left, 40}}) != nullptr);
}

TEST_CASE("a picture whose size keeps changing is not given up") {
    Bench bench;
    const std::string photo = bench.photo(400, 20);
    for (int side = 100; side < 110; ++side)
        bench.frame({{photo, side}});
    bench.work_all();
    CHECK(bench.frame({{photo, 110}})->Width == 100);
    bench.settled({{photo, 110}});
}

TEST_CASE("what was not shown for longest makes room, and its memory goes") {
    constexpr std::size_t bytes_of_one = 40 * 20 * 4;
    Bench bench(2 * bytes_of_one);
    const std::string first = bench.photo(40, 20),
                      second = bench.keep(platform::write_png(platform::Pixels(40, 20)).value());
    const std::string third = bench.keep(platform::write_jpeg(test::quarters(40, 20), 80).value());
    bench.settled({{first, 40}});
    bench.settled({{second, 40}});
    bench.settled({{first, 40}});
    bench.settled({{third, 40}});
    bench.frame({{third, 40}});
    CHECK(bench.pictures->bytes() == 2 * bytes_of_one);
    bench.frame({{third, 40}});
    CHECK(bench.known_to_renderer() == 2);
    CHECK(bench.frame({{first, 40}}) != nullptr);  // It was looked at after the second.
    CHECK(bench.waiting() == 0);
    CHECK(bench.frame({{second, 40}}) == nullptr);
    CHECK(bench.waiting() == 1);
    bench.work_all();
}

TEST_CASE("what nobody has looked at for ten minutes goes, what is looked at stays") {
    Bench bench;
    const std::string left = bench.photo(40, 20), looked_at = bench.photo(30, 20);
    bench.settled({{left, 40}, {looked_at, 30}});
    bench.frame({{looked_at, 30}});
    bench.now = bench.now + Duration{599'000};
    bench.frame({{looked_at, 30}});
    CHECK(bench.pictures->count() == 2);
    bench.now = bench.now + Duration{700'000};
    bench.frame({{looked_at, 30}});
    CHECK(bench.pictures->count() == 1);
    CHECK(bench.frame({{looked_at, 30}}) != nullptr);
    CHECK(bench.known_to_renderer() == 1);
    CHECK(bench.waiting() == 0);
}

TEST_CASE("what the screen shows stays, however much it is") {
    Bench bench(1);
    const std::string first = bench.photo(40, 20), second = bench.photo(30, 20);
    bench.settled({{first, 40}, {second, 30}});
    for (int i = 0; i < 5; ++i)
        CHECK(bench.frame({{first, 40}, {second, 30}}) != nullptr);
    CHECK(bench.pictures->count() == 2);
    CHECK(bench.waiting() == 0);
}

TEST_CASE("bytes that are no picture are tried again only when the store has changed") {
    Bench bench;
    const std::string diary = bench.keep("Dear diary");
    bench.store.publish();
    CHECK(bench.settled({{diary, 40}}) == nullptr);
    CHECK(bench.pictures->is_broken(diary));
    bench.frame({{diary, 40}});
    CHECK(bench.waiting() == 0);
    bench.photo(2, 2);
    bench.store.publish();
    bench.frame({{diary, 40}});
    CHECK(bench.waiting() == 1);
    bench.work_all();
}

TEST_CASE("a blob that is not here is no picture, and no end") {
    Bench bench;
    const std::string nowhere(64, 'a');
    CHECK(bench.settled({{nowhere, 40}, {"../../etc/passwd", 40}}) == nullptr);
}

TEST_CASE("a screen that goes takes its pictures along, also one on its way") {
    Bench bench;
    const std::string photo = bench.photo(40, 20), another = bench.photo(30, 20);
    bench.settled({{photo, 40}});
    bench.frame({{another, 30}});
    REQUIRE(bench.pictures->waiting() == 1);
    bench.pictures.reset();
    CHECK(bench.known_to_renderer() == 0);
    CHECK_FALSE(ImGui::GetPlatformIO().Textures.empty());  // The letters' own.
    bench.work_all();
    bench.store.deliver();
    bench.pictures = std::make_unique<LivePictures>(bench.store, bench.work);
    CHECK(bench.settled({{photo, 40}}) != nullptr);
}

}  // namespace
}  // namespace earshot::app
