// The whole front with nothing replaced but time, the window and the worker's thread: keys in, a database out.
#include "app/frame/app.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/model/tables.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/ui/app_harness.hpp"

namespace earshot::app {
namespace {

using test::Device;

TEST_CASE("what was typed a second ago is there after the power went", "[app]") {
    const test::TemporaryFolder folder;
    {
        Device tablet(folder.file("data"));
        tablet.type("Four times I rang, ");
        tablet.wait(Duration{100});
        tablet.type("four times I started again. 電話");
        tablet.wait(Duration{1'000});
        CHECK(tablet.app->state().log.draft == DraftState::saved);
    }  // No goodbye: nothing is handed over at the end.
    Device again(folder.file("data"));
    CHECK(again.app->state().log.form.words == "Four times I rang, four times I started again. 電話");
    CHECK(again.app->state().log.recovered_from.has_value());
}

TEST_CASE("a key press is in the very next frame", "[app]") {
    const test::TemporaryFolder folder;
    Device tablet(folder.file("data"));
    tablet.type("Q");
    CHECK(tablet.app->state().log.form.words == "Q");
}

TEST_CASE("saving commits the story, drops the draft and makes room for the next", "[app]") {
    const test::TemporaryFolder folder;
    {
        Device tablet(folder.file("data"));
        tablet.type("The van never came.");
        tablet.app->state().log.form.kind = "pain";
        tablet.frame();
        tablet.press(ImGuiKey_Enter, ImGuiMod_Ctrl);
        tablet.settle();
        CHECK(tablet.app->state().log.form.is_empty());
    }
    Device again(folder.file("data"));
    CHECK(again.app->state().log.form.is_empty());
    sync::DeviceStore& store = again.store->store();
    const auto page = store.list({});
    REQUIRE(page);
    REQUIRE(page->rows.size() == 1);
    CHECK(page->rows[0].words == "The van never came.");
    CHECK(page->rows[0].delivery == sync::Delivery::waiting);
    CHECK_FALSE(store.draft().value().has_value());
}

TEST_CASE("a story without a kind is not saved and nothing of it is lost", "[app]") {
    const test::TemporaryFolder folder;
    Device tablet(folder.file("data"));
    tablet.type("The van never came.");
    tablet.press(ImGuiKey_Enter, ImGuiMod_Ctrl);
    tablet.settle();
    CHECK(tablet.app->state().log.form.words == "The van never came.");
    CHECK(tablet.store->store().status().value().stories == 0);
}

TEST_CASE("a large photo that is not here is fetched once somebody opens its story", "[app]") {
    const test::TemporaryFolder folder;
    Device wall(folder.file("data"), {.first = Screen::wall, .form = Form::wall, .width = 960, .height = 540});
    sync::DeviceStore& store = wall.store->store();
    sync::Edit story{sync::Kind::story, wall.random.uuid7(wall.clock.wall()), {}};
    story.writes = {{sync::story::kind, std::string("pain")}, {sync::story::words, std::string("The lamp is out")}};
    sync::Edit photo{sync::Kind::attachment, wall.random.uuid7(wall.clock.wall()), {}};
    const std::string sha256(64, 'a');
    photo.writes = {{sync::attachment::story, to_text(story.id)},
                    {sync::attachment::media_type, std::string("image/jpeg")},
                    {sync::attachment::sha256, sha256},
                    {sync::attachment::bytes, std::int64_t{5'000'000}}};
    for (const sync::Edit& edit : {story, photo})
        REQUIRE(store.write({&edit, 1}));
    wall.store->publish();
    wall.settle();
    CHECK(store.media().find(sha256).value().wanted == sync::Want::not_now);
    wall.app->state().reader.story = story.id;
    wall.app->state().screen = Screen::reader;
    wall.settle();
    CHECK(store.media().find(sha256).value().wanted == sync::Want::asked_for);
    CHECK(wall.app->is_settled());
}

TEST_CASE("an idle screen draws nothing for as long as nobody comes", "[app]") {
    const test::TemporaryFolder folder;
    struct Row {
        const char* why;
        Screen screen;
        Form form;
        int width, height;
    };
    const auto row = GENERATE(values<Row>({
        {"the capture screen, ready to type", Screen::log, Form::tablet, 1280, 800},
        {"a list", Screen::stories, Form::tablet, 1280, 800},
        {"the wall", Screen::wall, Form::wall, 1920, 1080},
    }));
    INFO(row.why);
    Device device(folder.file("data"),
                  {.first = row.screen, .form = row.form, .width = row.width, .height = row.height, .demo = true});
    device.wait(Duration{15'000});  // the caret has come to rest
    const int before = device.frames;
    device.wait(Duration{10'000});
    CHECK(device.frames - before <= 1);  // the one that asks
}

TEST_CASE("no text is cut off or lies on other text", "[app]") {
    const test::TemporaryFolder folder;
    struct Row {
        Screen screen;
        Form form;
        int width, height;
        float text_scale;
        std::string language;
        ThemeName theme;
    };
    std::vector<Row> rows;
    for (const auto& [screen, form, width, height] :
         std::vector<std::tuple<Screen, Form, int, int>>{{Screen::log, Form::tablet, 1280, 800},
                                                         {Screen::log, Form::tablet, 800, 1280},
                                                         {Screen::stories, Form::tablet, 1280, 800},
                                                         {Screen::stories, Form::tablet, 800, 1280},
                                                         {Screen::wall, Form::wall, 1920, 1080}}) {
        for (const float scale : {1.0F, 2.0F}) {
            rows.push_back({screen, form, width, height, scale, "en", ThemeName::light});
            rows.push_back({screen, form, width, height, scale, "de", ThemeName::contrast});
        }
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        INFO("screen " << static_cast<int>(row.screen) << ", " << row.width << "x" << row.height << ", text "
                       << row.text_scale << ", " << row.language);
        Device device(folder.file("data" + std::to_string(i)), {.first = row.screen,
                                                                .form = row.form,
                                                                .width = row.width,
                                                                .height = row.height,
                                                                .theme = row.theme,
                                                                .text_scale = row.text_scale,
                                                                .language = row.language,
                                                                .demo = true});
        CHECK(device.app->ui().problems.found() == std::vector<std::string>{});
    }
}

}  // namespace
}  // namespace earshot::app
