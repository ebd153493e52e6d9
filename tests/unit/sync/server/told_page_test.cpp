// Pages of the list of stories, held to by every home of the shared store.
#include "sync/server/told_page.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>

#include "platform/base/prng.hpp"
#include "tests/support/seed.hpp"
#include "tests/unit/sync/server/fixture.hpp"

using namespace earshot;
using namespace earshot::sync;
using test::deletion_of;
using test::noon;
using test::PostgresHome;
using test::sample_story;
using test::SharedStoreFixture;
using test::SqliteHome;

namespace {

Record story_heard(std::uint8_t number, const std::string& happened, const std::string& kind = "pain",
                   const std::string& stage = "", const std::string& site = "") {
    Record story = sample_story(number, "Words " + std::to_string(number));
    story.fields[story::kind].value = kind;
    story.fields[story::happened] = {happened, test::stamp(10, 1)};
    if (!stage.empty()) story.fields[story::stage] = {stage, test::stamp(10, 1)};
    if (!site.empty()) story.fields[story::site] = {site, test::stamp(10, 1)};
    return story;
}

Record hanging_on(const Record& story, Kind kind, std::uint8_t number, const std::string& text = "Same here.") {
    Record record = make_record(kind, test::id_of(number));
    record.fields[*table_of(kind).find("story")] = {to_text(story.id), test::stamp(10, 1)};
    record.fields[*table_of(kind).find(kind == Kind::echo ? "note" : "name")] = {text, test::stamp(10, 1)};
    return record;
}

template <class Shared>
ToldPage page_of(Shared& shared, const EnrolledDevice& reader, StoryRequest request) {
    request.now = noon;
    auto page = shared.store->stories(reader, request);
    EARSHOT_ASSERT(page.has_value());
    return std::move(*page);
}

// The words of every story, page by page.
template <class Shared>
std::vector<std::string> words(Shared& shared, const EnrolledDevice& reader, StoryRequest request = {}) {
    std::vector<std::string> all;
    for (;;) {
        const ToldPage page = page_of(shared, reader, request);
        for (const ToldStory& told : page.stories)
            all.emplace_back(decode_record(told.story).value().text(story::words));
        if (!page.more) return all;
        CHECK(page.last != request.after);
        request.after = page.last;
    }
}

using Words = std::vector<std::string>;

}  // namespace

TEMPLATE_TEST_CASE("stories are listed newest first, page by page, each once", "[shared_store][stories]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1), reader = shared.enrol(2);
    std::vector<Record> stories;
    for (std::uint8_t i = 0; i < 70; ++i)  // More than a store reads at once, several of one day.
        stories.push_back(story_heard(i, "2026-10-" + std::to_string(10 + i % 20)));
    shared.push(writer, stories);
    std::sort(stories.begin(), stories.end(), [](const Record& a, const Record& b) {
        const auto day_a = a.text(story::happened), day_b = b.text(story::happened);
        return day_a > day_b;
    });
    const Words once = words(shared, reader, {.stories_most = 1'000});
    CHECK(once.size() == 70);
    for (const std::int64_t most : {1, 3, 32, 69, 70})
        CHECK(words(shared, reader, {.stories_most = most}) == once);
    CHECK(words(shared, reader, {.stories_most = 1'000, .bytes = 2'000}) == once);
    CHECK(page_of(shared, reader, {.stories_most = 1'000, .bytes = 1}).stories.size() == 1);
    CHECK(page_of(shared, reader, {.stories_most = 7}).stories.size() == 7);
    CHECK_FALSE(page_of(shared, reader, {.stories_most = 70}).more);
    CHECK(std::is_sorted(once.begin(), once.end()) == false);
    Words by_day;
    for (const Record& story : stories)
        by_day.emplace_back(story.text(story::happened));
    std::size_t at = 0;
    StoryRequest request{.stories_most = 1'000};
    for (const ToldStory& told : page_of(shared, reader, request).stories)
        CHECK(decode_record(told.story).value().text(story::happened) == by_day[at++]);
}

// Whatever is written between two pages: other dates, other words, deletions, new stories, echoes.
TEMPLATE_TEST_CASE("a story that is there throughout is told once by a list in the order of filing",
                   "[shared_store][stories]", SqliteHome, PostgresHome) {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1), reader = shared.enrol(2);
    const auto some_day = [&] { return "2026-10-" + std::to_string(10 + chance.below(20)); };
    std::vector<Record> stories;
    for (std::uint8_t i = 0; i < 90; ++i)
        stories.push_back(story_heard(i, some_day()));
    shared.push(writer, stories);
    std::set<std::string> gone;
    std::map<std::string, int> times_told;
    std::uint64_t clock = 20;
    std::uint8_t pages = 0;
    StoryRequest request{.order = StoryOrder::filed, .stories_most = 4};
    for (bool more = true; more;) {
        const ToldPage page = page_of(shared, reader, request);
        for (const ToldStory& told : page.stories)
            times_told[to_text(decode_record(told.story).value().id)] += 1;
        request.after = page.last;
        more = page.more;
        for (int i = 0; i < 6; ++i) {
            Record edit = make_record(Kind::story, stories[chance.below(stories.size())].id);
            edit.fields[story::happened] = {some_day(), test::stamp(++clock, 1)};
            shared.push(writer, {edit});
        }
        const Record& deleted = stories[chance.below(stories.size())];
        pages += 1;
        shared.push(writer, {deletion_of(deleted), hanging_on(stories[0], Kind::echo, pages),
                             story_heard(static_cast<std::uint8_t>(90 + pages), some_day())});
        gone.insert(to_text(deleted.id));
    }
    for (const Record& story : stories) {
        INFO(to_text(story.id));
        const int times = times_told[to_text(story.id)];
        CHECK((times == 1 || (times == 0 && gone.contains(to_text(story.id)))));
    }
    for (const auto& [id, times] : times_told)
        CHECK(times <= 1);
}

TEMPLATE_TEST_CASE("the order of filing is newest first, and a month is that of today's date",
                   "[shared_store][stories]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1), reader = shared.enrol(2);
    shared.push(writer, {story_heard(1, "2026-10-01"), story_heard(2, "2026-11-01"), story_heard(3, "2026-12-01"),
                         story_heard(4, "2026-09-01")});
    const StoryRequest all{.order = StoryOrder::filed, .stories_most = 1};
    const StoryRequest november{.month = Month{2026, 11}, .order = StoryOrder::filed, .stories_most = 1};
    CHECK(words(shared, reader, all) == words(shared, reader));
    std::uint64_t clock = 20;
    for (const std::string day : {"2026-12-24", "2026-11-30"}) {
        Record edit = make_record(Kind::story, story_heard(1, "").id);
        edit.fields[story::happened] = {day, test::stamp(++clock, 1)};
        shared.push(writer, {edit});
    }
    CHECK(words(shared, reader, all) == Words{"Words 3", "Words 2", "Words 1", "Words 4"});
    CHECK(words(shared, reader) == Words{"Words 3", "Words 1", "Words 2", "Words 4"});
    CHECK(words(shared, reader, november) == Words{"Words 2", "Words 1"});
}

TEMPLATE_TEST_CASE("a list is asked for by kind, stage, site and month", "[shared_store][stories]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1), reader = shared.enrol(2);
    shared.push(writer, {story_heard(1, "2026-10-31T23:59", "pain", "need-help", "leeds"),
                         story_heard(2, "2026-11-01", "praise", "need-help", "york"),
                         story_heard(3, "2026-11-30T23:59", "pain", "buy", "leeds"),
                         story_heard(4, "2026-12-01T00:00", "pain", "need-help", "")});
    struct Row {
        const char* why;
        StoryRequest request;
        Words expected;
    };
    for (const Row& row : {
             Row{"everything", {}, {"Words 4", "Words 3", "Words 2", "Words 1"}},
             Row{"a kind", {.kind = "pain"}, {"Words 4", "Words 3", "Words 1"}},
             Row{"a stage", {.stage = "need-help"}, {"Words 4", "Words 2", "Words 1"}},
             Row{"a site", {.site = "leeds"}, {"Words 3", "Words 1"}},
             Row{"a month, from its first minute to its last", {.month = Month{2026, 11}}, {"Words 3", "Words 2"}},
             Row{"all at once",
                 {.kind = "pain", .stage = "buy", .site = "leeds", .month = Month{2026, 11}},
                 {"Words 3"}},
             Row{"what nobody said", {.kind = "idea"}, {}},
             Row{"what is no key but looks like SQL", {.site = "' OR '1'='1"}, {}},
         }) {
        INFO(row.why);
        CHECK(words(shared, reader, row.request) == row.expected);
        StoryRequest small = row.request;
        small.stories_most = 1;
        CHECK(words(shared, reader, small) == row.expected);
    }
}

TEMPLATE_TEST_CASE("a story is told with its echoes and attachments, as long as they live", "[shared_store][stories]",
                   SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1), reader = shared.enrol(2);
    const Record one = story_heard(1, "2026-11-01"), two = story_heard(2, "2026-11-02");
    const Record echo = hanging_on(one, Kind::echo, 1), photo = hanging_on(one, Kind::attachment, 2);
    const Record gone = hanging_on(one, Kind::echo, 3), reply = hanging_on(two, Kind::echo, 4);
    shared.push(writer, {echo, one, two, photo, gone, reply});
    shared.push(writer, {deletion_of(gone)});
    const ToldPage page = page_of(shared, reader, {});
    REQUIRE(page.stories.size() == 2);
    CHECK(page.stories[0].echoes == std::vector{encode_record(reply)});
    CHECK(page.stories[1].story == encode_record(one));
    CHECK(page.stories[1].echoes == std::vector{encode_record(echo)});
    CHECK(page.stories[1].attachments == std::vector{encode_record(photo)});
    CHECK(page.stories[1].echoes_left_out == 0);

    CHECK(page_of(shared, reader, {.only = one.id}).stories.at(0).story == encode_record(one));
    CHECK_FALSE(page_of(shared, reader, {.only = one.id}).more);
    CHECK(page_of(shared, reader, {.only = echo.id}).stories.empty());
    CHECK(page_of(shared, reader, {.only = test::id_of(99)}).stories.empty());
    shared.push(writer, {deletion_of(one)});
    CHECK(page_of(shared, reader, {.only = one.id}).stories.empty());
    CHECK(words(shared, reader) == Words{"Words 2"});
}

TEMPLATE_TEST_CASE("more echoes than an answer can hold are counted", "[shared_store][stories]", SqliteHome,
                   PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1), reader = shared.enrol(2);
    const Record story = story_heard(1, "2026-11-01");
    std::vector<Record> records{story};
    for (std::uint8_t i = 1; i <= 20; ++i)
        records.push_back(hanging_on(story, Kind::echo, i, std::string(65'000, 'w')));
    shared.push(writer, records);
    const ToldPage page = page_of(shared, reader, {});
    REQUIRE(page.stories.size() == 1);
    const ToldStory& told = page.stories[0];
    CHECK(told.echoes.size() == 17);  // The one that reaches a mebibyte is the last.
    CHECK(told.echoes_left_out == 3);
    CHECK(told.echoes[0] == encode_record(records[1]));
}

TEMPLATE_TEST_CASE("a list tells each reader what the feed does", "[shared_store][stories]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1, Role::leader);
    Record narrow = story_heard(1, "2026-11-01", "pain", "", "leeds");
    narrow.fields[story::consent] = {std::string("none"), test::stamp(10, 1)};
    narrow.fields[story::customer_reference] = {std::string("C-1017"), test::stamp(10, 1)};
    Record ended = story_heard(2, "2026-11-02", "pain", "", "leeds");
    ended.fields[story::consent_until] = {std::string("2026-01-31"), test::stamp(10, 1)};
    Record placeless = story_heard(3, "2026-11-03");
    placeless.fields[story::site] = {std::string(), test::stamp(10, 1)};
    placeless.fields[story::customer_reference] = {std::string("C-1018"), test::stamp(10, 1)};
    shared.push(writer, {narrow, ended, placeless});
    struct Reader {
        const char* why;
        EnrolledDevice device;
    };
    for (const Reader& reader : {
             Reader{"a leader", shared.enrol(2, Role::leader)},
             Reader{"a teller of the site", shared.enrol(3, Role::teller, "leeds")},
             Reader{"a teller elsewhere", shared.enrol(4, Role::teller, "york")},
             Reader{"a teller of no site", shared.enrol(5, Role::teller, "")},
         }) {
        INFO(reader.why);
        std::vector<Record> fed = test::records_of(shared.feed(reader.device)), listed;
        for (const ToldStory& told : page_of(shared, reader.device, {}).stories)
            listed.insert(listed.begin(), decode_record(told.story).value());
        CHECK(listed == fed);
        const std::string all = shared.feed(reader.device).records;
        const bool sees_all = reader.device.role == Role::leader;
        CHECK((all.find("C-1018") != std::string::npos) == sees_all);
        CHECK((all.find("Words 1") != std::string::npos) == (sees_all || reader.device.site == "leeds"));
        CHECK(all.find("Words 2") == std::string::npos);
    }
}

TEMPLATE_TEST_CASE("which ids are known is told of any record", "[shared_store][stories]", SqliteHome, PostgresHome) {
    SharedStoreFixture<TestType> shared;
    const auto writer = shared.enrol(1);
    const Record story = story_heard(1, "2026-11-01"), gone = story_heard(2, "2026-11-01");
    const Record echo = hanging_on(story, Kind::echo, 3);
    shared.push(writer, {story, gone, echo});
    shared.push(writer, {deletion_of(gone)});
    const std::vector<Id> asked{gone.id, test::id_of(77), story.id, echo.id, story.id};
    CHECK(shared.store->known_among(asked).value() == std::vector{echo.id, story.id, gone.id});
    CHECK(shared.store->known_among({}).value().empty());
}

// The store tells a leader of that one story and what hangs on it.
void check_tells(SharedStore& store, const Record& story, const Record& echo) {
    EnrolledDevice reader;
    reader.role = Role::leader;
    const auto page = store.stories(reader, {.stage = "need-help", .now = noon});
    REQUIRE(page);
    REQUIRE(page->stories.size() == 1);
    CHECK(page->stories[0].story == encode_record(story));
    CHECK(page->stories[0].echoes == std::vector{encode_record(echo)});
}

TEST_CASE("a SQLite store of before lists its stories once it is opened", "[stories]") {
    platform::SeededRandom random{7};
    SqliteHome home;
    const Record story = story_heard(1, "2026-11-01", "pain", "need-help");
    const Record echo = hanging_on(story, Kind::echo, 1);
    {
        auto database = Database::open(home.folder.file("shared.db"), Database::Mode::read_write, {}).value();
        std::vector<std::string> steps;
        for (const auto& entry : std::filesystem::directory_iterator("sync/server/sqlite/migrations"))
            steps.push_back(entry.path());
        std::sort(steps.begin(), steps.end());
        for (std::size_t i = 0; i < 7; ++i)
            REQUIRE(database->execute(platform::HostFiles().read(steps.at(i)).value()));
        REQUIRE(database->execute("PRAGMA application_id = 1164014163; PRAGMA user_version = 7"));
        std::int64_t sequence = 0;
        for (const Record& record : {story, echo, deletion_of(story_heard(2, ""))}) {
            REQUIRE(database
                        ->statement("INSERT INTO record (seq, id, kind, body) VALUES (?, ?, ?, ?)", ++sequence,
                                    record.id, record.kind_name(), encode_record(record))
                        .run());
        }
        REQUIRE(database->execute("INSERT INTO record (seq, id, kind, body) VALUES (9, x'00', 'story', 'damaged')"));
    }
    const auto store = home.open(random);
    REQUIRE(store);
    check_tells(**store, story, echo);
}

TEST_CASE("a PostgreSQL store of before lists its stories once it is opened", "[stories]") {
    platform::SeededRandom random{7};
    PostgresHome home;
    const Record story = story_heard(1, "2026-11-01", "pain", "need-help");
    const Record echo = hanging_on(story, Kind::echo, 1);
    {
        const auto connection = home.connect();
        REQUIRE(connection->execute("CREATE TABLE earshot_schema (version integer NOT NULL)"));
        REQUIRE(connection->execute("INSERT INTO earshot_schema VALUES (1)"));
        const auto first = platform::HostFiles().read("sync/server/postgres/migrations/0001_shared_store.sql");
        REQUIRE(connection->execute(first.value()));
        std::int64_t sequence = 0;
        for (const Record& record : {story, echo}) {
            REQUIRE(connection->run(
                "INSERT INTO record (seq, id, kind, body) VALUES ($1, $2, $3, $4)",
                postgres::Arguments::of(++sequence, record.id, record.kind_name(), encode_record(record))));
        }
    }
    const auto store = home.open(random);
    REQUIRE(store);
    check_tells(**store, story, echo);
    // A server of before, which is still connected, cannot store a story that no list would find.
    CHECK_FALSE(home.connect()->run("INSERT INTO record (seq, id, kind, body) VALUES (9, $1, 'story', '{}')",
                                    postgres::Arguments::of(test::id_of(9))));
}
