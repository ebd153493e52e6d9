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

}  // namespace earshot
