// app/commands/csv.hpp: reads tables of comma-separated text (RFC 4180), with the habits of real files.
//
// Read: a byte order mark is skipped; lines end with LF, CRLF or CR; a value in quotes may hold separators, line breaks
// and doubled quotes; a quote inside a value that does not begin with one is an ordinary character; spaces belong to
// the value; blank lines are no rows. Comma, semicolon or tab separate, whichever the first line uses most.
//
// Written by sync/portable/csv_line.hpp.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.hpp"

namespace earshot::app {

struct CsvRow {
    std::size_t line = 0;  // where the row begins, counted from 1
    std::vector<std::string> values;
};

// Every row, the header among them, in order. Stops when the visitor returns an error. Errc::invalid when a quote is
// never closed; rows before it have been visited.
Result<void> read_csv(std::string_view content, const std::function<Result<void>(CsvRow&&)>& visit);

}  // namespace earshot::app
