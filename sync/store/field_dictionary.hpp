// sync/store/field_dictionary.hpp: a number for every field that keeps its meaning for the life of the database.
//
// The order of a kind's table is a build's own business and may change; stamps and waiting fields are stored as bits,
// so each database numbers the names itself, the first time a build that knows them opens it.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "sync/model/field.hpp"
#include "sync/store/database.hpp"

namespace earshot::sync {

class FieldDictionary {
public:
    // Numbers one kind can have; bit 63 of a mask means every field.
    static constexpr std::size_t numbers_most = 63;

    // Reads the dictionary and adds the names that are new to this database; inside the caller's transaction.
    Result<void> load(Database& database);

    int number_of(Kind kind, FieldNumber field) const { return at(kind).numbers[field]; }
    // Empty for a name that this build no longer has.
    std::optional<FieldNumber> field_of(Kind kind, int number) const;
    // The waiting fields of a mask of this build's own field numbers.
    std::uint64_t stored_mask(Kind kind, std::uint64_t fields) const;
    bool waits(Kind kind, std::uint64_t stored_mask, FieldNumber field) const {
        return ((stored_mask >> number_of(kind, field)) & 1) != 0 || (stored_mask & every_field) != 0;
    }

    // Kinds that are new to a database which is not, or got new names in load(): what was unknown may be known now.
    const std::vector<Kind>& grown() const { return grown_; }

    static constexpr std::uint64_t every_field = std::uint64_t{1} << 63;

private:
    struct OfKind {
        std::vector<int> numbers;                        // by this build's field number
        std::vector<std::optional<FieldNumber>> fields;  // by stored number
    };
    const OfKind& at(Kind kind) const { return kinds_[static_cast<std::size_t>(kind)]; }

    std::array<OfKind, kind_count> kinds_;
    std::vector<Kind> grown_;
};

}  // namespace earshot::sync
