#include "sync/store/field_dictionary.hpp"

#include <algorithm>

#include "platform/base/assert.hpp"

namespace earshot::sync {

Result<void> FieldDictionary::load(Database& database) {
    grown_.clear();
    EARSHOT_TRY(const std::int64_t names_before, database.number("SELECT count(*) FROM field_name"));
    for (const KindTable& table : all_tables()) {
        OfKind& kind = kinds_[static_cast<std::size_t>(table.kind)];
        kind.numbers.assign(table.fields.size(), -1);
        kind.fields.clear();
        auto known = database.statement("SELECT name FROM field_name WHERE kind = ? ORDER BY number", table.name);
        for (;;) {
            EARSHOT_TRY(const bool found, known.step());
            if (!found) break;
            const auto field = table.find(known.text(0));
            if (field) kind.numbers[*field] = static_cast<int>(kind.fields.size());
            kind.fields.push_back(field);
        }
        auto add = database.statement("INSERT INTO field_name (kind, number, name) VALUES (?, ?, ?)");
        for (std::size_t i = 0; i < table.fields.size(); ++i) {
            if (kind.numbers[i] >= 0) continue;
            const std::size_t number = kind.fields.size();
            EARSHOT_ASSERT(number < numbers_most);
            kind.numbers[i] = static_cast<int>(number);
            kind.fields.emplace_back(static_cast<FieldNumber>(i));
            add.bind(table.name).bind(static_cast<std::int64_t>(number)).bind(table.fields[i].name);
            EARSHOT_CHECK(add.run());
            const bool noted = !grown_.empty() && grown_.back() == table.kind;
            if (names_before > 0 && !noted) grown_.push_back(table.kind);
        }
    }
    return {};
}

std::optional<FieldNumber> FieldDictionary::field_of(Kind kind, int number) const {
    const auto& fields = at(kind).fields;
    const auto index = static_cast<std::size_t>(number);
    return index < fields.size() ? fields[index] : std::nullopt;
}

std::uint64_t FieldDictionary::stored_mask(Kind kind, std::uint64_t fields) const {
    std::uint64_t mask = 0;
    const auto& numbers = at(kind).numbers;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if ((fields >> i & 1) != 0) mask |= std::uint64_t{1} << numbers[i];
    }
    return mask;
}

}  // namespace earshot::sync
