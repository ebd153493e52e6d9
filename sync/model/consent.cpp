#include "sync/model/consent.hpp"

#include "sync/model/erasure.hpp"
#include "sync/model/tables.hpp"

namespace earshot::sync {
namespace {

constexpr std::size_t day_length = 10;  // of "2026-11-25", with or without a time of day after it

std::string_view site_of(const Record& record) {
    if (record.kind == Kind::unknown) return {};
    const auto site = table_of(record.kind).find("site");
    return site ? record.text(*site) : std::string_view();
}

}  // namespace

std::string day_of(WallTime now) {
    return to_rfc3339(now).substr(0, day_length);
}

std::string consent_end_of(const Record& record) {
    if (record.kind != Kind::story) return {};
    const std::string_view text = record.text(story::consent_until);
    return parse_civil(text) ? std::string(text.substr(0, day_length)) : std::string();
}

bool consent_has_ended(std::string_view consent_until, std::string_view today) {
    const std::string_view last_day = consent_until.substr(0, day_length);
    return !last_day.empty() && last_day < today;
}

bool is_narrow(std::string_view consent) {
    return consent == "none";
}

Telling telling_to_strangers(const Record& record) {
    const bool narrow = record.kind == Kind::story && is_narrow(record.text(story::consent));
    return narrow ? Telling::without_words_and_personal : Telling::without_personal;
}

Telling telling_for(const Record& record, const Listener& listener) {
    if (consent_has_ended(consent_end_of(record), listener.today)) return Telling::without_words_and_personal;
    if (may_see_personal(listener.role, listener.site, site_of(record))) return Telling::whole;
    return telling_to_strangers(record);
}

Record told(const Record& record, Telling telling) {
    Record rest = record;
    if (telling == Telling::whole || rest.kind == Kind::unknown) return rest;
    const KindTable& table = table_of(rest.kind);
    for (std::size_t i = 0; i < rest.fields.size(); ++i) {
        const bool words =
            telling == Telling::without_words_and_personal && tells_in_words(rest.kind, static_cast<FieldNumber>(i));
        if (words || table.fields[i].use == Use::personal) rest.fields[i] = {};
    }
    if (telling == Telling::without_words_and_personal) rest.unknown.clear();
    return rest;
}

}  // namespace earshot::sync
