#include "app/presenters/story_filters.hpp"

#include <catch2/catch_test_macros.hpp>

#include "sync/model/defaults.hpp"
#include "tests/support/english.hpp"

namespace earshot::app {
namespace {

constexpr Month january{2027, 1};

TEST_CASE("the last twelve months are offered, those of another year with their year") {
    const Strings tr = test::english();
    const Vocabulary names = make_vocabulary(sync::default_stages(), {}, {}, tr);
    const StoryFilters filters = present_filters({}, names, january, tr);
    REQUIRE(filters.months.size() == 13);
    CHECK(filters.months[0] == "Any month");
    CHECK(filters.months[1] == "January");
    CHECK(filters.months[2] == "December 2026");
    CHECK(filters.months[12] == "February 2026");
    CHECK(filters.stages.size() == 7);
    CHECK(filters.states == std::vector<std::string>{"Any state", "On this tablet", "Not accepted", "Delivered"});
}

TEST_CASE("an older month that is chosen can be seen to be chosen") {
    const Strings tr = test::english();
    const sync::StoryQuery query{.month = Month{2025, 11}};
    const StoryFilters filters = present_filters(query, {}, january, tr);
    CHECK(filters.months.at(static_cast<std::size_t>(month_choice(query, january))) == "November 2025");
}

TEST_CASE("what is chosen is what is read back") {
    const Strings tr = test::english();
    const Vocabulary names = make_vocabulary(sync::default_stages(), {}, {}, tr);
    sync::StoryQuery query;
    for (int choice = 0; choice <= 12; ++choice) {
        choose_month(query, choice, january);
        CHECK(month_choice(query, january) == choice);
    }
    for (int choice = 0; choice <= 6; ++choice) {
        choose_stage(query, choice, names);
        CHECK(stage_choice(query, names) == choice);
    }
    for (int choice = 0; choice <= 3; ++choice) {
        choose_state(query, choice);
        CHECK(state_choice(query) == choice);
    }
    CHECK(is_filtered(query));
    clear_filters(query);
    CHECK_FALSE(is_filtered(query));
    CHECK(query == sync::StoryQuery{});
}

TEST_CASE("a stage that is gone is no choice") {
    CHECK(stage_choice({.stage = "gone"}, {}) == 0);
}

}  // namespace
}  // namespace earshot::app
