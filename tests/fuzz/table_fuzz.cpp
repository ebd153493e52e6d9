// Tables from elsewhere: every row of any file is accounted for, and what we write reads back as it was.
//
// The input is a column map on the first line (empty: an export of Earshot), then the file.
#include <algorithm>

#include "app/commands/csv.hpp"
#include "app/commands/import_stories.hpp"
#include "platform/fake/memory_files.hpp"
#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "sync/portable/csv_line.hpp"
#include "tests/fuzz/fuzz_target.hpp"

using namespace earshot;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Result<Rows> rows_of(std::string_view content) {
    Rows rows;
    EARSHOT_CHECK(app::read_csv(content, [&](app::CsvRow&& row) -> Result<void> {
        rows.push_back(std::move(row.values));
        return {};
    }));
    return rows;
}

// Where a file is cut into pieces makes no difference.
void check_pieces(std::string_view content) {
    const auto rows = rows_of(content);
    Rows again;
    app::CsvReader reader([&](app::CsvRow&& row) -> Result<void> {
        again.push_back(std::move(row.values));
        return {};
    });
    for (; !content.empty(); content.remove_prefix(1))
        FUZZ_LAW(reader.take(content.substr(0, 1)).has_value());
    FUZZ_LAW(reader.finish().has_value() == rows.has_value());
    FUZZ_LAW(!rows || *rows == again);
}

void check_writing(std::string_view content) {
    const auto rows = rows_of(content);
    if (!rows || rows->empty()) return;
    // A header of ours leaves no doubt about the separator.
    std::string written = sync::csv_line({"a", "b", "c", "d", "e", "f", "g", "h"});
    for (const auto& row : *rows)
        written += sync::csv_line(row);
    const auto again = rows_of(written);
    FUZZ_LAW(again.has_value() && again->size() == rows->size() + 1);
    FUZZ_LAW(std::equal(rows->begin(), rows->end(), again->begin() + 1));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view content = text.substr(std::min(end + 1, text.size()));
    check_pieces(content);
    check_writing(content);
    auto map = end == 0 ? Result<app::ColumnMap>(app::ColumnMap{}) : app::parse_column_map(text.substr(0, end));
    if (!map) return 0;

    platform::MemoryFiles files;
    platform::SteppedClock clock;
    platform::SeededRandom random(3);
    const auto store = sync::DeviceStore::open({.in_memory = true}, files, clock, random);
    FUZZ_LAW(store.has_value());
    const app::CommandContext context{.device = (*store)->device(),
                                      .device_name = "Counter",
                                      .site = "leeds",
                                      .now = clock.wall(),
                                      .here = clock.civil_now(),
                                      .stages = {},
                                      .random = random};
    app::ImportOptions options;
    options.map = std::move(*map);
    auto file = app::ImportFile::holding(std::string(content));
    const auto tell_nobody = [](const app::SkippedRow&) {};
    options.dry_run = true;
    const auto expected = app::import_stories(**store, context, file, options, tell_nobody);
    options.dry_run = false;
    const auto report = app::import_stories(**store, context, file, options, tell_nobody);
    FUZZ_LAW(report.has_value() == expected.has_value());
    if (!report) return 0;
    FUZZ_LAW(report->rows == report->added + report->here + report->skipped);
    FUZZ_LAW(report->added == expected->added && report->here == expected->here && report->echoes == expected->echoes);
    const auto again = app::import_stories(**store, context, file, options, tell_nobody);
    FUZZ_LAW(again.has_value() && again->added == 0 && again->echoes == 0);
    FUZZ_LAW((*store)->examine().value().empty());
    return 0;
}
