#include "sync/server/shared_row.hpp"

#include <utility>

#include "sync/model/consent.hpp"
#include "sync/model/erasure.hpp"
#include "sync/model/story_key.hpp"
#include "sync/model/tables.hpp"
#include "sync/protocol/record_codec.hpp"

namespace earshot::sync {
namespace {

std::string told_text(const Record& record, Telling telling) {
    const Record rest = told(record, telling);
    return says_nothing(rest) ? std::string() : encode_record(rest);
}

std::optional<std::string> text_if_any(const Record& record, FieldNumber field) {
    if (is_empty(record.value(field))) return std::nullopt;
    return std::string(record.text(field));
}

}  // namespace

SharedRow row_of(const Record& record, std::optional<Id> origin) {
    SharedRow row;
    row.kind = record.kind_name();
    row.origin = origin;
    row.body = encode_record(record);
    const Telling to_strangers = telling_to_strangers(record);
    if (told(record, to_strangers) != record) row.redacted = told_text(record, to_strangers);
    if (const std::string last_day = consent_end_of(record); !last_day.empty()) {
        row.ends = last_day;
        row.withheld = told_text(record, Telling::without_words_and_personal);
    }
    if (record.kind == Kind::unknown) return row;
    if (const auto site = table_of(record.kind).find("site")) row.site = text_if_any(record, *site);
    if (const auto story = table_of(record.kind).find("story")) {
        if (const auto id = parse_id(record.text(*story))) row.story = *id;
    }
    if (record.kind == Kind::story && !record.is_deleted()) {
        row.place = -row_of_story(record);
        row.story_kind = text_if_any(record, story::kind);
        row.stage = text_if_any(record, story::stage);
    }
    if (record.kind == Kind::attachment) {
        row.blob = text_if_any(record, attachment::sha256);
        row.thumbnail = text_if_any(record, attachment::thumbnail_sha256);
    }
    return row;
}

// Ids and names of fields need no escaping.
std::optional<Id> story_in(std::string_view body) {
    constexpr std::string_view member = "\"story\":\"";
    constexpr std::size_t id_length = 36;
    const std::size_t at = body.find(member);
    if (at == std::string_view::npos) return std::nullopt;
    const auto id = parse_id(body.substr(at + member.size(), id_length));
    return id ? std::optional(*id) : std::nullopt;
}

Result<bool> names_customer(std::string_view body, std::string_view salt, std::string_view customer_hash) {
    EARSHOT_TRY(const Record record, decode_record(std::string(body)));
    if (record.kind == Kind::unknown) return false;
    const KindTable& table = table_of(record.kind);
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        const std::string_view text = text_of(record.fields[i].value);
        const bool matches = table.fields[i].use == Use::personal && fingerprint_of(salt, text) == customer_hash;
        if (matches) return true;
    }
    return false;
}

FeedPageWriter::FeedPageWriter(const EnrolledDevice& reader, const FeedRequest& request)
    : reader_(reader), request_(request) {
    page_.cursor = request.cursor;
}

bool FeedPageWriter::is_full() const {
    return (page_.count > 0 && bytes_left() <= 0) || looked_at_ == rows_looked_at_most;
}

bool FeedPageWriter::is_told(const FeedRow& row) const {
    const bool in_snapshot = request_.snapshot_began.has_value();
    if (row.origin == reader_.writer() && row.sequence > reader_.cursor && !in_snapshot) return false;
    if (in_snapshot && row.is_deleted && row.sequence <= *request_.snapshot_began) return false;
    return may_read(reader_.role, kind_named(row.kind)) && !row.text.empty();
}

void FeedPageWriter::take(const FeedRow& row) {
    looked_at_ += 1;
    page_.cursor = row.sequence;
    if (!is_told(row)) return;
    if (page_.count > 0) page_.records += ',';
    page_.records += row.text;
    page_.count += 1;
}

FeedPage FeedPageWriter::finish(bool more) {
    page_.more = more;
    return std::move(page_);
}

}  // namespace earshot::sync
