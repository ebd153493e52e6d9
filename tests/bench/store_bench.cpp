// tests/bench/store_bench.cpp: what the device's store costs, next to what it is made of.
//
//   store_bench [STORIES]     lists and searches at 20,000 and at STORIES (1,000,000 when not said; 0: not)
//   store_bench capture       only what saving one story costs
#include <cstdlib>
#include <filesystem>
#include <functional>

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "platform/base/assert.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "sync/model/tables.hpp"
#include "sync/store/device_store.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/raw_insert.hpp"
#include "tests/bench/story_maker.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::bench {
namespace {

using sync::DeviceStore;
using sync::Record;
using sync::StoryQuery;

constexpr std::size_t batch = 4'000;  // as a page of the feed

struct Host {
    platform::HostFiles files;
    platform::HostClock clock;
    platform::HostRandom random;

    std::unique_ptr<DeviceStore> open(const std::string& folder) {
        auto store = DeviceStore::open({.folder = folder}, files, clock, random);
        if (!store) std::fprintf(stderr, "%s\n", store.error().message.c_str());
        EARSHOT_ASSERT(store.has_value());
        return std::move(*store);
    }
};

// ---- one story ------------------------------------------------------------------------------------------------------

void bench_capture() {
    print_title("Capture: Save, until it is on disk, against a bare write of as many bytes");
    const test::TemporaryFolder folder;
    Host host;
    const auto store = host.open(folder.file("data"));
    const int file = ::open(folder.file("bare").c_str(), O_CREAT | O_WRONLY | O_APPEND, 0600);
    EARSHOT_ASSERT(file >= 0);
    const std::string block(1'024, 'x');
    StoryMaker maker(1, 600);
    std::vector<double> bare, saved, drafted;
    for (int i = 0; i < 600; ++i) {
        const Record story = maker.next();
        sync::Edit edit{story.kind, story.id, {}};
        for (std::size_t field = 0; field < story.fields.size(); ++field) {
            if (!story.fields[field].stamp.is_never()) {
                edit.writes.emplace_back(static_cast<sync::FieldNumber>(field), story.fields[field].value);
            }
        }
        bare.push_back(ms_of([&] {
            EARSHOT_ASSERT(::write(file, block.data(), block.size()) == static_cast<ssize_t>(block.size()));
            EARSHOT_ASSERT(::fdatasync(file) == 0);
        }));
        saved.push_back(ms_of([&] { must(store->write(std::span(&edit, 1))); }));
        drafted.push_back(ms_of([&] { must(store->save_draft(block)); }));
    }
    ::close(file);
    print_ms("write + fdatasync of 1 KB, p50", median(bare));
    print_ms("save a story, p50", median(saved));
    print_ms("save a story, p95", quantile(saved, 0.95));
    print_ms("save a draft, p50", median(drafted));
    print_ratio("save a story against write + fdatasync, p50", median(saved) / median(bare), "2");
    print_ratio("save a draft against write + fdatasync, p50", median(drafted) / median(bare));
}

// ---- many stories ---------------------------------------------------------------------------------------------------

double apply_all(DeviceStore& store, const std::vector<Record>& stories) {
    return ms_of([&] {
        for (std::size_t i = 0; i < stories.size(); i += batch) {
            const std::size_t count = std::min(batch, stories.size() - i);
            must(store.apply(std::span(stories).subspan(i, count), static_cast<std::int64_t>(i + count)));
        }
    });
}

void bench_apply() {
    print_title("Apply: 20,000 stories of about 1 KB in commits of 4,000, best of three");
    StoryMaker maker(2, 20'000);
    std::vector<Record> stories;
    while (stories.size() < 20'000)
        stories.push_back(maker.next());
    Host host;
    std::vector<double> plain, with_text, applied, again, written, sent;
    for (int round = 0; round < 3; ++round) {
        const test::TemporaryFolder folder;
        plain.push_back(insert_raw(stories, folder.file("plain.db"), false));
        with_text.push_back(insert_raw(stories, folder.file("text.db"), true));
        const auto store = host.open(folder.file("data"));
        applied.push_back(apply_all(*store, stories));
        again.push_back(apply_all(*store, stories));

        const auto writer = host.open(folder.file("writer"));
        std::vector<sync::Edit> edits;
        for (const Record& story : stories) {
            edits.push_back({story.kind, story.id, {}});
            for (std::size_t field = 0; field < story.fields.size(); ++field) {
                if (story.fields[field].stamp.is_never()) continue;
                edits.back().writes.emplace_back(static_cast<sync::FieldNumber>(field), story.fields[field].value);
            }
        }
        written.push_back(ms_of([&] {
            for (std::size_t i = 0; i < edits.size(); i += batch)
                must(writer->write(std::span(edits).subspan(i, std::min(batch, edits.size() - i))));
        }));
        sent.push_back(ms_of([&] {
            for (;;) {
                const auto outgoing = writer->outgoing(batch, 16'000'000);
                EARSHOT_ASSERT(outgoing.has_value());
                if (outgoing->empty()) break;
                std::vector<sync::Settlement> settlements;
                for (const auto& one : *outgoing)
                    settlements.push_back({one.record.id, one.change, {}});
                must(writer->settle(settlements));
            }
        }));
    }
    const auto best = [](const std::vector<double>& figures) { return quantile(figures, 0); };
    print_ms("raw insert, table only", best(plain));
    print_ms("raw insert, table and FTS5", best(with_text));
    print_ms("store.apply", best(applied));
    print_ms("store.apply of the same again", best(again));
    print_ms("store.write (import)", best(written));
    print_ms("store.outgoing and settle", best(sent));
    print_ratio("apply against raw insert with FTS5", best(applied) / best(with_text), "1.6");
    print_ratio("apply against raw insert without", best(applied) / best(plain));
    print_ratio("apply of the same again against raw insert with FTS5", best(again) / best(with_text));
    print_ratio("import against raw insert with FTS5", best(written) / best(with_text));
    print_ratio("outgoing and settle against raw insert with FTS5", best(sent) / best(with_text));
}

// ---- reading
// ---------------------------------------------------------------------------------------------------------

struct Question {
    std::string what;
    StoryQuery query;
};

double ms_of_page(DeviceStore& store, const StoryQuery& query, std::size_t& rows) {
    std::vector<double> figures;
    for (int i = 0; i < 15; ++i) {
        figures.push_back(ms_of([&] {
            const auto page = store.list(query);
            if (!page) std::fprintf(stderr, "%s\n", page.error().message.c_str());
            EARSHOT_ASSERT(page.has_value());
            rows = page->rows.size();
        }));
    }
    return median(figures);
}

void bench_reading(std::size_t count) {
    print_title("Reading: " + std::to_string(count) + " stories");
    const test::TemporaryFolder folder;
    Host host;
    StoryMaker maker(3, count);
    {
        const auto store = host.open(folder.file("data"));
        double ms = 0;
        for (std::size_t made = 0; made < count;) {
            std::vector<Record> stories;
            while (stories.size() < batch && made < count) {
                stories.push_back(maker.next());
                made += 1;
            }
            ms += ms_of([&] { must(store->apply(stories, static_cast<std::int64_t>(made))); });
        }
        print_ms("apply all of them", ms);
        print_ms("  of which for each 1,000", ms / static_cast<double>(count) * 1'000);
        std::printf("  %-58s %10.0f MB\n", "on disk", static_cast<double>(store->status()->bytes) / 1e6);
    }
    std::unique_ptr<DeviceStore> store;
    print_ms("open", ms_of([&] { store = host.open(folder.file("data")); }));

    const std::string frequent = maker.word(0), common = maker.word(300), rare = maker.word(60'000);
    std::string prefix4 = maker.word(500).substr(0, 4);
    auto questions = std::vector<Question>{
        {"newest page", {}},
        {"a stage", {.stage = "need-help"}},
        {"a stage and a site", {.stage = "need-help", .site = "site-3"}},
        {"stage, site, kind, source, at risk",
         {.kind = "idea", .stage = "use", .site = "site-3", .source = "chat", .at_risk = true}},
        {"month", {.month = Month{2026, 2}}},
        {"search: most frequent word", {.search = frequent}},
        {"search: common word", {.search = common}},
        {"search: rare word", {.search = rare}},
        {"search: word that is nowhere", {.search = "qqqqqq"}},
        {"search: two frequent words", {.search = frequent + " " + maker.word(1)}},
        {"search: frequent and rare word", {.search = frequent + " " + rare}},
        {"search: beginning, 1 letter", {.search = frequent.substr(0, 1)}},
        {"search: beginning, 2 letters", {.search = frequent.substr(0, 2)}},
        {"search: beginning, 3 letters", {.search = maker.word(500).substr(0, 3)}},
        {"search: beginning, 4 letters", {.search = prefix4}},
        {"search: Japanese, frequent", {.search = maker.japanese_word(0)}},
        {"search: Japanese, rare", {.search = maker.japanese_word(40)}},
        {"search: frequent word in a stage", {.search = frequent, .stage = "use"}},
        {"search: frequent word in a month", {.search = frequent, .month = Month{2026, 2}}},
    };
    std::size_t rows = 0;
    for (Question& question : questions) {
        double ms = ms_of_page(*store, question.query, rows);
        print_ms(question.what + " (" + std::to_string(rows) + " rows)", ms);
    }
    StoryQuery deep;
    deep.after = store->list({.month = Month{2025, 1}})->rows.back().order;
    print_ms("a page deep in the list", ms_of_page(*store, deep, rows));
    const auto time = [&](const std::string& what, const std::function<void()>& work) {
        std::vector<double> figures;
        for (int i = 0; i < 5; ++i)
            figures.push_back(ms_of(work));
        print_ms(what, median(figures));
    };
    time("count by stage", [&] { EARSHOT_ASSERT(store->count_by_stage({}).has_value()); });
    time("count by stage of a month", [&] {
        EARSHOT_ASSERT(store->count_by_stage({.month = Month{2026, 2}}).has_value());
    });
    time("count by site of a stage", [&] { EARSHOT_ASSERT(store->count_by_site({.stage = "use"}).has_value()); });
    time("count of the most frequent word", [&] { EARSHOT_ASSERT(store->count({.search = frequent}).has_value()); });
    time("status", [&] { EARSHOT_ASSERT(store->status().has_value()); });
    std::printf("  %-58s %10.0f MB\n", "memory now", memory_mb("VmRSS"));
    std::printf("  %-58s %10.0f MB\n", "memory at most so far", memory_mb("VmHWM"));
}

}  // namespace
}  // namespace earshot::bench

int main(int count, char** arguments) {
    if (count > 1 && arguments[1] == std::string_view("capture")) {
        earshot::bench::bench_capture();
        return 0;
    }
    const std::size_t stories = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 1'000'000;
    earshot::bench::bench_reading(20'000);
    if (stories > 0) earshot::bench::bench_reading(stories);
    earshot::bench::bench_capture();
    earshot::bench::bench_apply();
    return 0;
}
