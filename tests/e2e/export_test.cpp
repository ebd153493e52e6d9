// The shared store and the command line write the same export.
#include <catch2/catch_test_macros.hpp>

#include "platform/host/host_files.hpp"
#include "tests/e2e/company.hpp"
#include "tests/support/postgres.hpp"
#include "tests/support/tcp.hpp"

namespace earshot::test {
namespace {

std::string body_of(const std::string& answer) {
    return answer.substr(answer.find("\r\n\r\n") + 4);
}

std::string token_of_program(Server& server) {
    const std::string body = R"({"code":")" + server.new_code("leader", "leeds") +
                             R"(","device":"0198f0a1-b2c3-7d4e-8f00-0123456789ab","name":"Reports"})";
    TcpClient client(server.port());
    client.send("POST /v1/enrol HTTP/1.1\r\nHost: store\r\nContent-Type: application/json\r\nContent-Length: " +
                std::to_string(body.size()) + "\r\n\r\n" + body);
    return text_in(body_of(client.read_answer()), "token");
}

// Page by page.
std::string exported_over_http(Server& server, const std::string& token, const std::string& query) {
    std::string all, target = "/v1/export?" + query;
    while (!target.empty()) {
        TcpClient client(server.port());
        client.send("GET " + target + " HTTP/1.1\r\nHost: store\r\nAuthorization: Bearer " + token + "\r\n\r\n");
        const std::string answer = client.read_answer();
        all += body_of(answer);
        const std::size_t link = answer.find("Link: <");
        target = link == std::string::npos ? "" : answer.substr(link + 7, answer.find('>', link) - link - 7);
    }
    return all;
}

void check_same_export(Server& server, const std::string& device, const std::string& folder) {
    REQUIRE(platform::HostFiles().write_atomic(folder + "/table.csv", table_of("Story", 0, 60)));
    output_of(device, {"import", folder + "/table.csv", "--map", "words=words,mood=mood,echoes=others"});
    output_of(device, {"log", "--kind", "pain", "--stage", "need-help", "--words", "The \"lamp\", again;\nand again."});
    CHECK(synced(device).waiting == 0);
    const std::string token = token_of_program(server);
    for (const std::string format : {"csv", "jsonl"}) {
        const std::string told = exported(device, format);
        CHECK(told.size() > 5'000);
        CHECK(exported_over_http(server, token, "limit=25&format=" + format) == told);
    }
    CHECK(exported_over_http(server, token, "stage=need-help") ==
          output_of(device, {"export", "--format", "jsonl", "--stage", "need-help"}));
}

}  // namespace

TEST_CASE("an export over HTTP is that of the command line, byte by byte") {
    Company company;
    check_same_export(company.server, company.enrol("A", "leader"), company.folder());
}

TEST_CASE("an export over HTTP from PostgreSQL is that of the command line") {
    const TemporaryFolder folder;
    Server server(folder.file("server"), fresh_database(), folder.file("media"));
    server.start();
    check_same_export(server, enrol_with(server, folder.file("A"), "leader"), folder.path());
}

}  // namespace earshot::test
