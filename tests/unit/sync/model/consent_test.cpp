#include "sync/model/consent.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/model/tables.hpp"

namespace earshot::sync {
namespace {

constexpr Stamp stamp{10, {}};

Record consented(const std::string& consent, const std::string& until, const std::string& site = "leeds") {
    Record record = make_record(Kind::story, make_named_id("test", "story"));
    record.fields[story::kind] = {std::string("pain"), stamp};
    record.fields[story::words] = {std::string("The lamp went out."), stamp};
    record.fields[story::customer_reference] = {std::string("C-1017"), stamp};
    if (!consent.empty()) record.fields[story::consent] = {consent, stamp};
    if (!until.empty()) record.fields[story::consent_until] = {until, stamp};
    if (!site.empty()) record.fields[story::site] = {site, stamp};
    return record;
}

}  // namespace

TEST_CASE("who is told what, and until when") {
    struct Row {
        const char* why;
        const char *consent, *until;
        Role role;
        const char* site;
        Telling telling;
    };
    const auto row = GENERATE(values<Row>({
        {"nothing was said: the company hears it, the site knows whom", "", "", Role::teller, "york",
         Telling::without_personal},
        {"the site's own teller", "", "", Role::teller, "leeds", Telling::whole},
        {"a leader", "", "", Role::leader, "york", Telling::whole},
        {"company is what saying nothing means", "company", "", Role::teller, "york", Telling::without_personal},
        {"public goes further, not personal data with it", "public", "", Role::teller, "york",
         Telling::without_personal},
        {"none stays with the site", "none", "", Role::teller, "york", Telling::without_words_and_personal},
        {"none, at the site", "none", "", Role::teller, "leeds", Telling::whole},
        {"none, a leader who answers for it", "none", "", Role::leader, "york", Telling::whole},
        {"the last day is still a day of consent", "company", "2026-11-25", Role::leader, "york", Telling::whole},
        {"from the day after, nobody: a leader", "company", "2026-11-24", Role::leader, "york",
         Telling::without_words_and_personal},
        {"nobody: the site itself", "company", "2026-11-24", Role::teller, "leeds",
         Telling::without_words_and_personal},
        {"nobody: the facilitator", "public", "2026-11-24", Role::facilitator, "york",
         Telling::without_words_and_personal},
        {"nobody: the keeper", "none", "2026-11-24", Role::keeper, "", Telling::without_words_and_personal},
        {"a time of day ends with its day", "company", "2026-11-25T09:00", Role::leader, "york", Telling::whole},
        {"an end without a scope is an end", "", "2025-01-01", Role::leader, "york",
         Telling::without_words_and_personal},
    }));
    INFO(row.why);
    const Listener listener{row.role, row.site, "2026-11-25"};
    CHECK(telling_for(consented(row.consent, row.until), listener) == row.telling);
}

TEST_CASE("what is left still counts a person") {
    const Record whole = consented("company", "2026-11-24");
    CHECK(told(whole, Telling::whole) == whole);
    const Record plain = told(whole, Telling::without_personal);
    CHECK(plain.text(story::words) == "The lamp went out.");
    CHECK(plain.fields[story::customer_reference] == FieldState{});
    const Record rest = told(whole, Telling::without_words_and_personal);
    CHECK(rest.fields[story::words] == FieldState{});
    CHECK(rest.fields[story::customer_reference] == FieldState{});
    CHECK(rest.text(story::kind) == "pain");
    CHECK(rest.text(story::site) == "leeds");
    CHECK(rest.text(story::consent_until) == "2026-11-24");
}

TEST_CASE("records that no consent speaks of go by what is personal alone") {
    Record call = make_record(Kind::loss_call, make_named_id("test", "call"));
    call.fields[*table_of(Kind::loss_call).find("customer")] = {std::string("C-1017"), stamp};
    CHECK(telling_for(call, {Role::teller, "leeds", "2026-11-25"}) == Telling::without_personal);
    CHECK(telling_for(call, {Role::leader, "leeds", "2026-11-25"}) == Telling::whole);
    Record foreign = make_record(Kind::unknown, make_named_id("test", "foreign"));
    foreign.unknown.push_back({"aura", "3", stamp});
    CHECK(told(foreign, telling_for(foreign, {Role::teller, "leeds", "2026-11-25"})) == foreign);
}

TEST_CASE("days") {
    CHECK(day_of(WallTime{1'793'701'200'000}) == "2026-11-03");
    CHECK(consent_end_of(consented("", "2026-11-24T10:00")) == "2026-11-24");
    CHECK(consent_end_of(consented("", "")).empty());
    CHECK_FALSE(consent_has_ended("", "2026-11-25"));
}

}  // namespace earshot::sync
