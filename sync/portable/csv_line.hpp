// sync/portable/csv_line.hpp: a row of a table as comma-separated text (RFC 4180).
//
// Commas, LF, quotes only where they are needed. Values are never altered: a text that begins with "=" stays that text,
// although a spreadsheet may take it for a formula. Read by app/commands/csv.hpp.
#pragma once

#include <string>
#include <vector>

namespace earshot::sync {

// One row with its line break.
std::string csv_line(const std::vector<std::string>& values);

}  // namespace earshot::sync
