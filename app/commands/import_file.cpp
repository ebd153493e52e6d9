#include "app/commands/import_file.hpp"

#include <algorithm>

namespace earshot::app {

Result<ImportFile> ImportFile::open(const platform::Files& files, const std::string& path) {
    // Pipes have no size. Opening one to try whether it can be read in pieces would end the program that writes to it.
    const auto size = files.size(path);
    if (!size || *size == 0) {
        EARSHOT_TRY(std::string content, files.read(path));
        return holding(std::move(content));
    }
    EARSHOT_TRY(std::string beginning, files.read_part(path, 0, beginning_bytes));
    return ImportFile(&files, path, *size, std::move(beginning));
}

ImportFile ImportFile::holding(std::string content) {
    const std::uint64_t bytes = content.size();
    return {nullptr, {}, bytes, std::move(content)};
}

Result<void> ImportFile::each_piece(const std::function<Result<void>(std::string_view)>& visit) {
    std::vector<std::size_t> hashes;
    const Error changed{Errc::invalid, "the file changed while it was read"};
    for (bool more = true; more;) {
        EARSHOT_TRY(const std::string piece, piece_from(hashes.size() * std::uint64_t{piece_bytes}));
        hashes.push_back(std::hash<std::string>{}(piece));
        if (was_read_ && (hashes.size() > hashes_.size() || hashes.back() != hashes_[hashes.size() - 1]))
            return changed;
        EARSHOT_CHECK(visit(piece));
        more = piece.size() == piece_bytes;
    }
    if (was_read_ && hashes.size() != hashes_.size()) return changed;
    hashes_ = std::move(hashes);
    was_read_ = true;
    return {};
}

Result<std::string> ImportFile::piece_from(std::uint64_t from) const {
    if (files_) return files_->read_part(path_, from, piece_bytes);
    return content_.substr(std::min<std::uint64_t>(from, content_.size()), piece_bytes);
}

}  // namespace earshot::app
