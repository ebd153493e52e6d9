#include "app/commands/forget_customer.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/model/check.hpp"
#include "sync/model/erasure.hpp"
#include "tests/unit/app/commands/memory_device.hpp"

namespace earshot::app {

TEST_CASE("who may forget a customer") {
    struct Row {
        const char *why, *role;
        bool may;
    };
    const auto row = GENERATE(values<Row>({
        {"a device of no company belongs to whoever holds it", "", true},
        {"the facilitator", "facilitator", true},
        {"the keeper", "keeper", true},
        {"it is for good, on every device: not from a counter", "teller", false},
        {"nor from the wall", "leader", false},
    }));
    INFO(row.why);
    MemoryDevice device;
    const auto edits =
        edits_of(ForgetCustomer{.stories = {}, .reference = "C-1", .role = row.role, .erasures = {}}, device.context());
    CHECK(edits.has_value() == row.may);
    if (!edits) CHECK(edits.error().code == Errc::denied);
}

TEST_CASE("erasures of one company share a salt, and the same customer is the same erasure") {
    MemoryDevice device;
    const ForgetCustomer intent{.stories = {}, .reference = "C-1017", .role = {}, .erasures = {}};
    const auto first = edits_of(intent, device.context()).value();
    REQUIRE(device.store().forget(first, false));
    const auto known = device.store().all(sync::Kind::erasure).value();
    REQUIRE(known.size() == 1);
    ForgetCustomer again = intent;
    again.erasures = known;
    again.reference = "c1017";
    again.words_too = true;
    const auto second = edits_of(again, device.context()).value();
    CHECK(second[0].id == first[0].id);
    for (const sync::Edit& edit : second)
        CHECK(sync::check_edit(edit));
}

TEST_CASE("somebody must be named") {
    MemoryDevice device;
    const auto nobody = edits_of(ForgetCustomer{}, device.context());
    CHECK(nobody.error().code == Errc::invalid);
    const auto dots =
        edits_of(ForgetCustomer{.stories = {}, .reference = "...", .role = {}, .erasures = {}}, device.context());
    CHECK(dots.error().message.find("names no customer") != std::string::npos);
}

}  // namespace earshot::app
