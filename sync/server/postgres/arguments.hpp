// sync/server/postgres/arguments.hpp: what a statement is given, in PostgreSQL's binary form.
//
//   connection.run("SELECT body FROM record WHERE id = $1 AND seq > $2", Arguments::of(id, cursor));
//
// Texts of PostgreSQL cannot hold the character U+0000, which people do not type but programs can send: it becomes
// U+FFFD.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/id.hpp"

namespace earshot::sync::postgres {

class Arguments {
public:
    template <class... Values>
    static Arguments of(const Values&... values) {
        Arguments arguments;
        (arguments.add(values), ...);
        return arguments;
    }

    // The next parameter, from left to right.
    void add(bool value);
    void add(int value) { add(static_cast<std::int64_t>(value)); }
    void add(std::int64_t number);
    void add(std::string_view text);
    void add(const std::string& text) { add(std::string_view(text)); }
    void add(const char* text) { add(std::string_view(text)); }
    void add(const Id& id);
    // One parameter of an array type.
    void add(const std::vector<std::int64_t>& numbers);
    void add(const std::vector<std::optional<std::int64_t>>& numbers);
    void add(const std::vector<Id>& ids);
    void add(const std::vector<std::optional<Id>>& ids);
    void add(const std::vector<std::string_view>& texts);
    void add(const std::vector<std::optional<std::string_view>>& texts);

    int count() const { return static_cast<int>(values_.size()); }
    const std::vector<std::string>& values() const { return values_; }
    const std::vector<std::uint32_t>& types() const { return types_; }

private:
    template <class Element>
    void add_array(std::uint32_t array_type, std::uint32_t element_type, const std::vector<Element>& elements);

    std::vector<std::string> values_;
    std::vector<std::uint32_t> types_;  // object ids of pg_type
};

// Numbers as they travel: most significant byte first.
std::int64_t number_from(std::string_view bytes);

}  // namespace earshot::sync::postgres
