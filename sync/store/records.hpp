// sync/store/records.hpp: every record of the device in its kind's table, and what is kept beside it: the words and
// themes of stories, the values that lost.
//
// All writing calls are made inside the caller's transaction, and keep the counts of `state`.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "sync/model/erasure.hpp"
#include "sync/store/device_state.hpp"
#include "sync/store/full_text.hpp"
#include "sync/store/record_table.hpp"

namespace earshot::sync {

class Records {
public:
    // All must outlive the records.
    Records(Database& database, const FieldDictionary& dictionary, FullText& text, DeviceState& state,
            const ErasureBook& book);

    Result<std::optional<StoredRecord>> find(Kind kind, const Id& id) { return table(kind).find(id); }
    Result<std::optional<StoredRecord>> find_unknown(std::string_view kind, const Id& id);
    RecordTable& table(Kind kind) { return tables_[static_cast<std::size_t>(kind)]; }

    // A record nobody has seen yet. False, and nothing happened, when its id is taken.
    Result<bool> insert(const Record& record, bool logged_here);
    // `merged` takes the place of `before`; `outcome` says what differs.
    Result<void> replace(const StoredRecord& before, const Record& merged, const MergeOutcome& outcome);
    // The same record with other stamps.
    Result<void> store_stamps(const StoredRecord& stored);
    // Inserts, or merges with what is there, without what is erased of it. True when anything is different now.
    Result<bool> merge_in(const Record& record);

    // The record, its words, its themes and its earlier values are gone from here, without a trace.
    Result<void> drop(const StoredRecord& stored);
    Result<void> drop_unknown(std::string_view kind, const Id& id);

    // Fields and kinds that were unknown when they came, and that this build knows, take their place.
    Result<void> adopt_grown_kinds();

private:
    Result<bool> insert_story(const Record& story, bool logged_here);
    Result<void> replace_story(const StoredRecord& before, const Record& merged, const MergeOutcome& outcome);
    Result<bool> merge_unknown_kind(const Record& record);
    Result<void> adopt_kind(Kind kind);
    Result<void> put_themes(std::int64_t row, const Record& story);
    Result<void> drop_themes(std::int64_t row, const Record& story);
    Result<void> keep_earlier(const Record& record, const std::vector<EarlierValue>& earlier);

    Database& database_;
    FullText& text_;
    DeviceState& state_;
    const ErasureBook& book_;
    std::vector<RecordTable> tables_;  // by kind
};

}  // namespace earshot::sync
