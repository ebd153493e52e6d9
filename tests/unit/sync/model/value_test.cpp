#include "sync/model/value.hpp"

#include <catch2/catch_test_macros.hpp>

namespace earshot::sync {

TEST_CASE("a set written by a person is sorted and has each member once") {
    const Value value = make_set({"lamp", "damp", "lamp"});
    const SetValue* set = set_of(value);
    REQUIRE(set);
    CHECK(set->present() == std::vector<std::string>{"damp", "lamp"});
}

TEST_CASE("values of another type read as nothing") {
    CHECK(text_of(Value(std::int64_t{7})).empty());
    CHECK(number_of(Value("7")) == 0);
    CHECK(number_of(Value(), 5) == 5);
    CHECK(set_of(Value("x")) == nullptr);
    CHECK(is_empty(Value()));
    CHECK_FALSE(is_empty(Value(std::string())));
}

TEST_CASE("members that were taken out are not present") {
    CHECK(SetValue{{{"a", {}, false}, {"b", {}, true}}}.present() == std::vector<std::string>{"b"});
}

}  // namespace earshot::sync
