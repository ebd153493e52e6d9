#include "app/commands/column_map.hpp"

#include <algorithm>
#include <optional>

#include "platform/base/text.hpp"
#include "sync/model/tables.hpp"
#include "sync/portable/field_text.hpp"

namespace earshot::app {
namespace {

class MapScanner {
public:
    explicit MapScanner(std::string_view text) : text_(text) {}

    bool at_end() const { return at_ >= text_.size(); }
    bool accept(char c) {
        if (at_end() || text_[at_] != c) return false;
        at_ += 1;
        return true;
    }
    // A name, bare up to the next , + or =, or in double quotes.
    Result<std::string> name() {
        skip_spaces();
        if (accept('"')) return quoted_name();
        const std::size_t end = std::min(text_.find_first_of(",+=", at_), text_.size());
        std::string name(trimmed(text_.substr(at_, end - at_)));
        at_ = end;
        if (name.empty()) return Error{Errc::invalid, "a name is missing " + place()};
        return name;
    }
    std::string place() const {
        return at_end() ? "at the end of the map" : "before \"" + std::string(text_.substr(at_)) + "\" in the map";
    }

private:
    Result<std::string> quoted_name() {
        std::string name;
        while (!at_end()) {
            const char c = text_[at_++];
            if (c == '"' && !accept('"')) {
                skip_spaces();
                return name;
            }
            name += c;
        }
        return Error{Errc::invalid, "a quote in the map is never closed"};
    }
    void skip_spaces() {
        while (accept(' ')) {
        }
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

std::string field_names() {
    std::string names;
    for (const sync::Field& field : sync::table_of(sync::Kind::story).fields.subspan(1))
        names += std::string(field.name) + ", ";
    return names + "echoes";
}

Result<void> check_field(const ColumnMap& map, const std::string& name) {
    const auto number = sync::table_of(sync::Kind::story).find(name);
    if (name != "echoes" && (!number || *number == sync::deleted_number)) {
        return Error{Errc::invalid, "\"" + name + "\" is not a field of a story. The fields are: " + field_names()};
    }
    const bool twice =
        std::any_of(map.begin(), map.end(), [&](const MappedField& mapped) { return mapped.field == name; });
    if (twice) return Error{Errc::invalid, "the map names " + name + " twice; join columns with + instead"};
    return {};
}

Result<std::size_t> find_column(std::span<const std::string> header, const std::string& name) {
    const auto plain = [](std::string_view text) { return lower_ascii(trimmed(text)); };
    std::vector<std::size_t> exact, similar;
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (header[i] == name) exact.push_back(i);
        if (plain(header[i]) == plain(name)) similar.push_back(i);
    }
    const auto& found = exact.empty() ? similar : exact;
    if (found.size() == 1) return found.front();
    if (found.size() > 1) return Error{Errc::invalid, "the file has two columns called \"" + name + "\""};
    std::string names;
    for (const std::string& column : header)
        names += (names.empty() ? "" : ", ") + (column.empty() ? std::string("(no name)") : column);
    return Error{Errc::not_found, "the file has no column \"" + name + "\". Its columns are: " + names};
}

}  // namespace

Result<ColumnMap> parse_column_map(std::string_view text) {
    MapScanner scan(text);
    ColumnMap map;
    do {
        MappedField mapped;
        EARSHOT_TRY(mapped.field, scan.name());
        EARSHOT_CHECK(check_field(map, mapped.field));
        if (!scan.accept('=')) {
            return Error{Errc::invalid, "\"=\" is missing after " + mapped.field + ", as in words=Review Text"};
        }
        do {
            EARSHOT_TRY(std::string column, scan.name());
            mapped.columns.push_back(std::move(column));
        } while (scan.accept('+'));
        map.push_back(std::move(mapped));
    } while (scan.accept(','));
    if (!scan.at_end()) return Error{Errc::invalid, "a comma is missing " + scan.place()};
    return map;
}

Result<std::vector<BoundField>> bind_columns(const ColumnMap& map, std::span<const std::string> header) {
    const sync::KindTable& table = sync::table_of(sync::Kind::story);
    std::vector<BoundField> bound;
    for (const MappedField& mapped : map) {
        BoundField field;
        if (const auto number = table.find(mapped.field)) {
            field.field = &table.fields[*number];
            field.number = *number;
        }
        for (const std::string& column : mapped.columns) {
            EARSHOT_TRY(const std::size_t index, find_column(header, column));
            field.columns.push_back(index);
        }
        bound.push_back(std::move(field));
    }
    return bound;
}

}  // namespace earshot::app
