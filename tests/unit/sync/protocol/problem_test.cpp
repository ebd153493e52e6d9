#include "sync/protocol/problem.hpp"

#include <catch2/catch_test_macros.hpp>

using namespace earshot::sync;

TEST_CASE("a problem reads as it was written") {
    const Problem problem{
        426, "version", "The versions do not fit", "Update this device. Its stories are safe.", {1, 2}};
    const std::string json = encode_problem(problem);
    CHECK(json == R"({"type":"urn:earshot:problem:version","title":"The versions do not fit","status":426,)"
                  R"("detail":"Update this device. Its stories are safe.","protocols_supported":[1,2]})");
    const Problem back = decode_problem(426, json);
    CHECK(back.kind == "version");
    CHECK(back.title == problem.title);
    CHECK(back.detail == problem.detail);
    CHECK(back.protocols_supported == problem.protocols_supported);
}

TEST_CASE("whatever a stranger answers, there is a problem to show") {
    for (const char* body : {"", "<html>Bad gateway</html>", "[]", "7", R"({"title":7,"protocols_supported":"all"})"}) {
        INFO(body);
        const Problem problem = decode_problem(502, body);
        CHECK(problem.status == 502);
        CHECK(problem.title.empty());
        CHECK(problem.protocols_supported.empty());
    }
    CHECK(decode_problem(500, R"({"type":"https://elsewhere.example/x","title":"Down"})").kind.empty());
    CHECK(decode_problem(500, "{\"title\":\"" + std::string(5'000, 'x') + "\"}").title.size() == 500);
}
