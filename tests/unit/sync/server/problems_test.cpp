#include "sync/server/problems.hpp"

#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

using namespace earshot;
using namespace earshot::sync;

namespace {

std::vector<Problem> all_problems() {
    std::vector<Problem> problems{
        bad_message("x"),          wrong_version("x"), no_token(),     unknown_token(), revoked_token(),
        token_of_another_device(), wrong_code(),       nothing_here(), wrong_method(),  too_large(),
        unknown_coding(),          unknown_type(),     bad_query("x"), no_such_story(), too_many_rows()};
    for (const Errc code : {Errc::full, Errc::busy, Errc::corrupt})
        problems.push_back(store_trouble({code, "x"}));
    for (const int status : {400, 408, 413, 431, 500, 503})
        problems.push_back(unheard(status));
    return problems;
}

}  // namespace

TEST_CASE("PROTOCOL.md lists every problem a device can be told of, beside its status") {
    std::ifstream file("sync/protocol/PROTOCOL.md");
    REQUIRE(file.good());
    std::vector<std::string> lines;
    for (std::string line; std::getline(file, line);)
        lines.push_back(line);
    for (const Problem& problem : all_problems()) {
        INFO(problem.status << " " << problem.kind);
        bool listed = false;
        for (const std::string& line : lines) {
            listed |= line.starts_with("| ") && line.find(std::to_string(problem.status)) < 12 &&
                      line.find('`' + problem.kind + '`') != std::string::npos;
        }
        CHECK(listed);
    }
}

TEST_CASE("a problem says in words what happened and what to do, and never the keeper's details") {
    for (const Problem& problem : all_problems()) {
        INFO(problem.kind);
        CHECK(problem.title.size() > 10);
        CHECK(problem.detail.ends_with('.'));
    }
    const Error secret{Errc::corrupt, "the table of Ms Smith's words is damaged"};
    CHECK(response_of(store_trouble(secret)).body.find("Smith") == std::string::npos);
}
