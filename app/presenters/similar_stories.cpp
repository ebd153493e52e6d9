#include "app/presenters/similar_stories.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "platform/base/utf8.hpp"

namespace earshot::app {
namespace {

enum class Script : std::uint8_t { none, letters, han, katakana };

Script script_of(std::uint32_t c) {
    if (c < 0x80) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ? Script::letters : Script::none;
    }
    if ((c >= 0x3400 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x3ffff)) return Script::han;
    if (c >= 0x30a1 && c <= 0x30fe && c != 0x30fb) return Script::katakana;
    const bool sign = c < 0xc0 || c == 0xd7 || c == 0xf7 || (c >= 0x2000 && c <= 0x2bff) ||
                      (c >= 0x3000 && c <= 0x30ff) || c >= 0xfe00;
    return sign ? Script::none : Script::letters;
}

struct Word {
    std::string text;
    std::size_t weight = 0;  // how many letters it is worth
};

// Han characters and syllables carry more than a letter each.
std::size_t weight_of(Script script, std::size_t characters) {
    switch (script) {
        case Script::letters:
            return characters >= 4 ? characters : 0;
        case Script::han:
            return characters >= 2 ? characters * 3 : 0;
        case Script::katakana:
            return characters >= 3 ? characters * 2 : 0;
        case Script::none:
            return 0;
    }
    return 0;
}

void add_word(std::vector<Word>& words, std::string_view text, Script script, std::size_t characters) {
    const std::size_t weight = weight_of(script, characters);
    if (weight == 0) return;
    std::string lower(text);
    for (char& c : lower) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    const auto same = [&](const Word& word) { return word.text == lower; };
    if (std::none_of(words.begin(), words.end(), same)) words.push_back({std::move(lower), weight});
}

// A story with one shared word is offered only when the word is this long and this rare: other words alike are chance.
constexpr std::size_t lone_word_weight = 6;
constexpr std::size_t lone_word_stories = 6;

}  // namespace

std::vector<std::string> similar_searches(std::string_view text) {
    std::vector<Word> words;
    Script run = Script::none;
    std::size_t begin = 0, characters = 0;
    bool has_digit = false;  // an order number, "3rd": not a word anybody else would use
    const auto end_run = [&](std::size_t end) {
        if (!has_digit) add_word(words, text.substr(begin, end - begin), run, characters);
        begin = end;
        characters = 0;
        has_digit = false;
    };
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = decode_utf8(text, at);
        const bool digit = c.value >= '0' && c.value <= '9';
        const Script script = digit ? Script::letters : script_of(c.value);
        if (script != run) end_run(at);
        run = script;
        characters += 1;
        has_digit = has_digit || digit;
        at += c.length;
    }
    if (run != Script::letters) end_run(text.size());
    std::stable_sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.weight > b.weight; });
    if (words.size() > similar_searches_max) words.resize(similar_searches_max);
    std::vector<std::string> searches;
    for (Word& word : words)
        searches.push_back(std::move(word.text));
    return searches;
}

std::vector<const sync::StoryRow*> rank_similar(std::span<const SimilarFound> found, std::size_t most,
                                                const Id& except) {
    struct Candidate {
        const sync::StoryRow* row = nullptr;
        double worth = 0;
        int words = 0;
        bool telling = false;  // a word of some length that few stories have
    };
    std::map<Id, Candidate> candidates;
    for (const SimilarFound& one : found) {
        if (!one.page) continue;
        const std::size_t stories = one.page->rows.size();
        const bool telling = stories <= lone_word_stories && one.search.size() >= lone_word_weight;
        const double worth = std::log(static_cast<double>(similar_search_limit + 2) / static_cast<double>(stories + 1));
        for (const sync::StoryRow& row : one.page->rows) {
            if (row.id == except) continue;
            Candidate& candidate = candidates[row.id];
            candidate.row = &row;
            candidate.worth += worth;
            candidate.words += 1;
            candidate.telling = candidate.telling || telling;
        }
    }
    std::vector<Candidate> offered;
    for (const auto& [id, candidate] : candidates) {
        if (candidate.words >= 2 || candidate.telling) offered.push_back(candidate);
    }
    std::sort(offered.begin(), offered.end(), [](const Candidate& a, const Candidate& b) {
        if (a.worth != b.worth) return a.worth > b.worth;
        if (a.row->echoes != b.row->echoes) return a.row->echoes > b.row->echoes;
        return a.row->order > b.row->order;
    });
    if (offered.size() > most) offered.resize(most);
    std::vector<const sync::StoryRow*> rows;
    for (const Candidate& candidate : offered)
        rows.push_back(candidate.row);
    return rows;
}

}  // namespace earshot::app
