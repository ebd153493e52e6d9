#include "platform/base/result.hpp"

#include <memory>

#include <catch2/catch_test_macros.hpp>

namespace earshot {
namespace {

Result<int> half(int number) {
    if (number % 2 != 0) return Error{Errc::invalid, "odd"};
    return number / 2;
}

Result<int> quarter(int number) {
    EARSHOT_TRY(const int once, half(number));
    EARSHOT_TRY(const int twice, half(once));
    return twice;
}

Result<void> check_quarter(int number) {
    EARSHOT_CHECK(quarter(number));
    return {};
}

}  // namespace

TEST_CASE("a result is a value or an error, and the error climbs") {
    CHECK(quarter(12).value() == 3);
    CHECK(quarter(6).error() == Error{Errc::invalid, "odd"});
    CHECK(check_quarter(12).has_value());
    CHECK(check_quarter(7).error().message == "odd");
}

TEST_CASE("a result can hold what cannot be copied") {
    Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
    const std::unique_ptr<int> taken = std::move(*result);
    CHECK(*taken == 7);
}

TEST_CASE("the names of error codes are stable") {
    CHECK(std::string(name_of(Errc::not_found)) == "not_found");
    CHECK(std::string(name_of(Errc::too_new)) == "too_new");
    CHECK(std::string(name_of(Errc::full)) == "full");
}

}  // namespace earshot
