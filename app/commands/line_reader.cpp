#include "app/commands/line_reader.hpp"

#include <algorithm>

namespace earshot::app {

Result<void> LineReader::take(std::string_view piece) {
    while (!piece.empty()) {
        const std::size_t end = std::min(piece.find('\n'), piece.size());
        keep(piece.substr(0, end));
        if (end < piece.size()) EARSHOT_CHECK(give());
        piece.remove_prefix(std::min(end + 1, piece.size()));
    }
    return {};
}

Result<void> LineReader::finish() {
    return line_.empty() && !too_long_ ? Result<void>{} : give();
}

void LineReader::keep(std::string_view part) {
    too_long_ = too_long_ || part.size() > bytes_max_ - line_.size();
    if (too_long_) {
        line_.clear();
    } else {
        line_ += part;
    }
}

Result<void> LineReader::give() {
    number_ += 1;
    EARSHOT_CHECK(visit_({number_, line_, too_long_}));
    line_.clear();
    too_long_ = false;
    return {};
}

}  // namespace earshot::app
