#include "app/cli/progress_line.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot::app {
namespace {

constexpr Instant now{1'000'000};

TEST_CASE("one line says how far a sync has come") {
    struct Row {
        const char* why;
        sync::Progress sending, fetching;
        std::string expected;
    };
    const auto row = GENERATE(values<Row>({
        {"before the first answer", {}, {}, "asking the shared store"},
        {"sending, not measured yet", {.done = 0, .total = 400}, {}, "sending 0 of 400"},
        {"both ways: over when the longer is over",
         {.done = 120, .total = 400, .ends = now + Duration{20'000}},
         {.done = 1'240, .total = 4'100, .ends = now + Duration{170'000}},
         "sending 120 of 400, receiving 1240 of 4100, about 3 min left"},
        {"an older store tells no total",
         {.done = 400, .total = 400},
         {.done = 1'240, .total = std::nullopt},
         "receiving 1240 so far"},
        {"seconds in tens",
         {.done = 1, .total = 2, .ends = now + Duration{36'000}},
         {},
         "sending 1 of 2, about 40 s left"},
        {"overdue", {.done = 1, .total = 2, .ends = now - Duration{36'000}}, {}, "sending 1 of 2, a few seconds left"},
    }));
    INFO(row.why);
    sync::SyncStatus status;
    status.sending = row.sending;
    status.fetching = row.fetching;
    CHECK(progress_line(status, now) == row.expected);
}

TEST_CASE("media are counted in files and bytes") {
    sync::MediaStatus status;
    status.progress = {
        .done = 1, .total = 3, .bytes_done = 1'500'000, .bytes_total = 2'400'000, .ends = now + Duration{31'000}};
    CHECK(progress_line(status, now) == "media 1 of 3, 1.5 of 2.4 MB, about 30 s left");
}

}  // namespace
}  // namespace earshot::app
