// tests/sim/faulty_blob_store.hpp: the server's real media with a bug planted in them.
#pragma once

#include <memory>

#include "sync/server/blob_store.hpp"
#include "tests/sim/faulty_store.hpp"

namespace earshot::sim {

class FaultyBlobStore : public sync::BlobStore {
public:
    FaultyBlobStore(std::unique_ptr<sync::BlobStore> inner, Bug bug) : inner_(std::move(inner)), bug_(bug) {}

    Result<sync::Upload> append(std::string_view id, std::uint64_t offset, std::string_view bytes,
                                WallTime now) override {
        auto upload = inner_->append(id, offset, bytes, now);
        if (bug_ == Bug::photo_acknowledged_and_lost && upload && upload->is_complete())
            EARSHOT_CHECK(inner_->remove({&upload->what.sha256, 1}));
        return upload;
    }

    Result<std::optional<std::uint64_t>> size(std::string_view sha256) override { return inner_->size(sha256); }
    Result<std::string> read(std::string_view sha256, std::uint64_t from, std::size_t length) override {
        return inner_->read(sha256, from, length);
    }
    Result<sync::BlobState> examine(std::string_view sha256) override { return inner_->examine(sha256); }
    Result<sync::Upload> begin(const sync::NewUpload& what, WallTime now) override { return inner_->begin(what, now); }
    Result<std::optional<sync::Upload>> find(std::string_view id, WallTime now) override {
        return inner_->find(id, now);
    }
    Result<void> drop(std::string_view id) override { return inner_->drop(id); }
    Result<void> remove(std::span<const std::string> hashes) override { return inner_->remove(hashes); }
    Result<int> expire(WallTime now) override { return inner_->expire(now); }

private:
    std::unique_ptr<sync::BlobStore> inner_;
    Bug bug_;
};

}  // namespace earshot::sim
