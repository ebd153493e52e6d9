#include "sync/model/erasure.hpp"

#include <algorithm>
#include <array>

#include "platform/host/hmac.hpp"
#include "sync/model/tables.hpp"

namespace earshot::sync {
namespace {

struct WordsOfKind {
    Kind kind;
    std::array<std::string_view, 4> fields;
};
constexpr std::array words_of_kinds{
    WordsOfKind{Kind::story, {"words", "what_happened", "customer", "action_taken"}},
    WordsOfKind{Kind::echo, {"note"}},
    WordsOfKind{Kind::reply, {"words"}},
    WordsOfKind{Kind::receipt, {"note"}},
    WordsOfKind{Kind::loss_call, {"words"}},
};

std::optional<Id> id_in(const Record& record, FieldNumber field) {
    const std::string_view text = record.text(field);
    if (text.empty()) return std::nullopt;
    const auto id = parse_id(text);
    return id ? std::optional(*id) : std::nullopt;
}

// The story a record hangs on.
std::optional<Id> story_of(const Record& record) {
    if (record.kind == Kind::unknown) return std::nullopt;
    const auto link = table_of(record.kind).find("story");
    return link ? id_in(record, *link) : std::nullopt;
}

Erased depth_in(const Record& erasure) {
    return erasure.number(erasure::words_too) == 1 ? Erased::words_too : Erased::personal;
}

// The oldest stamp there is: the same from every store, and true wins over anything all the same.
constexpr FieldState deleted_by_erasure{Value(std::int64_t{1}), {1, {}}};

}  // namespace

bool tells_in_words(Kind kind, FieldNumber field) {
    const auto of_kind = std::find_if(words_of_kinds.begin(), words_of_kinds.end(),
                                      [&](const WordsOfKind& words) { return words.kind == kind; });
    if (of_kind == words_of_kinds.end()) return false;
    const std::string_view name = table_of(kind).fields[field].name;
    return std::find(of_kind->fields.begin(), of_kind->fields.end(), name) != of_kind->fields.end();
}

bool takes(Erased depth, Kind kind, FieldNumber field) {
    if (depth == Erased::nothing || kind == Kind::unknown || kind == Kind::erasure) return false;
    if (table_of(kind).fields[field].use == Use::personal) return true;
    if (kind == Kind::attachment) return field == attachment::name;
    return depth == Erased::words_too && tells_in_words(kind, field);
}

std::string normal_reference(std::string_view reference) {
    std::string normal;
    for (const char c : reference) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (letter) normal += c;
        if (c >= 'A' && c <= 'Z') normal += static_cast<char>(c - 'A' + 'a');
    }
    return normal;
}

std::string fingerprint_of(std::string_view salt, std::string_view reference) {
    const std::string normal = normal_reference(reference);
    return normal.empty() ? std::string() : platform::hmac_sha256_hex(salt, normal);
}

Id erasure_id_of_record(const Id& record) {
    return make_named_id("erasure of record", to_text(record));
}

Id erasure_id_of_customer(std::string_view salt, std::string_view customer_hash) {
    return make_named_id("erasure of customer", std::string(salt) + std::string(customer_hash));
}

bool ErasureBook::note(const Record& erasure) {
    const Erased depth = depth_in(erasure);
    bool further = false;
    if (const auto record = id_in(erasure, erasure::record)) {
        OfRecord& known = records_[*record];
        further = depth > known.depth;
        known.depth = std::max(known.depth, depth);
        if (const auto because = id_in(erasure, erasure::because)) known.because = *because;
    }
    const std::string_view hash = erasure.text(erasure::customer_hash);
    if (!hash.empty()) {
        Customer& known = customers_[std::string(erasure.text(erasure::salt))][std::string(hash)];
        further = further || depth > known.depth;
        known.erasure = erasure.id;
        known.depth = std::max(known.depth, depth);
        known.stamp = std::max(known.stamp, erasure.latest());
    }
    return further;
}

const ErasureBook::Customer* ErasureBook::customer_with(std::string_view reference) const {
    for (const auto& [salt, customers] : customers_) {
        const auto found = customers.find(fingerprint_of(salt, reference));
        if (found != customers.end()) return &found->second;
    }
    return nullptr;
}

const ErasureBook::Customer* ErasureBook::customer_with_hash(std::string_view salt,
                                                             std::string_view customer_hash) const {
    const auto customers = customers_.find(salt);
    if (customers == customers_.end()) return nullptr;
    const auto found = customers->second.find(std::string(customer_hash));
    return found == customers->second.end() ? nullptr : &found->second;
}

const ErasureBook::Customer* ErasureBook::customer_in(const Record& record) const {
    if (customers_.empty() || record.kind == Kind::unknown) return nullptr;
    const KindTable& table = table_of(record.kind);
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        if (table.fields[i].use != Use::personal) continue;
        const std::string_view text = text_of(record.fields[i].value);
        if (text.empty()) continue;
        if (const Customer* customer = customer_with(text)) return customer;
    }
    return nullptr;
}

Erased ErasureBook::depth_of(const Id& record) const {
    const auto found = records_.find(record);
    return found == records_.end() ? Erased::nothing : found->second.depth;
}

const ErasureBook::OfRecord* ErasureBook::find(const Record& record) const {
    if (records_.empty() || record.kind == Kind::erasure) return nullptr;
    if (const auto found = records_.find(record.id); found != records_.end()) return &found->second;
    const auto story = story_of(record);
    if (!story) return nullptr;
    const auto found = records_.find(*story);
    return found == records_.end() ? nullptr : &found->second;
}

Erased ErasureBook::erase_from(Record& record) const {
    const OfRecord* erased = find(record);
    if (!erased) return Erased::nothing;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
        if (takes(erased->depth, record.kind, static_cast<FieldNumber>(i))) record.fields[i] = {};
    }
    record.unknown.clear();  // Whether such a field is personal only a newer build knows.
    if (record.kind == Kind::attachment && !record.is_deleted()) record.fields[deleted_number] = deleted_by_erasure;
    return erased->depth;
}

std::vector<Id> ErasureBook::erased_because_of(const Id& erasure) const {
    std::vector<Id> ids;
    for (const auto& [id, of_record] : records_) {
        if (of_record.because == erasure) ids.push_back(id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

std::string ErasureBook::salt() const {
    return customers_.empty() ? std::string() : customers_.begin()->first;
}

Record erasure_following(const ErasureBook::Customer& customer, const Id& record) {
    Record erasure = make_record(Kind::erasure, erasure_id_of_record(record));
    erasure.fields[erasure::record] = {to_text(record), customer.stamp};
    erasure.fields[erasure::because] = {to_text(customer.erasure), customer.stamp};
    if (customer.depth == Erased::words_too) erasure.fields[erasure::words_too] = {std::int64_t{1}, customer.stamp};
    return erasure;
}

MergeOutcome merge(Record& into, const Record& from, const ErasureBook& book) {
    if (book.is_empty()) return merge(into, from);
    const Record before = into;
    MergeOutcome outcome = merge(into, from);
    const Erased depth = book.erase_from(into);
    if (depth == Erased::nothing) return outcome;
    outcome.changed = 0;
    for (std::size_t i = 0; i < into.fields.size(); ++i) {
        if (into.fields[i] != before.fields[i]) outcome.changed |= std::uint64_t{1} << i;
    }
    outcome.unknown_changed = into.unknown != before.unknown;
    std::erase_if(outcome.earlier, [&](const EarlierValue& value) { return takes(depth, into.kind, value.field); });
    return outcome;
}

}  // namespace earshot::sync
