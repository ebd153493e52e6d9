#include "app/presenters/saved_mark.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/support/english.hpp"

namespace earshot::app {
namespace {

TEST_CASE("the mark says what is true of the disk and of the link") {
    const Strings tr = test::english();
    struct Row {
        const char* why;
        DraftState draft;
        sync::Link link;
        std::string trouble, title, sentence;
    };
    const auto row = GENERATE(values<Row>({
        {"on disk, no network", DraftState::saved, sync::Link::retrying, "", "Saved on this tablet",
         "No connection here. It will send by itself."},
        {"not yet on disk is not called saved", DraftState::writing, sync::Link::idle, "", "Writing it down",
         "It is sent once you save it."},
        {"before joining", DraftState::empty, sync::Link::not_enrolled, "", "Nothing written yet",
         "It stays here until this tablet joins a company."},
        {"a full disk says so itself", DraftState::failed, sync::Link::idle, "The disk is full. Free some room.",
         "Not saved yet", "The disk is full. Free some room."},
        {"trouble without a reason", DraftState::failed, sync::Link::retrying, "", "Not saved yet",
         "This tablet could not write it down. Your words are still on the screen."},
    }));
    INFO(row.why);
    const SavedMark mark = present_saved_mark(row.draft, row.trouble, {.link = row.link}, tr);
    CHECK(mark.title == row.title);
    CHECK(mark.sentence == row.sentence);
}

}  // namespace
}  // namespace earshot::app
