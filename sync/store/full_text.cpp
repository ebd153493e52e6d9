#include "sync/store/full_text.hpp"

#include <algorithm>
#include <utility>

#include <sqlite3.h>

#include "platform/base/utf8.hpp"
#include "sync/model/tables.hpp"
#include "sync/store/value_json.hpp"

namespace earshot::sync {
namespace {

// A page of text pasted into the search field is not meant word for word.
constexpr std::size_t words_most = 32;
// Each alternative is looked up in every part of the index: some 20 microseconds, and some 20 KB while the query runs.
constexpr std::size_t alternatives_most = 512;
// Reading a story and its words takes some 10 microseconds: at this share a page is full after a few milliseconds.
constexpr std::int64_t common_percent = 8;
constexpr std::int64_t stories_looked_at = 200;
constexpr std::int64_t readings_most = 5'000;
// Beginnings this short are looked for in the stories first: there are too many such words to go through them in vain.
constexpr std::size_t short_beginning = 3;
// Going on to the next place of a word is cheap, looking up the next word is not; this is where it pays.
constexpr int places_most = 16;

std::string in_quotes(std::string_view token) {
    std::string text = "\"";
    for (const char c : token)
        text += c == '"' ? "\"\"" : std::string(1, c);
    return text + '"';
}

// Spaces as people type them: ASCII, no-break, ideographic. What is not UTF-8 is as good as a space.
std::vector<std::string_view> words_of(std::string_view search) {
    std::vector<std::string_view> words;
    std::size_t start = 0;
    for (std::size_t at = 0; at <= search.size();) {
        const CodePoint c = decode_utf8(search, at);
        const bool invalid = c.value == 0xfffd && c.length == 1;
        const bool space = c.length == 0 || c.value <= 0x20 || c.value == 0xa0 || c.value == 0x3000 || invalid;
        if (space && at > start) words.push_back(search.substr(start, at - start));
        at += std::max<std::size_t>(c.length, 1);
        if (space) start = at;
    }
    return words;
}

// The tokens before the last one, as the beginning of a phrase.
std::string phrase_start(const std::vector<std::string>& tokens) {
    std::string phrase;
    for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
        phrase += in_quotes(tokens[i]) + " + ";
    return phrase;
}

bool is_searchable(FieldNumber field) {
    return (FullText::searchable_fields() >> field & 1) != 0;
}

std::string_view value_text(sqlite3_value* value) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return text ? std::string_view(text, static_cast<std::size_t>(sqlite3_value_bytes(value))) : std::string_view();
}

}  // namespace

// ---- the words of stories
// --------------------------------------------------------------------------------------------

std::uint64_t FullText::searchable_fields() {
    static constexpr std::uint64_t mask = [] {
        std::uint64_t fields = 0;
        for (std::size_t i = 0; i < story_fields.size(); ++i) {
            if (story_fields[i].use == Use::searchable) fields |= std::uint64_t{1} << i;
        }
        return fields;
    }();
    return mask;
}

std::string FullText::text_of(const Record& story) {
    std::string text;
    const auto add = [&](std::string_view line) {
        if (line.empty()) return;
        if (!text.empty()) text += '\n';
        text += line;
    };
    for (std::size_t i = 0; i < story.fields.size(); ++i) {
        if (!is_searchable(static_cast<FieldNumber>(i))) continue;
        const Value& value = story.fields[i].value;
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

// ---- has_beginning()
// -------------------------------------------------------------------------------------------------

bool FullText::has_beginning(std::string_view text, std::string_view beginning) {
    bool found = false;
    tokenizer_->split_until(text, [&](std::string_view word) {
        found = word.starts_with(beginning);
        return found;
    });
    return found;
}

struct FullText::Function {
    // has_beginning(beginning, field ...)
    static void call(sqlite3_context* context, int count, sqlite3_value** values) {
        auto& text = *static_cast<FullText*>(sqlite3_user_data(context));
        if (--text.readings_left_ < 0) {
            sqlite3_result_error(context, "too many stories to read", -1);
            return;
        }
        const std::string_view beginning = value_text(values[0]);
        bool found = false;
        for (int i = 1; i < count && !found; ++i) {
            const std::string_view field = value_text(values[i]);
            // Only sets are JSON, and only they begin like this; of their members, those that left must not be found.
            const auto set =
                field.starts_with("[\"") || field.starts_with("[[\"") ? set_from_json(field, {}) : std::nullopt;
            if (!set) {
                found = text.has_beginning(field, beginning);
                continue;
            }
            for (const SetMember& member : set->members)
                found = found || (member.present && text.has_beginning(member.name, beginning));
        }
        sqlite3_result_int(context, found ? 1 : 0);
    }
};

const std::string& FullText::begins_sql() {
    static const std::string sql = [] {
        std::string call = "has_beginning(?";
        for (std::size_t i = 0; i < story_fields.size(); ++i) {
            if (is_searchable(static_cast<FieldNumber>(i))) call += ", t.\"" + std::string(story_fields[i].name) + '"';
        }
        return call + ')';
    }();
    return sql;
}

Result<std::unique_ptr<FullText>> FullText::create(Database& database) {
    EARSHOT_TRY(auto tokenizer, Tokenizer::create(database));
    std::unique_ptr<FullText> text(new FullText(database, std::move(tokenizer)));
    const int code = sqlite3_create_function_v2(database.raw(), "has_beginning", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                                text.get(), Function::call, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return database.error(code);
    EARSHOT_CHECK(database.execute(
        "CREATE VIRTUAL TABLE IF NOT EXISTS temp.story_word USING fts5vocab (main, story_text, instance)"));
    return text;
}

// ---- searches
// --------------------------------------------------------------------------------------------------------

Result<TextQuery> FullText::query_of(std::string_view search) {
    return query_of(search, std::nullopt);
}

Result<TextQuery> FullText::page_query_of(std::string_view search, std::int64_t before) {
    EARSHOT_TRY(TextQuery query, query_of(search, before));
    readings_left_ = readings_most;
    return query;
}

Result<TextQuery> FullText::query_of(std::string_view search, std::optional<std::int64_t> before) {
    std::vector<std::vector<std::string>> words;
    for (const std::string_view word : words_of(search)) {
        std::vector<std::string> tokens;
        tokenizer_->split_until(word, [&](std::string_view token) {
            tokens.emplace_back(token);
            return false;
        });
        // Typed twice is meant once, and lone punctuation means nothing.
        if (!tokens.empty() && std::find(words.begin(), words.end(), tokens) == words.end()) {
            words.push_back(std::move(tokens));
        }
        if (words.size() == words_most) break;
    }
    TextQuery query;
    for (const auto& tokens : words) {
        EARSHOT_CHECK(add_word(query, tokens, alternatives_most / words.size(), before));
        if (query.nothing) break;
    }
    return query;
}

Result<void> FullText::add_word(TextQuery& query, const std::vector<std::string>& tokens, std::size_t most,
                                std::optional<std::int64_t> before) {
    const std::string start = phrase_start(tokens);
    const std::string& last = tokens.back();
    const auto add = [&](const std::string& expression) {
        query.expression += (query.expression.empty() ? "(" : " AND (") + expression + ')';
    };
    const CodePoint first = decode_utf8(last, 0);
    if (first.length == last.size() && stands_alone(first.value)) {
        add(start + in_quotes(last));
        return {};
    }
    const bool common = before && tokens.size() == 1 && count_code_points(last) <= short_beginning;
    if (common) {
        EARSHOT_TRY(const std::int64_t percent, percent_with(last, *before));
        if (percent >= common_percent) {
            query.beginnings.push_back(last);
            return {};
        }
    }
    EARSHOT_TRY(const Alternatives words, words_with(last, most));
    if (!words) {
        add(start + in_quotes(last) + " *");
        return {};
    }
    std::string expression;
    for (const std::string& word : *words)
        expression += (expression.empty() ? "" : " OR ") + start + in_quotes(word);
    query.nothing = words->empty();
    add(expression);
    return {};
}

Result<FullText::Alternatives> FullText::words_with(const std::string& beginning, std::size_t most) {
    std::vector<std::string> words;
    for (std::string at = beginning;;) {
        auto places = database_.statement("SELECT term FROM temp.story_word WHERE term >= ?", at);
        int same = 0;
        do {
            EARSHOT_TRY(const bool found, places.step());
            if (!found || !places.text(0).starts_with(beginning)) return Alternatives(std::move(words));
            const bool known = !words.empty() && words.back() == places.text(0);
            same = known ? same + 1 : 0;
            if (known) continue;
            if (words.size() == most) return Alternatives();
            words.emplace_back(places.text(0));
        } while (same < places_most);
        at = words.back() + '\x01';  // Past it, and before everything else.
    }
}

Result<std::int64_t> FullText::percent_with(const std::string& beginning, std::int64_t before) {
    readings_left_ = stories_looked_at;
    auto rows = database_.statement("SELECT count(*), coalesce(sum(has), 0) FROM (SELECT " + begins_sql() +
                                        " AS has FROM story AS t WHERE t.row < ? ORDER BY t.row DESC LIMIT ?)",
                                    beginning, before, stories_looked_at);
    EARSHOT_TRY(const bool found, rows.step());
    if (!found || rows.number(0) == 0) return std::int64_t{0};
    return rows.number(1) * 100 / rows.number(0);
}

}  // namespace earshot::sync
