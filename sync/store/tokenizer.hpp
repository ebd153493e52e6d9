// sync/store/tokenizer.hpp: what counts as a word for the full-text index, named "earshot" in SQL.
//
// Words of scripts with spaces are SQLite's own unicode61: case folded, diacritics removed, so that "cafe" finds
// "Café". Scripts written without spaces (Japanese, Chinese, Thai ...) and emoji are indexed code point by code point:
// any substring of them is then a phrase, and no dictionary is needed.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sync/store/database.hpp"

namespace earshot::sync {

class Tokenizer {
public:
    static Result<std::unique_ptr<Tokenizer>> create(Database& database);
    virtual ~Tokenizer() = default;

    // Calls `found` with every word of the text, in order, until it returns true.
    virtual void split_until(std::string_view text, const std::function<bool(std::string_view word)>& found) = 0;
};

// Once for each connection, before its first statement that touches the index.
Result<void> register_tokenizer(Database& database);

// Whether this code point is indexed as a word of its own.
bool stands_alone(std::uint32_t code_point);

}  // namespace earshot::sync
