// app/presenters/strings.hpp: every word of the interface, in the language of the person.
//
// assets/strings/<lang>.json is one flat object: key to text. Places to fill are {0}, {1}, ... Counted texts have two
// keys, "waiting.one" and "waiting.other", chosen by tr.count("waiting", n); {0} is the number. A language that lacks a
// key shows English; English lacks none (tests/tidy reads the sources and checks). Views write tr("key") and nothing
// else.
//
// Threads: read from one. Text views live as long as the Strings.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/base/result.hpp"
#include "platform/ports/files.hpp"

namespace earshot::app {

struct Language {
    std::string_view code;  // "de": the file's name
    std::string_view name;  // "Deutsch": what its speakers call it
};
// In the order of the first-run screen.
std::vector<Language> languages();

class Strings {
public:
    // Reads <folder>/<language>.json with <folder>/en.json below it. Errors name the file and the line.
    static Result<Strings> load(const platform::Files& files, const std::string& folder, std::string_view language);

    // The text of a key; the key itself when nobody wrote one, so that a gap is seen and reported.
    std::string_view operator()(std::string_view key) const;
    std::string operator()(std::string_view key, std::initializer_list<std::string_view> places) const;
    // The text for that number of things; the number fills {0}, the rest {1} onwards.
    std::string count(std::string_view key, std::int64_t number,
                      std::initializer_list<std::string_view> places = {}) const;

    const std::string& language() const { return language_; }
    std::vector<std::string> keys() const;

private:
    struct Hash : std::hash<std::string_view> {
        using is_transparent = void;
    };
    using Table = std::unordered_map<std::string, std::string, Hash, std::equal_to<>>;

    std::string language_ = "en";
    Table texts_;
};

// Puts `places` where {0}, {1}, ... stand; "{{" is a brace.
std::string fill_places(std::string_view text, std::initializer_list<std::string_view> places);

}  // namespace earshot::app
