#include "sync/server/sqlite/shared_erasures.hpp"

#include <algorithm>

#include "sync/protocol/record_codec.hpp"

namespace earshot::sync {
Result<void> catch_up(Database& database, KnownErasures& known) {
    auto rows = database.statement("SELECT seq, body FROM record WHERE kind = 'erasure' AND seq > ? ORDER BY seq",
                                   known.sequence);
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return {};
        EARSHOT_TRY(const Record erasure, decode_record(std::string(rows.text(1))));
        known.book.note(erasure);
        known.sequence = rows.number(0);
    }
}

Result<std::string> erasure_log_of(Database& database) {
    std::string text;
    auto rows = database.statement("SELECT body FROM record WHERE kind = 'erasure' ORDER BY seq");
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return text;
        text += std::string(rows.text(0)) + '\n';
    }
}

Result<std::vector<Record>> read_erasure_log(std::string_view text) {
    std::vector<Record> erasures;
    std::size_t line_number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        ++line_number;
        if (end > 0) {
            auto erasure = decode_record(std::string(text.substr(0, end)));
            if (!erasure || erasure->kind != Kind::erasure) {
                return Error{Errc::corrupt, "line " + std::to_string(line_number) + " is not an erasure" +
                                                (erasure ? std::string() : ": " + erasure.error().message)};
            }
            erasures.push_back(std::move(*erasure));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return erasures;
}

}  // namespace earshot::sync
