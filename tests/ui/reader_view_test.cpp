#include "app/views/reader_view.hpp"

#include <cstdlib>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <fmt/format.h>

#include "tests/ui/company_fixture.hpp"

namespace earshot::app {
namespace {

using test::CompanyScreen;
using test::HarnessOptions;

HarnessOptions wall_of(int width, int height, ThemeName name = ThemeName::light, float text_scale = 1) {
    return {.width = width,
            .height = height,
            .theme = {.name = name, .form = Form::wall, .text_scale = text_scale, .less_movement = true}};
}

void open_story(CompanyScreen& screen, std::string_view words, const sync::StoryQuery& within) {
    const auto page = screen.raw().list(within);
    REQUIRE(page);
    for (const sync::StoryRow& row : page->rows) {
        if (row.words.starts_with(words)) screen.state.reader.story = row.id;
    }
    REQUIRE(screen.state.reader.story);
    screen.state.reader.within = within;
    screen.state.screen = Screen::reader;
}

TEST_CASE("pictures of the reader", "[.pictures]") {
    const char* folder = std::getenv("EARSHOT_PICTURES");
    REQUIRE(folder != nullptr);
    struct Row {
        const char* name;
        HarnessOptions options;
        const char* language;
    };
    const auto row = GENERATE(values<Row>({
        {"light", wall_of(1920, 1080), "en"},
        {"dark", wall_of(1920, 1080, ThemeName::dark), "en"},
        {"contrast", wall_of(1920, 1080, ThemeName::contrast), "en"},
        {"text150", wall_of(1920, 1080, ThemeName::light, 1.5F), "en"},
        {"text200", wall_of(1920, 1080, ThemeName::light, 2), "en"},
        {"german", wall_of(1920, 1080), "de"},
        {"german150", wall_of(1920, 1080, ThemeName::light, 1.5F), "de"},
        {"german200", wall_of(1920, 1080, ThemeName::light, 2), "de"},
        {"720", wall_of(1280, 720), "en"},
        {"2160", wall_of(3840, 2160), "en"},
    }));
    CompanyScreen screen(row.options, row.language);
    screen.add_demo();
    open_story(screen, "Every call I tell", {.stage = "need-help", .month = Month{2026, 11}});
    screen.show<ReaderView>();
    screen.harness.write(fmt::format("{}/reader-{}.png", folder, row.name));
    for (const std::string& problem : screen.harness.layout_problems())
        UNSCOPED_INFO(problem);
    CHECK(screen.harness.layout_problems().empty());
    screen.state.reader.replying = true;
    screen.state.reader.reply = "Thank you for writing this down. We start with one note for every call, in January.";
    screen.settle();
    screen.harness.write(fmt::format("{}/reply-{}.png", folder, row.name));
    for (const std::string& problem : screen.harness.layout_problems())
        UNSCOPED_INFO(problem);
    CHECK(screen.harness.layout_problems().empty());
}

}  // namespace
}  // namespace earshot::app
