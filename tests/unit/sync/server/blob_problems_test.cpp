#include "sync/server/blob_problems.hpp"

#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>

namespace earshot::sync {
namespace {

std::vector<Problem> all_problems() {
    return {wrong_tus_version(), wrong_upload_header("x"), length_needed_now(), sha256_needed("x"),
            blob_too_large(),    chunk_too_long(),         chunk_type_needed(), wrong_offset(7),
            upload_in_use(),     unknown_checksum(),       checksum_mismatch(), wrong_hash(),
            no_such_upload(),    no_such_blob(),           range_outside(7)};
}

}  // namespace

TEST_CASE("PROTOCOL.md lists every problem of an upload or a blob, beside its status") {
    std::ifstream file("sync/protocol/PROTOCOL.md");
    REQUIRE(file.good());
    std::stringstream text;
    text << file.rdbuf();
    for (const Problem& problem : all_problems()) {
        INFO(problem.status << " " << problem.kind);
        CHECK(text.str().find("| " + std::to_string(problem.status) + " | `" + problem.kind + "`") !=
              std::string::npos);
        CHECK(problem.title.size() > 10);
        CHECK(problem.detail.ends_with('.'));
    }
}

}  // namespace earshot::sync
