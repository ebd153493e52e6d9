#include "app/views/log_layout.hpp"

#include <array>
#include <cmath>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/base/prng.hpp"
#include "tests/support/seed.hpp"

namespace earshot::app {
namespace {

// Choices that need that width for one row, and take as many rows as they must.
std::function<float(float)> rows_of(float width_of_all, float row) {
    return [=](float width) { return std::ceil(width_of_all / width) * row; };
}

// English on a tablet of 1280 units, as the mockup has it.
LogMeasures english() {
    LogMeasures m;
    m.margin = 28;
    m.edge = 16;
    m.section = 18;
    m.gap = 16;
    m.column_gap = 24;
    m.label = 30;
    m.kinds_row = m.moods_row = 68;
    m.kinds_least = 410;
    m.moods_least = 370;
    m.kinds = rows_of(410, 68);
    m.moods = rows_of(370, 68);
    m.stages = rows_of(800, 68);
    m.kind_list = 200;
    m.mood_list = 220;
    m.stage_list = 220;
    m.list_height = 68;
    m.words_around = 130;
    m.words_line = 41;
    m.main_least = 560;
    m.side = 388;
    m.similar_one = 132;
    m.similar_two = 240;
    m.mark = 320;
    m.risk = 350;
    m.save = 220;
    m.mark_height = 64;
    m.foot = 96;
    m.foot_gap = 42;
    m.risk_height = 64;
    m.save_height = 72;
    m.foot_edge = 24;
    return m;
}

Rect below_the_bar(float width, float height, float keyboard = 0) {
    return {0, 76, width, height - 76 - keyboard};
}

TEST_CASE("a tablet on its side shows everything at once, similar stories beside") {
    const LogLayout layout = lay_out_log(below_the_bar(1280, 800), english());
    CHECK(layout.similar_beside);
    CHECK(layout.mark_in_foot);
    CHECK(layout.risk_in_foot);
    CHECK_FALSE(layout.scrolls());
    CHECK_FALSE(layout.lists);
    CHECK(layout.kinds.y == layout.moods.y);
    CHECK(layout.stages.height == 68.0F);
    CHECK(layout.words.width == 812.0F);
    CHECK(layout.similar.width == 388.0F);
    CHECK(layout.foot == Rect{0, 704, 1280, 96});
    CHECK(layout.save == Rect{1032, 704, 220, 96});
}

TEST_CASE("a tablet upright puts one below the other") {
    const LogLayout layout = lay_out_log(below_the_bar(800, 1280), english());
    CHECK_FALSE(layout.similar_beside);
    CHECK_FALSE(layout.mark_in_foot);
    CHECK(layout.risk_in_foot);
    CHECK_FALSE(layout.scrolls());
    CHECK_FALSE(layout.lists);
    CHECK(layout.moods.y > layout.kinds.y);
    CHECK(layout.stages.height == 136.0F);
    CHECK(layout.similar.y > layout.stages.y);
}

TEST_CASE("above a keyboard the choices become lists to open") {
    const LogLayout layout = lay_out_log(below_the_bar(800, 1280, 430), english());
    CHECK_FALSE(layout.scrolls());
    CHECK(layout.lists);
    CHECK(layout.kinds.y == layout.stages.y);
    CHECK(layout.words.height > 130.0F + 3 * 41);
}

TEST_CASE("long words of a language cost rows, never the side by side of the page") {
    LogMeasures german = english();
    german.stages = rows_of(1150, 68);
    german.moods = rows_of(430, 68);
    german.moods_least = 430;
    const LogLayout layout = lay_out_log(below_the_bar(1280, 800), german);
    CHECK(layout.similar_beside);
    CHECK_FALSE(layout.scrolls());
    CHECK(layout.words.height >= 130.0F + 3 * 41);
}

// Law: whatever the sizes, things stay on the page's width, none overlap, and Save is on the screen.
TEST_CASE("nothing ever overlaps or leaves the screen") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    for (int round = 0; round < 2'000; ++round) {
        LogMeasures m = english();
        const float text = 1.0F + 2 * static_cast<float>(chance.unit());
        const auto stretch = [&](float& size) { size *= text * (0.7F + static_cast<float>(chance.unit())); };
        float stages = 800;
        for (float* size : {&m.label, &m.kinds_least, &m.moods_least, &stages, &m.kind_list, &m.mood_list,
                            &m.stage_list, &m.list_height, &m.words_around, &m.words_line, &m.mark, &m.risk,
                            &m.similar_one, &m.mark_height, &m.save_height, &m.risk_height, &m.side, &m.main_least})
            stretch(*size);
        m.kinds = rows_of(m.kinds_least, 68);
        m.moods = rows_of(m.moods_least, 68);
        m.stages = rows_of(stages, 68);
        m.similar_two = 2 * m.similar_one;
        const float width = 700 + 2'000 * static_cast<float>(chance.unit());
        const Rect area = below_the_bar(width, 500 + 1'500 * static_cast<float>(chance.unit()));
        const LogLayout layout = lay_out_log(area, m);

        std::array parts{layout.words,       layout.kinds_label, layout.kinds,
                         layout.moods_label, layout.moods,       layout.stages_label,
                         layout.stages,      layout.similar,     layout.risk_in_foot ? Rect{} : layout.risk};
        for (std::size_t i = 0; i < parts.size(); ++i) {
            INFO("part " << i << " of round " << round);
            if (parts[i].empty()) continue;
            CHECK(parts[i].x >= area.x + m.margin - 0.5F);
            CHECK(parts[i].right() <= area.right() - m.margin + 0.5F);
            for (std::size_t j = i + 1; j < parts.size(); ++j)
                CHECK_FALSE(parts[i].inset(0.01F).overlaps(parts[j].inset(0.01F)));
            if (!layout.scrolls()) CHECK(parts[i].bottom() <= layout.foot.y + 0.5F);
        }
        CHECK(layout.foot.bottom() <= area.bottom() + 0.5F);
        CHECK(layout.save.x >= area.x);
        CHECK(layout.save.right() <= area.right());
        CHECK(layout.words.height >= m.words_around + 2 * m.words_line - 0.5F);
    }
}

}  // namespace
}  // namespace earshot::app
