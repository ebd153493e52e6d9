#include "app/presenters/device_words.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/english.hpp"

namespace earshot::app {
namespace {

TEST_CASE("a device says what it is called and what it does") {
    const Strings tr = test::english();
    Vocabulary names;
    names.sites.push_back({"leeds", "Leeds"});
    sync::Snapshot snapshot;
    CHECK(present_device(snapshot, names, tr).name == "This tablet");
    CHECK(present_device(snapshot, names, tr).duty == "Has not joined a company yet");

    snapshot.settings = {{"site", "leeds"}, {"company", "Northway Home"}};
    snapshot.status = {.stories = 1, .bytes = 1'500'000};
    const DeviceWords words = present_device(snapshot, names, tr);
    CHECK(words.name == "Leeds");
    CHECK(words.duty == "Logs stories for Northway Home");
    CHECK(words.used == "1.5 MB used");
    CHECK(words.stories == "1 story kept here");

    snapshot.settings["device_name"] = "Leeds, Counter 2";
    snapshot.settings["role"] = "leader";
    CHECK(present_device(snapshot, names, tr).name == "Leeds, Counter 2");
    CHECK(present_device(snapshot, names, tr).duty == "Shows stories to the leaders of Northway Home");
}

TEST_CASE("a waiting story says what it is made of, a refused one why") {
    const Strings tr = test::english();
    sync::StoryRow row;
    row.words = "He waited\nuntil it ran.";
    row.language = "de";
    row.delivery = sync::Delivery::waiting;
    WaitingWords words = present_waiting(row, tr);
    CHECK(words.words == "„He waited…“");
    CHECK(words.what == "Words only");
    CHECK(words.size == "1 kB");
    CHECK_FALSE(words.refused);

    row.words = std::string(2000, 'a');
    row.delivery = sync::Delivery::refused;
    row.refusal = "The words are too long.";
    words = present_waiting(row, tr);
    CHECK(words.words.size() == 60 + 3 * 3);
    CHECK(words.what == "The words are too long.");
    CHECK(words.size == "3 kB");
    CHECK(words.refused);
}

}  // namespace
}  // namespace earshot::app
