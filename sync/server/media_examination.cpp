#include "sync/server/media_examination.hpp"

#include <set>
#include <string>

#include "sync/model/tables.hpp"
#include "sync/protocol/record_codec.hpp"

namespace earshot::sync {

Result<MediaExamination> examine_media(KeeperStore& store, BlobStore& blobs, WallTime now) {
    std::set<std::string, std::less<>> named;
    EARSHOT_CHECK(store.visit(name_of(Kind::attachment), now, [&](std::string_view text) -> Result<void> {
        const auto record = decode_record(std::string(text));
        if (!record || record->is_deleted()) return {};  // What cannot be read is found by examine().
        for (const FieldNumber field : {attachment::sha256, attachment::thumbnail_sha256}) {
            if (!record->text(field).empty()) named.emplace(record->text(field));
        }
        return {};
    }));
    MediaExamination examination{static_cast<std::int64_t>(named.size()), 0};
    for (const std::string& sha256 : named) {
        EARSHOT_TRY(const auto size, blobs.size(sha256));
        if (!size) examination.missing += 1;
    }
    return examination;
}

}  // namespace earshot::sync
