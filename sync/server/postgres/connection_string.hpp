// sync/server/postgres/connection_string.hpp: where the PostgreSQL is, as libpq writes it, and what we add.
//
//   postgres://earshot@db1:5432,db2:5432/earshot?sslmode=verify-full
//
// With several hosts the one that takes writes is used, so that a promoted standby is found. Unless the string says
// otherwise, unreachable hosts are given up after a few seconds. Passwords belong into PGPASSWORD, a password file or
// the service file, which libpq reads by itself; one that stands in the string is never shown.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/base/result.hpp"

namespace earshot::sync::postgres {

class ConnectionString {
public:
    // Errc::invalid with what is wrong.
    static Result<ConnectionString> parse(const std::string& text);

    // What libpq is given: its keywords and their values.
    const std::vector<std::pair<std::string, std::string>>& settings() const { return settings_; }
    // For people: "postgres://earshot@db1:5432,db2:5432/earshot", without a password.
    std::string shown() const;

private:
    std::string_view value_of(std::string_view keyword) const;
    void unless_said(std::string_view keyword, std::string_view value);

    std::vector<std::pair<std::string, std::string>> settings_;
};

}  // namespace earshot::sync::postgres
