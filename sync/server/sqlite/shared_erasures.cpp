#include "sync/server/sqlite/shared_erasures.hpp"

#include <algorithm>

#include "sync/model/tables.hpp"
#include "sync/protocol/record_codec.hpp"

namespace earshot::sync {
namespace {

// The story a body speaks of, without taking the body apart: ids and names of fields need no escaping.
std::optional<Id> story_in(std::string_view body) {
    constexpr std::string_view member = "\"story\":\"";
    constexpr std::size_t id_length = 36;
    const std::size_t at = body.find(member);
    if (at == std::string_view::npos) return std::nullopt;
    const auto id = parse_id(body.substr(at + member.size(), id_length));
    return id ? std::optional(*id) : std::nullopt;
}

bool names_customer(const Record& record, std::string_view salt, std::string_view customer_hash) {
    const KindTable& table = table_of(record.kind);
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        const std::string_view text = text_of(record.fields[i].value);
        const bool matches = table.fields[i].use == Use::personal && fingerprint_of(salt, text) == customer_hash;
        if (matches) return true;
    }
    return false;
}

Result<void> drop_earlier_references(Database& database, std::string_view salt, std::string_view customer_hash) {
    struct Key {
        Id id, device;
        std::string field;
        std::int64_t clock;
    };
    std::vector<Key> matching;
    {
        auto rows = database.statement(
            "SELECT id, device, field, clock, value FROM earlier_value"
            " WHERE field IN ('customer_reference', 'customer')");
        for (;;) {
            EARSHOT_TRY(const bool found, rows.step());
            if (!found) break;
            // The value is JSON; its quotes are no part of a normal reference.
            if (fingerprint_of(salt, rows.text(4)) != customer_hash) continue;
            matching.push_back({rows.id(0), rows.id(1), std::string(rows.text(2)), rows.number(3)});
        }
    }
    for (const Key& key : matching) {
        EARSHOT_CHECK(
            database
                .statement("DELETE FROM earlier_value WHERE id = ? AND field = ? AND clock = ? AND device = ?", key.id,
                           key.field, key.clock, key.device)
                .run());
    }
    return {};
}

}  // namespace

Result<void> KnownErasures::catch_up(Database& database) {
    auto rows =
        database.statement("SELECT seq, body FROM record WHERE kind = 'erasure' AND seq > ? ORDER BY seq", sequence);
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return {};
        EARSHOT_TRY(const Record erasure, decode_record(std::string(rows.text(1))));
        book.note(erasure);
        sequence = rows.number(0);
    }
}

Result<std::vector<Id>> find_customer(Database& database, std::string_view salt, std::string_view customer_hash) {
    EARSHOT_CHECK(drop_earlier_references(database, salt, customer_hash));
    std::vector<Id> ids;
    auto rows = database.statement("SELECT id, body FROM record WHERE redacted IS NOT NULL");
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return ids;
        EARSHOT_TRY(const Record record, decode_record(std::string(rows.text(1))));
        const bool known = record.kind != Kind::unknown;
        if (known && names_customer(record, salt, customer_hash)) ids.push_back(record.id);
    }
}

Result<std::vector<Id>> find_hanging(Database& database, const std::set<Id>& stories) {
    std::vector<Id> ids;
    auto rows =
        database.statement("SELECT id, body FROM record WHERE kind IN ('echo', 'reply', 'receipt', 'attachment')");
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return ids;
        const auto story = story_in(rows.text(1));
        if (story && stories.contains(*story)) ids.push_back(rows.id(0));
    }
}

Result<void> drop_earlier_values(Database& database, const Record& record, Erased depth) {
    const auto fields = table_of(record.kind).fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!takes(depth, record.kind, static_cast<FieldNumber>(i))) continue;
        EARSHOT_CHECK(
            database.statement("DELETE FROM earlier_value WHERE id = ? AND field = ?", record.id, fields[i].name)
                .run());
    }
    return {};
}

Result<std::string> erasure_log_of(Database& database) {
    std::string text;
    auto rows = database.statement("SELECT body FROM record WHERE kind = 'erasure' ORDER BY seq");
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return text;
        text += std::string(rows.text(0)) + '\n';
    }
}

Result<std::vector<Record>> read_erasure_log(std::string_view text) {
    std::vector<Record> erasures;
    std::size_t line_number = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        ++line_number;
        if (end > 0) {
            auto erasure = decode_record(std::string(text.substr(0, end)));
            if (!erasure || erasure->kind != Kind::erasure) {
                return Error{Errc::corrupt, "line " + std::to_string(line_number) + " is not an erasure" +
                                                (erasure ? std::string() : ": " + erasure.error().message)};
            }
            erasures.push_back(std::move(*erasure));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return erasures;
}

}  // namespace earshot::sync
