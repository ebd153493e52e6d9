// sync/store/sqlite_media_store.hpp: what the device knows of its blobs in the table `media`, the bytes in MediaFiles.
//
// Where both change, the file is first when a blob comes and last when it goes: a crash between leaves a file too many,
// never a row that promises what is not there.
#pragma once

#include <functional>

#include "platform/ports/clock.hpp"
#include "sync/model/record.hpp"
#include "sync/store/database.hpp"
#include "sync/store/media_files.hpp"
#include "sync/store/media_store.hpp"

namespace earshot::sync {

class SqliteMediaStore : public MediaStore {
public:
    // `revision` grows whenever a view may have something else to show. All must outlive the store.
    SqliteMediaStore(Database& database, MediaFiles files, platform::Clock& clock, std::uint64_t& revision)
        : database_(database), files_(std::move(files)), clock_(clock), revision_(revision) {}

    // An attachment was written or received, as it is now. Inside the caller's transaction.
    Result<void> note_attachment(const Record& attachment);
    // The draft named it and does not any more. Inside the caller's transaction; remove_unwanted() follows.
    Result<void> let_go(std::string_view sha256);
    // Removes every file whose last attachment was deleted, or that was let go of, unless something names it. Outside
    // of any transaction.
    Result<void> remove_unwanted();
    // The shared store is another one, or an older one: it may lack anything. Inside the caller's transaction.
    Result<void> doubt_everything();

    Result<std::string> keep(std::string_view bytes) override;
    Result<MediaState> find(std::string_view sha256) override;
    Result<std::string> read(std::string_view sha256) override;
    Result<void> ask_for(std::string_view sha256) override;
    Result<MediaTotals> totals() override;
    Result<std::optional<MediaToSend>> next_to_send(WallTime now) override;
    Result<std::string> read_part(std::string_view sha256, std::int64_t from, std::size_t length) override;
    Result<void> note_upload(std::string_view sha256, std::string_view upload) override;
    Result<void> settle_sent(std::string_view sha256) override;
    Result<std::optional<MediaToFetch>> next_to_fetch(WallTime now) override;
    Result<void> take_part(std::string_view sha256, std::int64_t from, std::string_view bytes) override;
    Result<void> complete(std::string_view sha256) override;
    Result<void> note_missing(std::string_view sha256, WallTime now, WallTime again) override;
    Result<void> postpone(std::string_view sha256, WallTime until) override;
    Result<void> try_all_now() override;
    Result<void> tidy() override;
    Result<std::vector<std::string>> examine() override;

private:
    Result<void> expect(std::string_view sha256, std::int64_t bytes, Want want);
    Result<void> set_aside(const std::string& sha256);
    Result<void> remove_all(Statement rows);
    Result<void> evict();

    Database& database_;
    MediaFiles files_;
    platform::Clock& clock_;
    std::uint64_t& revision_;
};

}  // namespace earshot::sync
