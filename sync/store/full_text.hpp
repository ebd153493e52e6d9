// sync/store/full_text.hpp: the index over the words of all living stories, and how people's searches become queries.
//
// Each word of a search finds what begins with it; all words must be found. Scripts without spaces are found as they
// stand, wherever they stand. Nothing a person can type is an error: quotes, stars and operators are only characters.
//
// How the beginning of a word is found among a million stories within a frame. The index can walk the stories of a
// whole word newest first and stop when a page is full; for a beginning it would first collect every story that has any
// such word. So a beginning becomes the few whole words there are, joined by OR. Where there are too many of them
// ("s"), most stories have one, and reading story after story fills a page at once: those become a condition on the
// story, has_beginning(). Only what is neither (many words, few stories) is left to the index's own way.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sync/model/record.hpp"
#include "sync/store/tokenizer.hpp"

namespace earshot::sync {

// What a search means to the index.
struct TextQuery {
    bool nothing = false;                 // no story can have these words
    std::string expression;               // FTS5's; empty when the index is not asked
    std::vector<std::string> beginnings;  // conditions on the story: begins_sql() with each of these
};

class FullText {
public:
    static Result<std::unique_ptr<FullText>> create(Database& database);

    Result<void> insert(std::int64_t row, const Record& story);
    Result<void> replace(std::int64_t row, const Record& story);
    Result<void> remove(std::int64_t row);

    // For every story of the search.
    Result<TextQuery> query_of(std::string_view search);
    // For the first few stories below `before` (the next page). has_beginning() then gives up with an error when it has
    // read more stories than a person would wait for, see gave_up().
    Result<TextQuery> page_query_of(std::string_view search, std::int64_t before);
    // Whether that happened since the last page_query_of(); query_of() is the way out.
    bool gave_up() const { return readings_left_ < 0; }

    // "has_beginning(?, t.words, ...)": whether a story, under the name t, has a word that begins so.
    static const std::string& begins_sql();
    // The searchable fields of a story, one on a line.
    static std::string text_of(const Record& story);
    // Bit n: field n of a story is searchable.
    static std::uint64_t searchable_fields();

private:
    // Alternatives joined by OR, or that there are too many.
    using Alternatives = std::optional<std::vector<std::string>>;

    FullText(Database& database, std::unique_ptr<Tokenizer> tokenizer)
        : database_(database), tokenizer_(std::move(tokenizer)) {}

    // `before` is empty when every story is wanted.
    Result<TextQuery> query_of(std::string_view search, std::optional<std::int64_t> before);
    Result<void> add_word(TextQuery& query, const std::vector<std::string>& tokens, std::size_t alternatives_most,
                          std::optional<std::int64_t> before);
    Result<Alternatives> words_with(const std::string& beginning, std::size_t most);
    // How many of the next stories below `before` have such a word, in percent.
    Result<std::int64_t> percent_with(const std::string& beginning, std::int64_t before);
    // What has_beginning() does for one field.
    bool has_beginning(std::string_view text, std::string_view beginning);
    struct Function;

    Database& database_;
    std::unique_ptr<Tokenizer> tokenizer_;
    std::int64_t readings_left_ = 0;
};

}  // namespace earshot::sync
