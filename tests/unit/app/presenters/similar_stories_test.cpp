#include "app/presenters/similar_stories.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot::app {
namespace {

using Words = std::vector<std::string>;

TEST_CASE("the longest words of a text are searched for") {
    struct Row {
        const char* why;
        std::string text;
        Words expected;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing typed", "", {}},
        {"short words say nothing", "he is so so, and I am", {}},
        {"longest first, each once, in small letters",
         "The Dishwasher leaks. My dishwasher always leaks!",
         {"dishwasher", "always", "leaks"}},
        {"the word still being typed is left out", "the dishw", {}},
        {"until a space follows", "the dishw ", {"dishw"}},
        {"order numbers, prices and ordinals are no words",
         "order NH20417, the 3rdtime, 12990 pounds.",
         {"pounds", "order"}},
        {"letters with marks are letters",
         "Der Kühlschrank rührt sich nicht.",
         {"kühlschrank", "rührt", "nicht", "sich"}},
        {"typographic quotes and dashes end a word", "“nobody”—called…", {"nobody", "called"}},
        {"Greek and Cyrillic are letters too", "телефон молчит, ", {"телефон", "молчит"}},
        {"Japanese: runs of kanji and katakana, also the last",
         "洗濯機の字が小さくて、サービスを待った配達",
         {"洗濯機", "サービス", "配達"}},
    }));
    INFO(row.why);
    CHECK(similar_searches(row.text) == row.expected);
}

TEST_CASE("a long text is searched by a few words only") {
    std::string text;
    for (const char* word :
         {"word", "alpha", "bravos", "charlie", "deltaforce", "echoechoecho", "foxtrotting", "golfing", "hotels"})
        text += std::string(word) + ' ';
    const Words searches = similar_searches(text);
    CHECK(searches.size() == similar_searches_max);
    CHECK(searches.front() == "echoechoecho");
    CHECK(std::find(searches.begin(), searches.end(), "word") == searches.end());
}

Id id(char c) {
    Id made;
    made.bytes[0] = static_cast<std::uint8_t>(c);
    return made;
}

sync::StoryPage page_of(std::string_view ids, bool more = false) {
    sync::StoryPage page;
    for (const char c : ids) {
        sync::StoryRow row;
        row.id = id(c);
        row.order = c;
        page.rows.push_back(row);
    }
    if (more) page.next = 1;
    return page;
}

std::string ranked(const std::vector<std::pair<std::string_view, sync::StoryPage>>& pages, std::size_t most = 9,
                   const Id& except = {}) {
    std::vector<SimilarFound> found;
    for (const auto& [search, page] : pages)
        found.push_back({search, &page});
    std::string ids;
    for (const sync::StoryRow* row : rank_similar(found, most, except))
        ids += static_cast<char>(row->id.bytes[0]);
    return ids;
}

TEST_CASE("stories that share more, or something rarer, come first") {
    struct Row {
        const char* why;
        std::vector<std::pair<std::string_view, sync::StoryPage>> pages;
        std::string expected;
    };
    const auto row = GENERATE(values<Row>({
        {"two shared words beat one", {{"dishwasher", page_of("ab")}, {"leaking", page_of("bc")}}, "bca"},
        {"a rare word beats a frequent one",
         {{"dishwasher", page_of("abcdef")}, {"limescale", page_of("g")}},
         "gfedcba"},
        {"one short word alike is chance", {{"leaks", page_of("a")}}, ""},
        {"one long word that many use is chance too", {{"dishwasher", page_of("abcdefg")}}, ""},
        {"but it counts beside another", {{"dishwasher", page_of("abcdefg")}, {"leaks", page_of("b")}}, "b"},
    }));
    INFO(row.why);
    CHECK(ranked(row.pages) == row.expected);
}

TEST_CASE("what has no answer yet, and the story itself, are passed over") {
    const SimilarFound unanswered{"dishwasher", nullptr};
    CHECK(rank_similar({&unanswered, 1}, 5).empty());
    CHECK(ranked({{"dishwasher", page_of("abc")}}, 9, id('b')) == "ca");
    CHECK(ranked({{"dishwasher", page_of("abc")}}, 2) == "cb");
}

}  // namespace
}  // namespace earshot::app
