// app/commands/csv.hpp: reads tables of comma-separated text (RFC 4180), with the habits of real files.
//
// Read: a byte order mark is skipped; lines end with LF, CRLF or CR; a value in quotes may hold separators, line breaks
// and doubled quotes; a quote inside a value that does not begin with one is an ordinary character; spaces belong to
// the value; blank lines are no rows. Comma, semicolon or tab separate, whichever the first line uses most.
//
// The text comes in pieces, cut anywhere; no more than one row of it is held.
//
// Written by sync/portable/csv_line.hpp.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.hpp"

namespace earshot::app {

struct CsvRow {
    std::size_t line = 0;  // where the row begins, counted from 1
    std::vector<std::string> values;
};

// What a row may have, quotes and separators among it; a story with its echoes is far from that.
inline constexpr std::size_t csv_row_bytes_max = std::size_t{16} * 1024 * 1024;

class CsvReader {
public:
    // Every row, the header among them, in order.
    using Visit = std::function<Result<void>(CsvRow&&)>;

    explicit CsvReader(Visit visit);
    ~CsvReader();

    // Errc::invalid when a row is too large, or the visitor's error; nothing may follow that.
    Result<void> take(std::string_view piece);
    // After the last piece. Errc::invalid when a quote is never closed; the rows before it have been visited.
    Result<void> finish();

private:
    class Reading;
    std::unique_ptr<Reading> reading_;
};

// A table that is in memory already.
Result<void> read_csv(std::string_view content, const CsvReader::Visit& visit);

}  // namespace earshot::app
