#include "app/commands/csv.hpp"

#include <algorithm>
#include <array>

#include <csv.h>

namespace earshot::app {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// The parser tells of values and rows; where they stand in the file is counted by read_csv, line by line.
struct Reading {
    const std::function<Result<void>(CsvRow&&)>& visit;
    CsvRow row{.line = 1, .values = {}};  // the row under way
    bool row_ended = false;               // since the flag was last lowered
    Result<void> outcome{};

    void take_value(void* bytes, std::size_t length) {
        row.values.emplace_back(static_cast<const char*>(bytes), length);
    }
    void take_row() {
        if (outcome) outcome = visit(CsvRow{row.line, std::move(row.values)});
        row.values.clear();
        row_ended = true;
    }
};

void on_value(void* bytes, std::size_t length, void* reading) {
    static_cast<Reading*>(reading)->take_value(bytes, length);
}

void on_row(int /*terminator*/, void* reading) {
    static_cast<Reading*>(reading)->take_row();
}

int is_never_space(unsigned char /*c*/) {
    return 0;  // The parser would strip spaces; they belong to the value.
}

class Parser {
public:
    explicit Parser(char separator) {
        EARSHOT_ASSERT(csv_init(&parser_, 0) == 0);
        csv_set_delim(&parser_, static_cast<unsigned char>(separator));
        csv_set_space_func(&parser_, is_never_space);
    }
    ~Parser() { csv_free(&parser_); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    bool feed(std::string_view piece, Reading& reading) {
        return csv_parse(&parser_, piece.data(), piece.size(), on_value, on_row, &reading) == piece.size();
    }
    bool finish(Reading& reading) {
        // Strict from here on: not about quotes inside values, which are past, but about one that is still open.
        csv_set_opts(&parser_, CSV_STRICT | CSV_STRICT_FINI);
        return csv_fini(&parser_, on_value, on_row, &reading) == 0;
    }

private:
    csv_parser parser_{};
};

// Up to and including the next line break; CRLF is one.
std::string_view first_line(std::string_view text) {
    const std::size_t at = text.find_first_of("\r\n");
    if (at == std::string_view::npos) return text;
    const bool two = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
    return text.substr(0, at + (two ? 2 : 1));
}

Error trouble_in(const CsvRow& row, std::string_view trouble) {
    return {Errc::invalid, "line " + std::to_string(row.line) + ": " + std::string(trouble)};
}

char separator_of(std::string_view header) {
    constexpr std::array separators{',', ';', '\t'};
    std::array<std::size_t, separators.size()> counts{};
    bool quoted = false;
    for (const char c : header) {
        if (c == '"') quoted = !quoted;
        for (std::size_t i = 0; i < separators.size(); ++i)
            if (!quoted && c == separators[i]) counts[i] += 1;
    }
    return separators[static_cast<std::size_t>(std::max_element(counts.begin(), counts.end()) - counts.begin())];
}

}  // namespace

Result<void> read_csv(std::string_view content, const std::function<Result<void>(CsvRow&&)>& visit) {
    if (content.starts_with(byte_order_mark)) content.remove_prefix(byte_order_mark.size());
    Parser parser(separator_of(first_line(content)));
    Reading reading{.visit = visit};
    bool inside_row = false;  // a value in quotes goes on in the next line
    for (std::size_t line_number = 1; !content.empty(); ++line_number) {
        const std::string_view line = first_line(content);
        content.remove_prefix(line.size());
        if (!inside_row) reading.row.line = line_number;
        reading.row_ended = false;
        if (!parser.feed(line, reading)) return trouble_in(reading.row, "this row is too large to read");
        if (!reading.outcome) return reading.outcome;
        const bool blank = line.find_first_not_of("\r\n") == std::string_view::npos;
        inside_row = !reading.row_ended && (inside_row || !blank);
    }
    if (!parser.finish(reading)) return trouble_in(reading.row, "a quote that opens in this row is never closed");
    return reading.outcome;
}

}  // namespace earshot::app
