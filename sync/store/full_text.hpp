// sync/store/full_text.hpp: the index over the words of all living stories, and how people's searches become queries.
//
// Each word of a search finds what begins with it; all words must be found. Scripts without spaces are found as they
// stand, wherever they stand. Nothing a person can type is an error: quotes, stars and operators are only characters.
//
// Why words are looked up one by one: the index can walk the stories of a whole word newest first and stop when a page
// is full, but for the beginning of a word it would first collect every story that has any such word. So a beginning
// is turned into the few words there are (or into three-letter beginnings, which are indexed like words), joined by OR.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sync/model/record.hpp"
#include "sync/store/tokenizer.hpp"

namespace earshot::sync {

// What a search means to the index.
struct TextQuery {
    enum class Finds { everything, nothing, matches };
    Finds finds = Finds::everything;
    std::string expression;  // FTS5's, when it finds matches
};

class FullText {
public:
    static Result<std::unique_ptr<FullText>> create(Database& database);

    Result<void> insert(std::int64_t row, const Record& story);
    Result<void> replace(std::int64_t row, const Record& story);
    Result<void> remove(std::int64_t row);

    Result<TextQuery> query_of(std::string_view search);

    // The searchable fields of a record, one on a line.
    static std::string text_of(const Record& record);
    // Bit n: field n of the kind is searchable.
    static std::uint64_t searchable_fields(Kind kind);

private:
    FullText(Database& database, std::unique_ptr<Tokenizer> tokenizer)
        : database_(database), tokenizer_(std::move(tokenizer)) {}

    // FTS5's expression for one word of a search; empty when no story can have it.
    Result<std::string> expression_of(const std::vector<std::string>& tokens, std::size_t alternatives_most);

    Database& database_;
    std::unique_ptr<Tokenizer> tokenizer_;
};

}  // namespace earshot::sync
