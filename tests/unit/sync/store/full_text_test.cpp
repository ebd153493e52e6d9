#include "sync/store/full_text.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/base/prng.hpp"
#include "tests/support/seed.hpp"
#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync {
namespace {

using test_store::Device;
using test_store::record_from;
using test_store::stamp_at;

bool has_beginning(const std::string& text, const std::string& beginning) {
    return (' ' + text).find(' ' + beginning) != std::string::npos;
}

}  // namespace

TEST_CASE("what a search finds") {
    struct Row {
        const char* why;
        std::string search;
        bool found;
    };
    const std::string words = "The Café in Leeds: \"don't\" use the e-mail form, 電池がすぐ切れるiPhone12 😀 Übergröße";
    const auto row = GENERATE(values<Row>({
        {"a word", "Leeds", true},
        {"in another case", "lEEDS", true},
        {"with its accent", "café", true},
        {"without it", "cafe", true},
        {"with an accent it does not have", "lèeds", true},
        {"the beginning of a word", "lee", true},
        {"one letter", "l", true},
        {"the end of a word", "eeds", false},
        {"several words, in any order", "leeds cafe", true},
        {"one of them missing", "leeds nowhere", false},
        {"a word twice", "leeds leeds", true},
        {"a Japanese word of two signs", "電池", true},
        {"a Japanese sign", "池", true},
        {"across the end of the word", "池が", true},
        {"signs that are not together", "電が", false},
        {"Japanese after a Japanese space", "cafe　電池", true},
        {"mixed scripts as they stand", "切れるiph", true},
        {"mixed scripts that are not together", "電池iphone", false},
        {"with an apostrophe", "don't", true},
        {"with a hyphen", "e-mail", true},
        {"the beginning of a word with a hyphen", "e-ma", true},
        {"the parts of it elsewhere", "use-mail", false},
        {"an emoji", "😀", true},
        {"another emoji", "😡", false},
        {"a German word without its accents", "ubergr", true},
        {"punctuation says nothing", "leeds !!! ???", true},
        {"nothing but punctuation finds everything", "\"\"", true},
        {"nothing at all", "  \t ", true},
        {"a star is only a character", "lee*", true},
        {"a column name is only a word", "words:leeds", false},
        {"operators are only words", "leeds NOT cafe", false},
        {"NEAR is only a word", "NEAR(leeds cafe, 5)", false},
        {"an open quote", "\"leeds", true},
        {"an open bracket", "(leeds", true},
        {"a caret", "^leeds", true},
        {"a minus", "-leeds", true},
        {"a semicolon and SQL", "leeds'; DROP TABLE story; --", false},
        {"half a character", "leeds \xe9\x9b", true},
        {"a zero byte", std::string("leeds\0cafe", 10), true},
    }));
    INFO(row.why);
    Device device;
    device.log(words);
    CHECK(device.search(row.search) == (row.found ? words : ""));
    CHECK(device.store->count({.search = row.search}).value() == (row.found ? 1 : 0));
}

TEST_CASE("a very long search is no trouble") {
    Device device;
    device.log("lamp");
    std::string search;
    for (int i = 0; i < 5'000; ++i)
        search += "lamp" + std::to_string(i) + ' ';
    CHECK(device.search(search).empty());
    CHECK(device.search(std::string(100'000, 'x')).empty());
    CHECK(device.search(std::string(10'000, '"')) == "lamp");
}

TEST_CASE("every searchable field is searched, and no other") {
    Device device;
    device.log("alpha", {{"what_happened", "bravo"},
                         {"customer", "charlie"},
                         {"product", "delta"},
                         {"tags", make_set({"echo-dot"})},
                         {"action_taken", "foxtrot"},
                         {"customer_reference", "golf"},
                         {"device_name", "hotel"}});
    for (const char* word : {"alpha", "bravo", "charlie", "delta", "echo", "echo-dot", "foxtrot", "alpha foxtrot"})
        CHECK(device.search(word) == "alpha");
    for (const char* word : {"golf", "hotel", "pain"})
        CHECK(device.search(word).empty());
}

TEST_CASE("the index follows corrections, tags and deletions") {
    Device device;
    const Id id = device.log("The lamp flickers", {{"tags", make_set({"light"})}});
    device.write(Kind::story, id, {{"words", "The heater flickers"}});
    CHECK(device.search("lamp").empty());
    CHECK(device.search("heater") == "The heater flickers");
    device.write(Kind::story, id, {{"mood", std::int64_t{3}}});  // Nothing to search in this one.
    CHECK(device.search("heater") == "The heater flickers");
    device.write(Kind::story, id, {{"tags", SetValue{{{"heat", {}, true}, {"light", {}, false}}}}});
    CHECK(device.search("light").empty());
    CHECK(device.search("li").empty());
    CHECK(device.search("heat flick") == "The heater flickers");
    device.write(Kind::story, id, {{"happened", "2020-01-01"}});  // Moves to another row.
    CHECK(device.search("heater") == "The heater flickers");
    device.write(Kind::story, id, {{"deleted", std::int64_t{1}}});
    CHECK(device.search("heater").empty());
    CHECK(device.search("h").empty());
    CHECK(device.store->examine().value().empty());
}

TEST_CASE("law: a search finds the stories that have words with these beginnings, newest first") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    Device device;
    // Few letters make many words that share their beginnings.
    const auto word = [&] {
        std::string letters;
        do {
            letters += static_cast<char>('a' + chance.below(3));
        } while (letters.size() < 7 && chance.chance(0.7));
        return letters;
    };
    std::vector<std::string> texts;
    std::vector<Record> records;
    for (int i = 0; i < 300; ++i) {
        std::string text = word();
        for (std::uint64_t n = chance.below(4); n > 0; --n)
            text += ' ' + word();
        texts.push_back(text);
        const CivilTime day = civil_date_plus_days({2026, 1, 1}, i);
        records.push_back(record_from(Kind::story, device.random.uuid7(device.clock.wall()), stamp_at(100, 7),
                                      {{"kind", "pain"}, {"words", text}, {"happened", to_text(day)}}));
    }
    device.apply(records);
    for (int i = 0; i < 200; ++i) {
        std::vector<std::string> search{word()};
        if (chance.chance(0.4)) search.push_back(word());
        std::vector<std::string> expected;
        for (std::size_t at = texts.size(); at-- > 0;) {
            const bool all = std::all_of(search.begin(), search.end(),
                                         [&](const std::string& one) { return has_beginning(texts[at], one); });
            if (all) expected.push_back(texts[at]);
        }
        StoryQuery query{.search = search[0] + (search.size() > 1 ? ' ' + search[1] : ""), .limit = 7};
        INFO(query.search);
        REQUIRE(device.store->count(query).value() == static_cast<std::int64_t>(expected.size()));
        std::vector<std::string> found;
        for (;;) {
            const auto page = device.store->list(query).value();
            for (const StoryRow& row : page.rows)
                found.push_back(row.words);
            if (!page.next) break;
            query.after = page.next;
        }
        REQUIRE(found == expected);
    }
}

TEST_CASE("a beginning that is common only among the newest stories is found to the last one") {
    // Reading story after story would take too long here: the index has to step in.
    Device device;
    std::vector<Record> records;
    const auto add = [&](const std::string& words) {
        const CivilTime day = civil_date_plus_days({2030, 1, 1}, -static_cast<int>(records.size()));
        records.push_back(record_from(Kind::story, device.random.uuid7(device.clock.wall()), stamp_at(100, 7),
                                      {{"kind", "pain"}, {"words", words}, {"happened", to_text(day)}}));
    };
    for (int i = 0; i < 30; ++i)
        add("sun");
    for (int i = 0; i < 5'500; ++i)
        add("rain");
    add("sunset");
    device.apply(records);
    const auto page = device.store->list({.search = "su"}).value();
    REQUIRE(page.rows.size() == 31);
    CHECK(page.rows.back().words == "sunset");
    const auto next = device.store->list({.search = "su", .after = page.rows[29].order}).value();
    REQUIRE(next.rows.size() == 1);
    CHECK(device.store->count({.search = "su"}).value() == 31);
}

TEST_CASE("more different words than can be looked up one by one are still all found") {
    Device device;
    std::vector<Record> records;
    for (int i = 0; i < 700; ++i) {
        const CivilTime day = civil_date_plus_days({2026, 1, 1}, i);
        records.push_back(
            record_from(Kind::story, device.random.uuid7(device.clock.wall()), stamp_at(100, 7),
                        {{"kind", "pain"}, {"words", "part" + std::to_string(i)}, {"happened", to_text(day)}}));
    }
    device.apply(records);
    CHECK(device.store->count({.search = "part"}).value() == 700);
    CHECK(device.store->list({.search = "part", .limit = 1'000})->rows.size() == 700);
    CHECK(device.store->count({.search = "part69"}).value() == 11);
}

}  // namespace earshot::sync
