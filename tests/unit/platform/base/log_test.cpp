#include "platform/base/log.hpp"

#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

namespace earshot {

TEST_CASE("a line says when, how grave, what and with which details") {
    std::vector<std::string> lines;
    set_log_sink([&](LogLevel, std::string_view line) { lines.emplace_back(line); });
    set_log_level(LogLevel::info);
    log_info("exchange", "sent=12 received=3");
    log_error("disk");
    log_line(LogLevel::debug, "not wanted");
    set_log_sink({});
    set_log_level(LogLevel::warning);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].substr(24) == " info exchange sent=12 received=3");
    CHECK(lines[0][23] == 'Z');
    CHECK(lines[1].substr(24) == " error disk");
}

TEST_CASE("a line of JSON is one object, whatever its details hold") {
    std::vector<std::string> lines;
    set_log_sink([&](LogLevel, std::string_view line) { lines.emplace_back(line); });
    set_log_format(LogFormat::json);
    log_error("store_trouble", "a \"file\"\nand \\ more\x01");
    set_log_format(LogFormat::text);
    log_error("store_trouble", "two\nlines");
    set_log_sink({});
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].starts_with("{\"time\":\"2"));
    CHECK(lines[0].substr(lines[0].find("\"level\"")) ==
          "\"level\":\"error\",\"event\":\"store_trouble\","
          "\"details\":\"a \\\"file\\\"\\u000aand \\\\ more\\u0001\"}");
    CHECK(lines[1].ends_with(" error store_trouble two lines"));
}

}  // namespace earshot
