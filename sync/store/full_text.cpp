#include "sync/store/full_text.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "platform/base/utf8.hpp"
#include "sync/model/tables.hpp"

namespace earshot::sync {
namespace {

// As in the migration that made the index: its prefix option.
constexpr std::size_t indexed_prefix = 3;
// A page of text pasted into the search field is not meant word for word.
constexpr std::size_t words_most = 32;
// Each alternative is looked up in every part of the index: some 50 microseconds and some 40 KB while the query runs.
constexpr std::size_t alternatives_most = 256;

// Larger than any character a word can go on with.
constexpr std::string_view after_all = "\xf4\x8f\xbf\xbf";

std::string quoted(std::string_view token) {
    std::string text = "\"";
    for (const char c : token)
        text += c == '"' ? "\"\"" : std::string(1, c);
    return text + '"';
}

// Spaces as people type them: ASCII, no-break, ideographic.
std::vector<std::string_view> words_of(std::string_view search) {
    std::vector<std::string_view> words;
    std::size_t start = 0;
    for (std::size_t at = 0; at <= search.size();) {
        const CodePoint c = decode_utf8(search, at);
        const bool space = c.length == 0 || c.value <= 0x20 || c.value == 0xa0 || c.value == 0x3000;
        if (space && at > start) words.push_back(search.substr(start, at - start));
        at += std::max<std::size_t>(c.length, 1);
        if (space) start = at;
    }
    return words;
}

// The tokens before the last one, each quoted, then a blank: the beginning of a phrase.
std::string phrase_start(const std::vector<std::string>& tokens) {
    std::string phrase;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
        phrase += quoted(tokens[i]) + " + ";
    return phrase;
}

}  // namespace

Result<std::unique_ptr<FullText>> FullText::create(Database& database) {
    EARSHOT_TRY(auto tokenizer, Tokenizer::create(database));
    EARSHOT_CHECK(database.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.story_word USING fts5vocab (main, story_text, instance)"));
    return std::unique_ptr<FullText>(new FullText(database, std::move(tokenizer)));
}

std::uint64_t FullText::searchable_fields(Kind kind) {
    std::uint64_t mask = 0;
    const auto fields = table_of(kind).fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].use == Use::searchable) mask |= std::uint64_t{1} << i;
    }
    return mask;
}

std::string FullText::text_of(const Record& record) {
    static const std::uint64_t searchable = searchable_fields(Kind::story);
    std::string text;
    const auto add = [&](std::string_view line) {
        if (line.empty()) return;
        if (!text.empty()) text += '\n';
        text += line;
    };
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        if ((searchable >> i & 1) == 0) continue;
        const Value& value = record.fields[i].value;
        add(sync::text_of(value));
        if (const SetValue* set = set_of(value)) {
            for (const SetMember& member : set->members)
                add(member.present ? std::string_view(member.name) : std::string_view());
        }
    }
    return text;
}

Result<void> FullText::insert(std::int64_t row, const Record& story) {
    const std::string text = text_of(story);
    return database_.statement("INSERT INTO story_text (rowid, words) VALUES (?, ?)").bind(row).bind(text).run();
}

Result<void> FullText::replace(std::int64_t row, const Record& story) {
    const std::string text = text_of(story);
    return database_.statement("UPDATE story_text SET words = ? WHERE rowid = ?").bind(text).bind(row).run();
}

Result<void> FullText::remove(std::int64_t row) {
    return database_.statement("DELETE FROM story_text WHERE rowid = ?", row).run();
}

Result<TextQuery> FullText::query_of(std::string_view search) {
    std::vector<std::vector<std::string>> words;
    for (const std::string_view word : words_of(search)) {
        std::vector<std::string> tokens;
        EARSHOT_CHECK(tokenizer_->split(word, [&](std::string_view token) { tokens.emplace_back(token); }));
        // Typed twice is meant once, and lone punctuation means nothing.
        if (!tokens.empty() && std::find(words.begin(), words.end(), tokens) == words.end()) {
            words.push_back(std::move(tokens));
        }
        if (words.size() == words_most) break;
    }
    TextQuery query;
    for (const auto& tokens : words) {
        EARSHOT_TRY(const std::string expression, expression_of(tokens, alternatives_most / words.size()));
        if (expression.empty()) return TextQuery{TextQuery::Finds::nothing, {}};
        query.finds = TextQuery::Finds::matches;
        query.expression += (query.expression.empty() ? "(" : " AND (") + expression + ')';
    }
    return query;
}

Result<std::string> FullText::expression_of(const std::vector<std::string>& tokens, std::size_t most) {
    const std::string start = phrase_start(tokens);
    const std::string& last = tokens.back();
    const std::string whole = start + quoted(last);
    const CodePoint first = decode_utf8(last, 0);
    if (first.length == last.size() && stands_alone(first.value)) return whole;
    if (count_code_points(last) == indexed_prefix) return whole + " *";

    // Go from word to word through those that begin with `last`. Words longer than the indexed prefix stand for all
    // that share it when what was typed is shorter.
    std::string expression;
    std::size_t alternatives = 0;
    const bool shorter = count_code_points(last) < indexed_prefix;
    for (std::string at = last;;) {
        auto next = database_.statement("SELECT term FROM temp.story_word WHERE term >= ? LIMIT 1", at);
        EARSHOT_TRY(const bool found, next.step());
        if (!found || !next.text(0).starts_with(last)) return expression;
        if (++alternatives > most) return whole + " *";
        const std::string word(next.text(0));
        const std::string_view prefix = utf8_prefix(word, indexed_prefix);
        const bool joined = shorter && count_code_points(prefix) == indexed_prefix;
        expression +=
            (expression.empty() ? "" : " OR ") + start + quoted(joined ? prefix : word) + (joined ? " *" : "");
        at = joined ? std::string(prefix) + std::string(after_all) : word + '\x01';
    }
}

}  // namespace earshot::sync
