#include "sync/store/media_files.hpp"

#include "platform/host/sha256.hpp"

namespace earshot::sync {
namespace {

Result<void> check_hash(const std::string& folder, const std::string& sha256) {
    if (folder.empty()) return Error{Errc::denied, "This store is only in memory: it keeps no files."};
    if (!platform::is_sha256_hex(sha256)) return Error{Errc::not_found, "There is no such file on this device."};
    return {};
}

Result<void> unless_gone(Result<void> removed) {
    return !removed && removed.error().code == Errc::not_found ? Result<void>{} : removed;
}

}  // namespace

Result<std::string> MediaFiles::file_of(const std::string& sha256) const {
    EARSHOT_CHECK(check_hash(folder_, sha256));
    return folder_ + "/media/" + sha256.substr(0, 2) + "/" + sha256;
}

Result<std::string> MediaFiles::arriving_file_of(const std::string& sha256) const {
    EARSHOT_CHECK(check_hash(folder_, sha256));
    return folder_ + "/media/arriving/" + sha256;
}

Result<void> MediaFiles::put(const std::string& sha256, std::string_view bytes) {
    EARSHOT_TRY(const std::string file, file_of(sha256));
    EARSHOT_CHECK(files_.make_folder(file.substr(0, file.rfind('/'))));
    return files_.write_atomic(file, bytes);
}

Result<std::string> MediaFiles::read(const std::string& sha256) const {
    EARSHOT_TRY(const std::string file, file_of(sha256));
    return files_.read(file);
}

Result<std::string> MediaFiles::read_part(const std::string& sha256, std::uint64_t from, std::size_t length) const {
    EARSHOT_TRY(const std::string file, file_of(sha256));
    return files_.read_part(file, from, length);
}

Result<void> MediaFiles::remove(const std::string& sha256) {
    if (folder_.empty()) return {};  // Nothing is kept.
    EARSHOT_TRY(const std::string file, file_of(sha256));
    return unless_gone(files_.remove(file));
}

Result<std::uint64_t> MediaFiles::arrived(const std::string& sha256) const {
    EARSHOT_TRY(const std::string file, arriving_file_of(sha256));
    const auto size = files_.size(file);
    if (!size && size.error().code == Errc::not_found) return std::uint64_t{0};
    return size;
}

Result<void> MediaFiles::take_part(const std::string& sha256, std::uint64_t from, std::string_view bytes) {
    EARSHOT_TRY(const std::string file, arriving_file_of(sha256));
    EARSHOT_CHECK(files_.make_folder(folder_ + "/media/arriving"));
    return files_.write_end(file, from, bytes);
}

Result<void> MediaFiles::complete(const std::string& sha256) {
    EARSHOT_TRY(const std::string arrived, arriving_file_of(sha256));
    EARSHOT_TRY(const std::string hash, platform::sha256_of_file(files_, arrived));
    if (hash != sha256) {
        EARSHOT_CHECK(files_.remove(arrived));
        return Error{Errc::corrupt, "What arrived is not the file that was asked for. It was dropped."};
    }
    EARSHOT_TRY(const std::string file, file_of(sha256));
    EARSHOT_CHECK(files_.make_folder(file.substr(0, file.rfind('/'))));
    return files_.rename(arrived, file);  // Saves the file and its new folder.
}

Result<void> MediaFiles::drop_arrived(const std::string& sha256) {
    if (folder_.empty()) return {};
    EARSHOT_TRY(const std::string file, arriving_file_of(sha256));
    return unless_gone(files_.remove(file));
}

Result<bool> MediaFiles::is_sound(const std::string& sha256) const {
    EARSHOT_TRY(const std::string file, file_of(sha256));
    const auto hash = platform::sha256_of_file(files_, file);
    if (!hash && hash.error().code == Errc::not_found) return false;
    if (!hash) return hash.error();
    return *hash == sha256;
}

}  // namespace earshot::sync
