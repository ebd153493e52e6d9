#include "sync/server/blobs/media_examination.hpp"

#include <map>

#include "sync/model/tables.hpp"
#include "sync/protocol/record_codec.hpp"

namespace earshot::sync {

Result<std::vector<NamedBlob>> named_blobs(KeeperStore& store, WallTime now) {
    std::map<std::string, std::string, std::less<>> names;
    EARSHOT_CHECK(store.visit(name_of(Kind::attachment), now, [&](std::string_view text) -> Result<void> {
        const auto record = decode_record(std::string(text));
        if (!record || record->is_deleted()) return {};  // What cannot be read is found by examine().
        const std::string name =
            std::string(record->text(attachment::name)) + ", of story " + std::string(record->text(attachment::story));
        if (const auto sha256 = record->text(attachment::sha256); !sha256.empty())
            names.try_emplace(std::string(sha256), name);
        if (const auto sha256 = record->text(attachment::thumbnail_sha256); !sha256.empty())
            names.try_emplace(std::string(sha256), "the small picture of " + name);
        return {};
    }));
    std::vector<NamedBlob> blobs;
    blobs.reserve(names.size());
    for (auto& [sha256, name] : names)
        blobs.push_back({sha256, std::move(name)});
    return blobs;
}

Result<MediaExamination> examine_media(KeeperStore& store, BlobStore& blobs, WallTime now, const FilesDone& told) {
    EARSHOT_TRY(std::vector<NamedBlob> named, named_blobs(store, now));
    MediaExamination examination;
    const auto count = static_cast<std::int64_t>(named.size());
    for (NamedBlob& blob : named) {
        EARSHOT_TRY(const BlobState state, blobs.examine(blob.sha256));
        if (state == BlobState::missing) examination.missing.push_back(std::move(blob));
        if (state == BlobState::damaged) examination.damaged.push_back(std::move(blob));
        told(++examination.named, count);
    }
    return examination;
}

}  // namespace earshot::sync
