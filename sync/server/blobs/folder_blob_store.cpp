#include "sync/server/blobs/folder_blob_store.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "platform/base/log.hpp"
#include "platform/host/sha256.hpp"

namespace earshot::sync {
namespace {

constexpr std::size_t id_digits = 32;
constexpr std::uint64_t room_kept = 64 * 1024 * 1024;  // for the database beside the blobs

bool is_upload_id(std::string_view text) {
    return text.size() == id_digits && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string new_id(platform::Random& random) {
    return fmt::format("{:016x}{:016x}", random.number(), random.number());
}

std::string text_of(const Upload& upload) {
    return fmt::format("{}\n{}\n{}\n{}\n{}\n", upload.what.length, upload.what.sha256, to_text(upload.what.device),
                       upload.expires.unix_ms, upload.what.metadata);
}

template <class Number>
bool read_number(std::string_view text, Number& number) {
    const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
    return trouble == std::errc{} && end == text.data() + text.size();
}

// Empty when the file is not what text_of() writes.
std::optional<Upload> upload_of(std::string_view id, std::string_view text) {
    std::vector<std::string_view> lines;
    for (std::size_t end = 0; (end = text.find('\n')) != std::string_view::npos; text.remove_prefix(end + 1))
        lines.push_back(text.substr(0, end));
    if (lines.size() != 5) return std::nullopt;
    Upload upload;
    upload.id = id;
    const auto device = parse_id(lines[2]);
    if (!device || !platform::is_sha256_hex(lines[1])) return std::nullopt;
    if (!read_number(lines[0], upload.what.length) || !read_number(lines[3], upload.expires.unix_ms))
        return std::nullopt;
    upload.what.sha256 = lines[1];
    upload.what.device = *device;
    upload.what.metadata = lines[4];
    return upload;
}

Error being_sent_to() {
    return {Errc::busy, "Another request is sending to this upload."};
}

Error no_upload() {
    return {Errc::not_found, "There is no such upload."};
}

}  // namespace

// The right to append to one upload.
class FolderBlobStore::Hold {
public:
    Hold(FolderBlobStore& store, std::string_view id) : store_(store), id_(id) {
        const std::lock_guard lock(store_.mutex_);
        held_ = store_.held_.insert(id_).second;
    }
    ~Hold() {
        if (!held_) return;
        const std::lock_guard lock(store_.mutex_);
        store_.held_.erase(id_);
    }
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;
    explicit operator bool() const { return held_; }

private:
    FolderBlobStore& store_;
    const std::string id_;
    bool held_ = false;
};

Result<std::unique_ptr<FolderBlobStore>> FolderBlobStore::open(const std::string& folder, platform::Files& files,
                                                               platform::Random& random) {
    EARSHOT_CHECK(files.make_folder(folder + "/blobs"));
    EARSHOT_CHECK(files.make_folder(folder + "/uploads"));
    return std::unique_ptr<FolderBlobStore>(new FolderBlobStore(folder, files, random));
}

std::string path_of_blob(std::string_view folder, std::string_view sha256) {
    EARSHOT_ASSERT(platform::is_sha256_hex(sha256));
    return fmt::format("{}/{}/{}", folder, sha256.substr(0, 2), sha256);
}

std::string FolderBlobStore::blob_file(std::string_view sha256) const {
    return path_of_blob(folder_ + "/blobs", sha256);
}

std::string FolderBlobStore::upload_file(std::string_view id) const {
    EARSHOT_ASSERT(is_upload_id(id));
    return fmt::format("{}/uploads/{}", folder_, id);
}

std::string FolderBlobStore::part_file(std::string_view id) const {
    return upload_file(id) + ".part";
}

// ---- blobs ----------------------------------------------------------------------------------------------------------

Result<std::optional<std::uint64_t>> FolderBlobStore::size(std::string_view sha256) {
    if (!platform::is_sha256_hex(sha256)) return std::optional<std::uint64_t>();
    const auto size = files_.size(blob_file(sha256));
    if (size) return std::optional(*size);
    if (size.error().code == Errc::not_found) return std::optional<std::uint64_t>();
    return size.error();
}

Result<std::string> FolderBlobStore::read(std::string_view sha256, std::uint64_t from, std::size_t length) {
    if (!platform::is_sha256_hex(sha256)) return Error{Errc::not_found, "There is no such blob."};
    return files_.read_part(blob_file(sha256), from, length);
}

Result<BlobState> FolderBlobStore::examine(std::string_view sha256) {
    if (!platform::is_sha256_hex(sha256)) return BlobState::missing;
    const auto hash = platform::sha256_of_file(files_, blob_file(sha256));
    if (!hash) return hash.error().code == Errc::not_found ? BlobState::missing : BlobState::damaged;
    return *hash == sha256 ? BlobState::sound : BlobState::damaged;
}

// ---- uploads --------------------------------------------------------------------------------------------------------

Result<Upload> FolderBlobStore::begin(const NewUpload& what, WallTime now) {
    EARSHOT_ASSERT(platform::is_sha256_hex(what.sha256) && what.metadata.find('\n') == std::string::npos);
    Upload upload{new_id(random_), what, 0, now + upload_life};
    EARSHOT_TRY(const auto there, size(what.sha256));
    if (!there) {
        EARSHOT_TRY(const std::uint64_t room, files_.free_space(folder_));
        if (room < what.length + room_kept) {
            return Error{Errc::full,
                         fmt::format("{} has room for {} bytes only. Free some room on that disk.", folder_, room)};
        }
    }
    if (there && *there != what.length) {
        return Error{Errc::invalid, fmt::format("The content with the hash {} has {} bytes, not {}.", what.sha256,
                                                *there, what.length)};
    }
    EARSHOT_CHECK(files_.write_atomic(upload_file(upload.id), text_of(upload)));
    if (there) upload.offset = what.length;
    if (!there && what.length == 0) return append(upload.id, 0, {}, now);
    return upload;
}

Result<std::optional<Upload>> FolderBlobStore::load(std::string_view id, bool& is_blob) {
    if (!is_upload_id(id)) return std::optional<Upload>();
    const auto text = files_.read(upload_file(id));
    if (!text && text.error().code == Errc::not_found) return std::optional<Upload>();
    if (!text) return text.error();
    std::optional<Upload> upload = upload_of(id, *text);
    if (!upload) return upload;
    // The part first: between the two questions it may become the blob.
    const auto arrived = files_.size(part_file(id));
    if (!arrived && arrived.error().code != Errc::not_found) return arrived.error();
    EARSHOT_TRY(const auto there, size(upload->what.sha256));
    is_blob = there.has_value();
    upload->offset = is_blob ? upload->what.length : arrived ? *arrived : 0;
    return upload;
}

Result<std::optional<Upload>> FolderBlobStore::find(std::string_view id, WallTime now) {
    bool is_blob = false;
    EARSHOT_TRY(std::optional<Upload> upload, load(id, is_blob));
    if (upload && upload->expires <= now) upload.reset();
    if (!upload || is_blob || !upload->is_complete()) return upload;
    // The process ended between the last byte and the check of the hash.
    const Hold hold(*this, id);
    if (!hold) return being_sent_to();
    const auto finished = finish(*upload);
    if (!finished && finished.error().code == Errc::invalid) return std::optional<Upload>();
    EARSHOT_CHECK(finished);
    return upload;
}

Result<Upload> FolderBlobStore::append(std::string_view id, std::uint64_t offset, std::string_view bytes,
                                       WallTime now) {
    const Hold hold(*this, id);
    if (!hold) return being_sent_to();
    bool is_blob = false;
    EARSHOT_TRY(std::optional<Upload> upload, load(id, is_blob));
    if (!upload || upload->expires <= now) return no_upload();
    if (is_blob || offset != upload->offset) return std::move(*upload);
    EARSHOT_ASSERT(bytes.size() <= upload->what.length - upload->offset);
    EARSHOT_CHECK(files_.write_end(part_file(id), upload->offset, bytes));
    upload->offset += bytes.size();
    if (upload->is_complete()) EARSHOT_CHECK(finish(*upload));
    return std::move(*upload);
}

// Becomes a blob, or is dropped.
Result<void> FolderBlobStore::finish(const Upload& upload) {
    const std::string part = part_file(upload.id), blob = blob_file(upload.what.sha256);
    EARSHOT_TRY(const std::string hash, platform::sha256_of_file(files_, part));
    if (hash != upload.what.sha256) {
        EARSHOT_CHECK(forget(upload.id));
        return Error{Errc::invalid,
                     fmt::format("What arrived has the hash {}, not the announced {}.", hash, upload.what.sha256)};
    }
    EARSHOT_CHECK(files_.make_folder(blob.substr(0, blob.rfind('/'))));
    return files_.rename(part, blob);  // Saves the file and its new folder.
}

Result<void> FolderBlobStore::forget(std::string_view id) {
    for (const std::string& file : {part_file(id), upload_file(id)}) {
        const auto removed = files_.remove(file);
        if (!removed && removed.error().code != Errc::not_found) return removed;
    }
    return {};
}

Result<void> FolderBlobStore::drop(std::string_view id) {
    const Hold hold(*this, id);
    if (!hold) return being_sent_to();
    bool is_blob = false;
    EARSHOT_TRY(const auto upload, load(id, is_blob));
    if (!upload) return no_upload();
    return forget(id);
}

Result<void> FolderBlobStore::remove(std::span<const std::string> hashes) {
    if (hashes.empty()) return {};
    EARSHOT_TRY(const auto names, files_.list(folder_ + "/uploads"));
    // A file that cannot go keeps no other from going.
    Result<void> trouble;
    const auto note = [&](const auto& done) {
        if (!done && done.error().code != Errc::not_found && trouble) trouble = done.error();
    };
    for (const std::string& name : names) {
        if (!is_upload_id(name)) continue;
        const Hold hold(*this, name);
        if (!hold) continue;
        bool is_blob = false;
        const auto upload = load(name, is_blob);
        note(upload);
        const bool goes =
            upload && *upload && std::find(hashes.begin(), hashes.end(), (*upload)->what.sha256) != hashes.end();
        if (goes) note(forget(name));
    }
    for (const std::string& sha256 : hashes) {
        const auto size = this->size(sha256);
        note(size);
        if (size && *size) note(files_.remove(blob_file(sha256)));
    }
    return trouble;
}

Result<int> FolderBlobStore::expire(WallTime now) {
    EARSHOT_TRY(const auto names, files_.list(folder_ + "/uploads"));
    int count = 0;
    for (const std::string& name : names) {
        const std::string_view id = std::string_view(name).substr(0, id_digits);
        if (!is_upload_id(id)) continue;
        const Hold hold(*this, id);
        if (!hold) continue;
        bool is_blob = false;
        EARSHOT_TRY(const auto upload, load(id, is_blob));
        const bool is_orphan = !upload && name.size() > id_digits;  // a part whose upload is not known any more
        if (!is_orphan && !(upload && upload->expires <= now)) continue;
        EARSHOT_CHECK(forget(id));
        count += upload ? 1 : 0;
    }
    if (count > 0) log_info("uploads_expired", "count=" + std::to_string(count));
    return count;
}

}  // namespace earshot::sync
