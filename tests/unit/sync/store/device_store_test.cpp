#include "sync/store/device_store.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync {

using Catch::Matchers::ContainsSubstring;
using test_store::Device;

TEST_CASE("a fresh device knows the stages, and nothing waits") {
    Device device;
    const auto stages = device.store->all(Kind::stage).value();
    std::string keys;
    for (const Record& stage : stages)
        keys += std::string(stage.text(number_of_field(stage_fields, "key"))) + ' ';
    CHECK(keys == "look-around choose get-started use need-help stay-or-go ");
    CHECK_FALSE(device.store->device().is_nil());
    CHECK(device.store->status()->waiting == 0);
    CHECK(device.store->status()->stories == 0);
    CHECK(device.store->examine().value().empty());
}

TEST_CASE("what is written is there after reopening, and waits to be sent") {
    Device device;
    const Id own = device.store->device();
    const Id id = device.log("The lamp went out again.", {{"mood", std::int64_t{2}}, {"tags", make_set({"lamp"})}});
    device.open();
    CHECK(device.store->device() == own);
    const Record story = device.store->find(Kind::story, id).value();
    CHECK(story.text(story::words) == "The lamp went out again.");
    CHECK(story.number(story::mood) == 2);
    CHECK(set_of(story.value(story::tags))->present() == std::vector<std::string>{"lamp"});
    const auto status = device.store->status().value();
    CHECK(status.stories == 1);
    CHECK(status.waiting == 1);
    CHECK(status.waiting_stories == 1);
    const auto outgoing = device.store->outgoing(10, 1'000'000).value();
    REQUIRE(outgoing.size() == 1);
    CHECK(outgoing[0].record == story);
    CHECK(device.store->examine().value().empty());
}

TEST_CASE("words are found whole, by their beginning, and without their accents") {
    Device device;
    device.log("We met in the café");
    device.log("The cafe was closed");
    device.log("電池がすぐになくなる");
    CHECK(device.search("café") == "The cafe was closed | We met in the café");
    CHECK(device.search("CAF") == "The cafe was closed | We met in the café");
    CHECK(device.search("ca") == "The cafe was closed | We met in the café");
    CHECK(device.search("c") == "The cafe was closed | We met in the café");
    CHECK(device.search("close") == "The cafe was closed");
    CHECK(device.search("電池") == "電池がすぐになくなる");
    CHECK(device.search("池電").empty());
    CHECK(device.search("cafe nowhere").empty());
}

}  // namespace earshot::sync
