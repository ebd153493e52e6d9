#include "app/presenters/wall_page.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/support/english.hpp"

namespace earshot::app {
namespace {

using test::english;

const CivilTime now = parse_civil("2026-11-22T14:05").value();
const Vocabulary names{{{"choose", "I choose"}, {"use", "I use it"}, {"need-help", "I need help"}}, {}, {}};

// Rows as the store gives them: the newest has the largest order.
std::vector<sync::StoryRow> rows_heard(const std::vector<int>& echoes) {
    std::vector<sync::StoryRow> rows;
    for (const int heard : echoes) {
        sync::StoryRow row;
        row.order = 1000 - static_cast<std::int64_t>(rows.size()) * 10;
        row.words = std::to_string(rows.size());
        row.echoes = heard;
        rows.push_back(row);
    }
    return rows;
}

std::vector<WallStage> stages_with(std::int64_t choose, std::int64_t use, std::int64_t help) {
    return {{"choose", "I choose", choose}, {"use", "I use it", use}, {"need-help", "I need help", help}};
}

TEST_CASE("the ribbon shows every stage in order, and no story goes missing") {
    const Strings tr = english();
    const std::vector<sync::StageCount> counts{{"need-help", 5}, {"choose", 2}, {"-", 3}, {"from-afar", 1}, {"old", 0}};
    const auto stages = present_wall_stages(counts, names, tr);
    const std::vector<WallStage> expected{{"choose", "I choose", 2},
                                          {"use", "I use it", 0},
                                          {"need-help", "I need help", 5},
                                          {"from-afar", "from-afar", 1},
                                          {"-", "Stage not said", 3}};
    CHECK(stages == expected);
    CHECK(stories_in(stages) == 11);
}

TEST_CASE("the wall begins at the stage with most stories") {
    struct Row {
        const char* why;
        std::vector<WallStage> stages;
        std::string expected;
    };
    const auto row = GENERATE(values<Row>({
        {"the most", stages_with(1, 9, 3), "use"},
        {"the earlier of equals", stages_with(4, 9, 9), "use"},
        {"nothing anywhere", stages_with(0, 0, 0), "none"},
        {"no stages at all", {}, "none"},
    }));
    INFO(row.why);
    const WallStage* stage = busiest_stage(row.stages);
    CHECK((stage == nullptr ? "none" : stage->key) == row.expected);
}

TEST_CASE("the story most colleagues heard is the hero, the others stay newest first") {
    const Strings tr = english();
    struct Row {
        const char* why;
        std::vector<int> echoes;
        std::size_t first;
        std::vector<std::string> expected;
    };
    const auto row = GENERATE(values<Row>({
        {"already first", {14, 5, 3}, 0, {"0", "1", "2"}},
        {"from the end of the page", {1, 0, 7}, 0, {"2", "0", "1"}},
        {"the newest of equals", {2, 5, 5}, 0, {"1", "0", "2"}},
        {"nobody heard any", {0, 0, 0}, 0, {"0", "1", "2"}},
        {"only of this page, not of the stage", {99, 0, 0, 1, 8, 2}, 3, {"4", "3", "5"}},
        {"a page need not be full", {0, 0, 0, 1, 2}, 3, {"4", "3"}},
        {"one story", {0}, 0, {"0"}},
        {"nothing there", {}, 0, {}},
        {"past the end", {1, 2}, 6, {}},
    }));
    INFO(row.why);
    const auto page = present_wall_page(rows_heard(row.echoes), row.first, wall_cards_max, stages_with(0, 0, 0), "use",
                                        names, now, tr);
    std::vector<std::string> words;
    for (const StoryCard& card : page.cards)
        words.push_back(card.words.substr(3, 1));  // inside the quotation marks
    CHECK(words == row.expected);
    CHECK(page.too.size() == page.cards.size());
}

TEST_CASE("a number is said beside a card only when somebody else heard it") {
    const Strings tr = english();
    const auto page =
        present_wall_page(rows_heard({3, 0}), 0, wall_cards_max, stages_with(0, 2, 0), "use", names, now, tr);
    CHECK(page.too == std::vector<std::string>{"heard it too", ""});
}

TEST_CASE("the arrows lead through the pages of a stage, then to the next stage that has stories") {
    const Strings tr = english();
    struct Row {
        const char* why;
        std::size_t rows, first;
        std::vector<WallStage> stages;
        std::string stage, back, on;
    };
    const auto row = GENERATE(values<Row>({
        {"first page of many", 30, 0, stages_with(26, 44, 58), "need-help", "44 I use it", "55 more here"},
        {"in the middle", 30, 3, stages_with(26, 44, 58), "need-help", "3 newer here", "52 more here"},
        {"last page of the last stage", 5, 3, stages_with(26, 44, 5), "need-help", "3 newer here", "-"},
        {"a stage without stories is passed over", 3, 0, stages_with(26, 0, 3), "need-help", "26 I choose", "-"},
        {"the first stage has nothing before it", 2, 0, stages_with(2, 0, 9), "choose", "-", "9 I need help"},
        {"an empty stage still leads on", 0, 0, stages_with(2, 0, 9), "use", "2 I choose", "9 I need help"},
        {"the count is one answer behind the rows", 7, 0, stages_with(0, 5, 0), "use", "-", "4 more here"},
        {"a stage that is gone leads nowhere", 0, 0, stages_with(2, 1, 9), "gone", "9 I need help", "-"},
    }));
    INFO(row.why);
    const auto page = present_wall_page(rows_heard(std::vector<int>(row.rows)), row.first, wall_cards_max, row.stages,
                                        row.stage, names, now, tr);
    const auto said = [](const WallSide& side) {
        return side.to == WallSide::To::nowhere ? "-" : std::to_string(side.stories) + " " + side.words;
    };
    CHECK(said(page.back) == row.back);
    CHECK(said(page.on) == row.on);
}

TEST_CASE("a page is found again by its first story") {
    const auto rows = rows_heard({0, 0, 0, 0, 0});  // orders 1000, 990, 980, 970, 960
    struct Row {
        const char* why;
        std::optional<std::int64_t> order;
        std::size_t expected;
    };
    const auto row = GENERATE(values<Row>({
        {"the beginning", std::nullopt, 0},
        {"where it was", 970, 3},
        {"its story is gone: the next older one", 985, 2},
        {"everything older is gone", 900, 5},
    }));
    INFO(row.why);
    CHECK(first_of_page(rows, row.order) == row.expected);
}

}  // namespace
}  // namespace earshot::app
