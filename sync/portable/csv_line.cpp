#include "sync/portable/csv_line.hpp"

namespace earshot::sync {

std::string csv_line(const std::vector<std::string>& values) {
    std::string line;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (i > 0) line += ',';
        const std::string& value = values[i];
        // A row of one empty value would be a blank line, which is no row.
        const bool quote = value.find_first_of(",\"\r\n") != std::string::npos || (value.empty() && values.size() == 1);
        if (!quote) {
            line += value;
            continue;
        }
        line += '"';
        for (const char c : value) {
            if (c == '"') line += '"';
            line += c;
        }
        line += '"';
    }
    return line + '\n';
}

}  // namespace earshot::sync
