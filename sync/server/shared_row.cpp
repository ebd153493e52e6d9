#include "sync/server/shared_row.hpp"

#include "sync/model/merge.hpp"
#include "sync/protocol/record_codec.hpp"

namespace earshot::sync {
namespace {

std::vector<LostValue> lost_values(const Record& record, const std::vector<EarlierValue>& earlier) {
    std::vector<LostValue> lost;
    for (const EarlierValue& value : earlier) {
        const Field& field = table_of(record.kind).fields[value.field];
        lost.push_back({field.name, value.state.stamp, {}});
        append_value(lost.back().json, field.type, value.state.value);
    }
    return lost;
}

}  // namespace

SharedRow row_of(const Record& record, std::optional<Id> origin) {
    SharedRow row{std::string(record.kind_name()), origin, std::nullopt, encode_record(record), std::nullopt};
    if (speaks_of_personal_fields(record)) {
        const Record plain = without_personal_fields(record);
        row.redacted = says_nothing(plain) ? std::string() : encode_record(plain);
    }
    if (record.kind != Kind::unknown) {
        const auto site = table_of(record.kind).find("site");
        if (site && !is_empty(record.value(*site))) row.site = record.text(*site);
    }
    return row;
}

Result<PushOutcome> push_onto(const SharedRow& stored, const Record& record, const Id& from) {
    PushOutcome outcome;
    if (stored.kind != record.kind_name()) {
        outcome.verdict.refusal = "the id is already that of another record: a " + stored.kind;
        return outcome;
    }
    EARSHOT_TRY(Record merged, decode_record(stored.body));
    const MergeOutcome merge_outcome = merge(merged, record);
    outcome.lost = lost_values(merged, merge_outcome.earlier);
    if (merge_outcome.any_change()) {
        const bool is_own = stored.origin == from;
        outcome.changed = row_of(merged, is_own ? std::optional(from) : std::nullopt);
    }
    return outcome;
}

FeedPageWriter::FeedPageWriter(const EnrolledDevice& reader, std::int64_t cursor, std::int64_t bytes)
    : reader_(reader.device), applied_(reader.cursor), bytes_(bytes) {
    page_.cursor = cursor;
}

bool FeedPageWriter::is_full() const {
    return (page_.count > 0 && bytes_left() <= 0) || looked_at_ == rows_looked_at_most;
}

bool FeedPageWriter::is_left_out(std::int64_t sequence, const std::optional<Id>& origin) const {
    return origin == reader_ && sequence > applied_;
}

void FeedPageWriter::take(std::int64_t sequence, std::string_view text) {
    looked_at_ += 1;
    page_.cursor = sequence;
    if (text.empty()) return;
    if (page_.count > 0) page_.records += ',';
    page_.records += text;
    page_.count += 1;
}

FeedPage FeedPageWriter::finish(bool more) {
    page_.more = more;
    return std::move(page_);
}

}  // namespace earshot::sync
