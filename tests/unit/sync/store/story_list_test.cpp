#include "sync/store/story_list.hpp"

#include <set>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/base/prng.hpp"
#include "sync/model/defaults.hpp"
#include "tests/support/seed.hpp"
#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync {
namespace {

using test_store::Device;
using test_store::record_from;
using test_store::stamp_at;

std::string text_of_counts(const std::vector<StageCount>& counts) {
    std::string text;
    for (const StageCount& count : counts)
        text += (text.empty() ? "" : " ") + count.stage + ':' + std::to_string(count.stories);
    return text;
}

}  // namespace

TEST_CASE("stories are listed newest first by when they were heard") {
    Device device;
    device.log("logged first");
    device.log("logged second");
    device.log("heard long ago", {{"happened", "2026-10-01"}});
    device.log("logged in the same minute");
    device.clock.advance(Duration{-59'000});
    device.log("logged a second later", {{"happened", "2026-11-03T10:23"}});
    CHECK(device.found({}) ==
          "logged a second later | logged in the same minute | logged second | logged first | heard long ago");
}

TEST_CASE("a query keeps what all of its conditions keep") {
    struct Row {
        const char* why;
        StoryQuery query;
        std::string found;
    };
    const std::string theme = to_text(make_named_id("test", "theme"));
    const auto row = GENERATE_COPY(values<Row>({
        {"everything", {}, "d | c | b | a"},
        {"kind", {.kind = "pain"}, "c | a"},
        {"stage", {.stage = "use"}, "b | a"},
        {"no stage, cleared or never said", {.stage = std::string(named_nowhere)}, "d | c"},
        {"site", {.site = "leeds"}, "a"},
        {"no site", {.site = std::string(named_nowhere)}, "d | c"},
        {"source", {.source = "call"}, "b"},
        {"theme", {.theme = theme}, "c | a"},
        {"theme and stage", {.stage = "use", .theme = theme}, "a"},
        {"theme and words", {.search = "c", .theme = theme}, "c"},
        {"month", {.month = Month{2026, 10}}, "b | a"},
        {"month without stories", {.month = Month{2026, 9}}, ""},
        {"at risk", {.at_risk = true}, "b"},
        {"unanswered", {.unanswered = true}, "d | c | b"},
        {"logged here", {.logged_here = true}, "c | b | a"},
        {"waiting", {.delivery = Delivery::waiting}, "c"},
        {"waiting, by words", {.search = "c", .delivery = Delivery::waiting}, "c"},
        {"refused", {.delivery = Delivery::refused}, "b"},
        {"refused in a theme", {.theme = theme, .delivery = Delivery::refused}, ""},
        {"delivered", {.delivery = Delivery::delivered}, "a"},
        {"from elsewhere", {.delivery = Delivery::elsewhere}, "d"},
        {"everything at once",
         {.search = "a",
          .kind = "pain",
          .stage = "use",
          .site = "leeds",
          .source = "counter",
          .theme = theme,
          .month = Month{2026, 10},
          .logged_here = true,
          .delivery = Delivery::delivered},
         "a"},
    }));
    INFO(row.why);
    Device device;
    const Id a = device.log("a", {{"stage", "use"},
                                  {"site", "leeds"},
                                  {"source", "counter"},
                                  {"themes", make_set({theme})},
                                  {"happened", "2026-10-01"}});
    device.settle_all();
    device.write(Kind::reply, make_named_id("test", "reply"), {{"story", to_text(a)}, {"words", "Sorry."}});
    device.settle_all();
    device.log("b", {{"kind", "idea"},
                     {"stage", "use"},
                     {"site", "york"},
                     {"source", "call"},
                     {"at_risk", std::int64_t{1}},
                     {"happened", "2026-10-31T23:59"}});
    device.settle_all("no");
    const Id c = device.log("c", {{"stage", "use"}, {"themes", make_set({theme})}});
    device.write(Kind::story, c, {{"stage", ""}});
    device.apply({record_from(Kind::story, make_named_id("test", "d"), stamp_at(5, 7),
                              {{"kind", "praise"}, {"words", "d"}, {"happened", "2026-11-09"}})});
    CHECK(device.found(row.query) == row.found);
    const auto count = static_cast<std::int64_t>((row.found.size() + 3) / 4);
    CHECK(device.store->count(row.query).value() == count);
    std::int64_t visited = 0;
    REQUIRE(device.store->visit_stories(row.query, [&](const Record&, int) {
        visited += 1;
        return Result<void>{};
    }));
    CHECK(visited == count);
    std::int64_t by_stage = 0, by_site = 0;
    const auto stages = device.store->count_by_stage(row.query).value();
    const auto sites = device.store->count_by_site(row.query).value();
    for (const StageCount& stage : stages)
        by_stage += stage.stories;
    for (const SiteCount& site : sites)
        by_site += site.stories;
    CHECK(by_stage == count);
    CHECK(by_site == count);
}

TEST_CASE("law: pages put together are the list, whatever arrives meanwhile") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    Device device(seed);
    const auto day = [&] { return to_text(civil_date_plus_days({2026, 1, 1}, static_cast<int>(chance.below(30)))); };
    std::set<Id> at_start;
    for (int i = 0; i < 60; ++i)
        at_start.insert(device.log("story", {{"happened", day()}}));
    std::set<Id> seen;
    StoryQuery query{.limit = 1 + chance.below(9)};
    std::int64_t last = INT64_MAX;
    for (;;) {
        const auto page = device.store->list(query).value();
        REQUIRE(page.rows.size() <= query.limit);
        for (const StoryRow& row : page.rows) {
            REQUIRE(row.order < last);
            REQUIRE(seen.insert(row.id).second);
            last = row.order;
        }
        if (!page.next) break;
        query.after = page.next;
        device.log("meanwhile", {{"happened", day()}});
    }
    for (const Id& id : at_start)
        REQUIRE(seen.contains(id));
}

TEST_CASE("stories that claim the same row all find one") {
    Device device;
    std::vector<Record> records;
    for (int i = 0; i < 50; ++i) {
        // Named ids of one import have no time in them; here they are also made to collide.
        Record record = record_from(Kind::story, make_named_id("import", std::to_string(i)), stamp_at(5, 7),
                                    {{"kind", "pain"}, {"words", std::to_string(i)}});
        records.push_back(record);
    }
    device.apply(records);
    CHECK(device.store->list({.limit = 100})->rows.size() == 50);
    const Id id = device.log("now");
    device.store.reset();
    {
        // Another story takes the row this one will want.
        const auto database = Database::open(device.file("earshot.db"), Database::Mode::read_write, "").value();
        REQUIRE(database
                    ->statement("UPDATE story SET row = (SELECT row FROM story WHERE id = ?1) + 1 WHERE id = ?2", id,
                                make_named_id("import", "7"))
                    .run());
    }
    device.open();
    device.write(Kind::story, id, {{"happened", "2026-11-03T10:21"}});
    device.write(Kind::story, id, {{"happened", "2026-11-03T10:20"}});
    CHECK(device.store->list({.limit = 100})->rows.size() == 51);
}

TEST_CASE("a story that is corrected to another day moves, with everything that belongs to it") {
    Device device;
    const std::string theme = to_text(make_named_id("test", "theme"));
    const Id id = device.log("moves", {{"themes", make_set({theme})}});
    device.log("stays");
    device.echo(id);
    CHECK(device.found({}) == "stays | moves");
    device.write(Kind::story, id, {{"happened", "2026-12-24"}});
    CHECK(device.found({}) == "moves | stays");
    CHECK(device.found({.theme = theme}) == "moves");
    CHECK(device.search("moves") == "moves");
    CHECK(device.store->list({})->rows[0].echoes == 1);
    CHECK(device.store->status()->stories == 2);
    CHECK(device.store->examine().value().empty());
}

TEST_CASE("a row shows echoes, replies and the latest receipt of its story") {
    Device device;
    const Id id = device.log("heard often"), other = device.log("heard once");
    device.echo(id);
    device.echo(id, "me too");
    const Id withdrawn = device.echo(id);
    device.write(Kind::echo, withdrawn, {{"deleted", std::int64_t{1}}});
    const auto receipt = [&](const char* key, const char* step, const char* note, const char* happened) {
        device.write(Kind::receipt, make_named_id("receipt", key),
                     {{"story", to_text(id)}, {"step", step}, {"note", note}, {"happened", happened}});
    };
    receipt("1", "chosen", "We will fix it", "2026-11-09");
    receipt("2", "read", "", "2026-11-05");
    device.write(Kind::reply, make_named_id("reply", "1"), {{"story", to_text(id)}, {"words", "Thank you"}});
    const auto page = device.store->list({}).value();
    REQUIRE(page.rows.size() == 2);
    CHECK(page.rows[0].id == other);
    CHECK(page.rows[0].echoes == 0);
    CHECK(page.rows[0].latest_step.empty());
    CHECK(page.rows[1].echoes == 2);
    CHECK(page.rows[1].replies == 1);
    CHECK(page.rows[1].latest_step == "chosen");
    CHECK(page.rows[1].latest_note == "We will fix it");
    const StoryRow row = device.store->find_row(id).value();
    CHECK(row.echoes == 2);
    CHECK(row.order == page.rows[1].order);
    const auto echoes = device.store->of_story(Kind::echo, id).value();
    REQUIRE(echoes.size() == 2);
    CHECK(echoes[1].text(echo::note) == "me too");
    const auto receipts = device.store->of_story(Kind::receipt, id).value();
    REQUIRE(receipts.size() == 2);
    CHECK(receipts[0].text(*table_of(Kind::receipt).find("step")) == "read");
}

TEST_CASE("counts name every stage in order, and what no stage explains") {
    Device device;
    device.log("a", {{"stage", "use"}, {"happened", "2026-10-05"}});
    device.log("b", {{"stage", "use"}});
    device.log("c", {{"stage", "choose"}});
    device.log("d");
    device.log("e", {{"stage", "retired-stage"}});
    const Id gone = device.log("f", {{"stage", "use"}});
    device.write(Kind::story, gone, {{"deleted", std::int64_t{1}}});
    CHECK(text_of_counts(device.store->count_by_stage({}).value()) ==
          "look-around:0 choose:1 get-started:0 use:2 need-help:0 stay-or-go:0 retired-stage:1 -:1");
    CHECK(text_of_counts(device.store->count_by_stage({.month = Month{2026, 10}}).value()) ==
          "look-around:0 choose:0 get-started:0 use:1 need-help:0 stay-or-go:0");
    CHECK(text_of_counts(device.store->count_by_stage({.kind = "pain", .month = Month{2026, 11}}).value()) ==
          "look-around:0 choose:1 get-started:0 use:1 need-help:0 stay-or-go:0 retired-stage:1 -:1");
    device.write(Kind::stage, id_of_key(Kind::stage, "use"), {{"position", std::int64_t{0}}});
    device.write(Kind::stage, id_of_key(Kind::stage, "choose"), {{"deleted", std::int64_t{1}}});
    CHECK(text_of_counts(device.store->count_by_stage({}).value()) ==
          "use:2 look-around:0 get-started:0 need-help:0 stay-or-go:0 choose:1 retired-stage:1 -:1");
}

TEST_CASE("counts by site say when each was last heard from") {
    Device device;
    device.log("a", {{"site", "leeds"}, {"happened", "2026-11-01T09:00"}});
    device.log("b", {{"site", "leeds"}, {"happened", "2026-10-01"}});
    device.log("c", {{"site", "york"}, {"happened", "2026-09-01"}});
    device.log("d", {{"happened", "2026-08-01"}});
    const auto counts = device.store->count_by_site({}).value();
    REQUIRE(counts.size() == 3);
    CHECK(counts[0].site == named_nowhere);
    CHECK(counts[1].site == "leeds");
    CHECK(counts[1].stories == 2);
    CHECK(counts[1].newest == "2026-11-01T09:00");
    CHECK(counts[2].newest == "2026-09-01");
    CHECK(device.store->count_by_site({.kind = "pain"}).value().size() == 3);
}

TEST_CASE("a story is found by the beginning of its id, if that is enough") {
    Device device;
    const Id id = device.log("first");
    device.clock.advance(Duration{1'000'000'000});
    const Id second = device.log("second");
    CHECK(device.store->find_stories_by_prefix(to_text(id)).value() == std::vector{id});
    CHECK(device.store->find_stories_by_prefix(to_text(id).substr(0, 12)).value() == std::vector{id});
    CHECK(device.store->find_stories_by_prefix("01").value().size() == 2);
    CHECK(device.store->find_stories_by_prefix("").value().empty());
    CHECK(device.store->find_stories_by_prefix("not hex").value().empty());
    device.write(Kind::story, second, {{"deleted", std::int64_t{1}}});
    CHECK(device.store->find_stories_by_prefix("01").value() == std::vector{id});
    CHECK(device.store->find_row(second).error().code == Errc::not_found);
    CHECK(device.store->find_row(make_named_id("x", "y")).error().code == Errc::not_found);
}

TEST_CASE("visiting goes through everything newest first, and stops with the visitor's error") {
    Device device;
    const Id id = device.log("a");
    device.log("b");
    device.echo(id);
    std::string seen;
    const auto all = device.store->visit_stories({.limit = 1}, [&](const Record& story, int echoes) {
        seen += std::string(story.text(story::words)) + std::to_string(echoes) + ' ';
        return Result<void>{};
    });
    REQUIRE(all);
    CHECK(seen == "b0 a1 ");
    const auto stopped = device.store->visit_stories({}, [&](const Record&, int) {
        return Result<void>(Error{Errc::full, "no more room"});
    });
    REQUIRE_FALSE(stopped);
    CHECK(stopped.error().message == "no more room");
}

}  // namespace earshot::sync
