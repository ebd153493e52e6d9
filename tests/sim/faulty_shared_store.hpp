// tests/sim/faulty_shared_store.hpp: the server's real store with a bug planted in it.
#pragma once

#include <memory>

#include "platform/base/prng.hpp"
#include "sync/server/sqlite/sqlite_shared_store.hpp"
#include "tests/sim/faulty_store.hpp"

namespace earshot::sim {

class FaultySharedStore : public sync::SharedStore {
public:
    FaultySharedStore(std::unique_ptr<sync::SqliteSharedStore> inner, Prng& chance, Bug bug)
        : inner_(std::move(inner)), chance_(chance), bug_(bug) {}

    sync::SqliteSharedStore& inner() { return *inner_; }

    void push_later(sync::EnrolledDevice from, std::int64_t cursor, std::vector<sync::Record> records, WallTime now,
                    Told told) override;

    Result<sync::Standing> standing(const Id& incarnation) override { return inner_->standing(incarnation); }
    Result<std::string> company() override { return inner_->company(); }
    Result<void> set_company(std::string_view name) override { return inner_->set_company(name); }
    Result<sync::FeedPage> feed(const sync::EnrolledDevice& reader, const sync::FeedRequest& request) override;
    Result<sync::FeedPage> erasures(const sync::EnrolledDevice& reader, std::int64_t cursor) override {
        return inner_->erasures(reader, cursor);
    }
    Result<sync::ToldPage> stories(const sync::EnrolledDevice& reader, const sync::StoryRequest& request) override {
        return inner_->stories(reader, request);
    }
    Result<std::vector<Id>> known_among(std::span<const Id> ids) override { return inner_->known_among(ids); }
    Result<std::int64_t> purge_tombstones(WallTime deleted_before) override {
        return inner_->purge_tombstones(deleted_before);
    }
    Result<void> add_code(const sync::EnrolmentCode& code, WallTime now) override {
        return inner_->add_code(code, now);
    }
    Result<sync::EnrolledDevice> enrol(std::string_view code, const Id& device, std::string_view name,
                                       std::string_view token_hash, WallTime now) override {
        return inner_->enrol(code, device, name, token_hash, now);
    }
    Result<std::optional<sync::EnrolledDevice>> find_device(std::string_view h) override {
        return inner_->find_device(h);
    }
    Result<std::uint64_t> newest_clock() override { return inner_->newest_clock(); }
    Result<std::vector<sync::EnrolledDevice>> devices() override { return inner_->devices(); }
    Result<void> revoke(const Id& device, WallTime now) override { return inner_->revoke(device, now); }
    Result<void> note_deed(const sync::AuditEntry& entry) override { return inner_->note_deed(entry); }
    Result<void> audit(const sync::AuditQuery& query, const AuditVisitor& visit) override {
        return inner_->audit(query, visit);
    }
    Result<bool> may_fetch(const sync::EnrolledDevice& reader, std::string_view sha256) override {
        return inner_->may_fetch(reader, sha256);
    }
    Result<void> note_brought(const Id& device, std::string_view sha256) override {
        return inner_->note_brought(device, sha256);
    }
    Result<std::vector<std::string>> media_to_drop() override { return inner_->media_to_drop(); }
    Result<void> overwrite_erased() override { return inner_->overwrite_erased(); }
    Result<void> check_health() override { return inner_->check_health(); }

private:
    std::unique_ptr<sync::SqliteSharedStore> inner_;
    Prng& chance_;
    Bug bug_;
};

}  // namespace earshot::sim
