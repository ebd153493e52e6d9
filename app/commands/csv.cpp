#include "app/commands/csv.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <csv.h>

namespace earshot::app {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

int is_never_space(unsigned char /*c*/) {
    return 0;  // The parser would strip spaces; they belong to the value.
}

// Up to and including the next line break; CRLF is one.
std::string_view first_line(std::string_view text) {
    const std::size_t at = text.find_first_of("\r\n");
    if (at == std::string_view::npos) return text;
    const bool two = text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
    return text.substr(0, at + (two ? 2 : 1));
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

using OnValue = void (*)(void* bytes, std::size_t length, void* reading);
using OnRow = void (*)(int terminator, void* reading);

class Parser {
public:
    Parser(char separator, OnValue on_value, OnRow on_row, void* reading)
        : separator_(separator), on_value_(on_value), on_row_(on_row), reading_(reading) {
        begin();
    }
    ~Parser() { csv_free(&parser_); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    bool feed(std::string_view text) {
        return csv_parse(&parser_, text.data(), text.size(), on_value_, on_row_, reading_) == text.size();
    }
    bool finish() {
        // Strict from here on: not about quotes inside values, which are past, but about one that is still open.
        csv_set_opts(&parser_, CSV_STRICT | CSV_STRICT_FINI);
        return csv_fini(&parser_, on_value_, on_row_, reading_) == 0;
    }
    // Inside them, or just behind a quote that may have ended them.
    bool is_in_quotes() const { return parser_.quoted != 0; }
    // Goes on inside the quotes, without what they hold so far.
    void forget_value() {
        csv_free(&parser_);
        begin();
        feed("\"");
    }

private:
    static constexpr std::size_t room_grows_by = 65'536;

    void begin() {
        EARSHOT_ASSERT(csv_init(&parser_, 0) == 0);
        csv_set_delim(&parser_, static_cast<unsigned char>(separator_));
        csv_set_space_func(&parser_, is_never_space);
        // A long value moves each time its room grows; 128 bytes at once, as libcsv has it, is many times.
        csv_set_blk_size(&parser_, room_grows_by);
    }

    csv_parser parser_{};
    char separator_;
    OnValue on_value_;
    OnRow on_row_;
    void* reading_;
};

}  // namespace

// The parser tells of values and rows; where they stand in the file is counted here, line by line.
class CsvReader::Reading {
public:
    explicit Reading(Visit visit) : visit_(std::move(visit)) {}

    Result<void> take(std::string_view piece) {
        if (parser_) return take_lines(piece);
        beginning_ += piece;
        const bool whole = beginning_.find_first_of("\r\n") != std::string::npos;
        return whole || beginning_.size() > csv_row_bytes_max ? begin() : Result<void>{};
    }

    Result<void> finish() {
        if (!parser_) EARSHOT_CHECK(begin());
        if (!parser_->finish()) return trouble("a quote that opens in this row is never closed");
        return outcome_;
    }

private:
    // Once the first line is there: it tells what separates.
    Result<void> begin() {
        const std::string beginning = std::exchange(beginning_, {});
        std::string_view text = beginning;
        if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
        parser_.emplace(
            separator_of(first_line(text)),
            [](void* bytes, std::size_t length, void* self) {
                static_cast<Reading*>(self)->take_value({static_cast<const char*>(bytes), length});
            },
            [](int /*terminator*/, void* self) { static_cast<Reading*>(self)->take_row(); }, this);
        return take_lines(text);
    }

    Result<void> take_lines(std::string_view text) {
        if (half_break_ && text.starts_with('\n')) {
            half_break_ = false;
            EARSHOT_CHECK(feed(text.substr(0, 1)));
            text.remove_prefix(1);
        }
        while (!text.empty()) {
            const std::string_view part = first_line(text);
            text.remove_prefix(part.size());
            EARSHOT_CHECK(take_part(part));
        }
        return {};
    }

    // Of one line.
    Result<void> take_part(std::string_view part) {
        if (!inside_line_) begin_line();
        EARSHOT_CHECK(feed(part));
        blank_ = blank_ && part.find_first_not_of("\r\n") == std::string_view::npos;
        half_break_ = part.ends_with('\r');
        inside_line_ = !half_break_ && !part.ends_with('\n');
        if (!inside_line_) inside_row_ = !row_ended_ && (inside_row_ || !blank_);
        return {};
    }

    void begin_line() {
        line_ += 1;
        inside_line_ = true;
        blank_ = true;
        row_ended_ = false;
        if (inside_row_) return;
        row_.line = line_;
        row_bytes_ = 0;
    }

    Result<void> feed(std::string_view part) {
        row_bytes_ += part.size();
        if (!parser_->feed(part)) return too_large();
        EARSHOT_CHECK(outcome_);
        if (row_ended_ || row_bytes_ <= csv_row_bytes_max) return {};
        // Most likely a quote swallows all that follows. Whether it is ever closed can be told without keeping it.
        if (!parser_->is_in_quotes()) return too_large();
        row_.values.clear();
        if (part.back() != '"') parser_->forget_value();
        return {};
    }

    void take_value(std::string_view value) {
        row_.values.emplace_back(value);
        row_bytes_ += sizeof(std::string);  // A row of nothing but separators takes room as well.
    }

    void take_row() {
        if (outcome_)
            outcome_ = row_bytes_ > csv_row_bytes_max ? too_large() : visit_({row_.line, std::move(row_.values)});
        row_.values.clear();
        row_ended_ = true;
    }

    Error trouble(std::string_view what) const {
        return {Errc::invalid, "line " + std::to_string(row_.line) + ": " + std::string(what)};
    }
    Error too_large() const { return trouble("this row is too large to read"); }

    Visit visit_;
    std::optional<Parser> parser_;
    std::string beginning_;  // until there is a parser
    std::size_t line_ = 0;   // the one under way, as all below
    bool inside_line_ = false;
    bool half_break_ = false;  // the line ended with CR, and an LF may belong to it
    bool blank_ = true;
    CsvRow row_{.line = 1, .values = {}};
    std::size_t row_bytes_ = 0;
    bool inside_row_ = false;  // a value in quotes goes on in the next line
    bool row_ended_ = false;   // in this line
    Result<void> outcome_{};
};

CsvReader::CsvReader(Visit visit) : reading_(std::make_unique<Reading>(std::move(visit))) {}

CsvReader::~CsvReader() = default;

Result<void> CsvReader::take(std::string_view piece) {
    return reading_->take(piece);
}

Result<void> CsvReader::finish() {
    return reading_->finish();
}

Result<void> read_csv(std::string_view content, const CsvReader::Visit& visit) {
    CsvReader reader(visit);
    EARSHOT_CHECK(reader.take(content));
    return reader.finish();
}

}  // namespace earshot::app
