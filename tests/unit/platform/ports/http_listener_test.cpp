#include "platform/ports/http_listener.hpp"

#include <thread>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

using namespace earshot;
using namespace earshot::platform;

namespace {

const auto make_it = [] { return HttpResponse{200, {}, "made"}; };

}  // namespace

TEST_CASE("an answer is waited for and looked at the same way, whether it is here or comes later") {
    std::thread elsewhere;
    const int kind = GENERATE(0, 1, 2);
    HttpAnswer answer = make_it();
    if (kind == 1) answer = HttpAnswer::later([](const HttpAnswer::Give& give) { give(make_it); });
    if (kind == 2) {
        answer = HttpAnswer::later(
            [&](const HttpAnswer::Give& give) { elsewhere = std::thread([give] { give(make_it); }); });
    }
    CHECK(answer.is_here() == (kind == 0));
    const auto add = [](const char* what) { return [what](HttpResponse& response) { response.body += what; }; };
    const HttpResponse response = std::move(answer).seen_by(add(", seen")).seen_by(add(", seen again")).wait();
    CHECK(response.body == "made, seen, seen again");
    if (elsewhere.joinable()) elsewhere.join();
}
