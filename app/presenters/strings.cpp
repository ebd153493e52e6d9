#include "app/presenters/strings.hpp"

#include <algorithm>
#include <memory>

#include <yyjson.h>

namespace earshot::app {
namespace {

using Document = std::unique_ptr<yyjson_doc, decltype(&yyjson_doc_free)>;

Result<std::vector<std::pair<std::string, std::string>>> read_table(const platform::Files& files,
                                                                    const std::string& path) {
    EARSHOT_TRY(std::string text, files.read(path));
    yyjson_read_err trouble{};
    const Document document(yyjson_read_opts(text.data(), text.size(), 0, nullptr, &trouble), &yyjson_doc_free);
    if (!document) {
        const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(trouble.pos), '\n');
        return Error{Errc::invalid, path + ", line " + std::to_string(line) + ": " + trouble.msg};
    }
    std::vector<std::pair<std::string, std::string>> table;
    yyjson_obj_iter each = yyjson_obj_iter_with(yyjson_doc_get_root(document.get()));
    while (yyjson_val* key = yyjson_obj_iter_next(&each)) {
        yyjson_val* value = yyjson_obj_iter_get_val(key);
        if (!yyjson_is_str(value))
            return Error{Errc::invalid, path + ": \"" + yyjson_get_str(key) + "\" is not a text"};
        table.emplace_back(yyjson_get_str(key), std::string(yyjson_get_str(value), yyjson_get_len(value)));
    }
    return table;
}

}  // namespace

std::vector<Language> languages() {
    return {{"en", "English"}, {"es", "Español"}, {"de", "Deutsch"}, {"fr", "Français"}, {"ja", "日本語"}};
}

Result<Strings> Strings::load(const platform::Files& files, const std::string& folder, std::string_view language) {
    Strings strings;
    EARSHOT_TRY(auto english, read_table(files, folder + "/en.json"));
    for (auto& [key, text] : english)
        strings.texts_.insert_or_assign(std::move(key), std::move(text));
    if (language == "en" || language.empty()) return strings;
    EARSHOT_TRY(auto own, read_table(files, folder + "/" + std::string(language) + ".json"));
    for (auto& [key, text] : own)
        strings.texts_.insert_or_assign(std::move(key), std::move(text));
    strings.language_ = language;
    return strings;
}

std::string_view Strings::operator()(std::string_view key) const {
    const auto found = texts_.find(key);
    return found == texts_.end() ? key : std::string_view(found->second);
}

std::string Strings::operator()(std::string_view key, std::initializer_list<std::string_view> places) const {
    return fill_places((*this)(key), places);
}

std::string Strings::count(std::string_view key, std::int64_t number,
                           std::initializer_list<std::string_view> places) const {
    const std::string digits = std::to_string(number);
    std::string text(std::string(key) + (number == 1 ? ".one" : ".other"));
    text = (*this)(text);
    // {0} is the number; the others move up by one. At most three places follow a number anywhere in the interface.
    const auto at = [&](std::size_t i) { return i < places.size() ? *(places.begin() + i) : std::string_view(); };
    return fill_places(text, {digits, at(0), at(1), at(2)});
}

std::vector<std::string> Strings::keys() const {
    std::vector<std::string> keys;
    for (const auto& [key, text] : texts_)
        keys.push_back(key);
    std::sort(keys.begin(), keys.end());
    return keys;
}

std::string fill_places(std::string_view text, std::initializer_list<std::string_view> places) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool place =
            text[i] == '{' && i + 2 < text.size() && text[i + 1] >= '0' && text[i + 1] <= '9' && text[i + 2] == '}';
        const auto index = place ? static_cast<std::size_t>(text[i + 1] - '0') : 0;
        if (place && index < places.size()) {
            out += *(places.begin() + index);
            i += 2;
        } else {
            if (text.substr(i, 2) == "{{") ++i;
            out += text[i];
        }
    }
    return out;
}

}  // namespace earshot::app
