#include "sync/store/examine.hpp"

#include <array>
#include <cstdint>
#include <tuple>

#include <sqlite3.h>

#include "sync/model/story_key.hpp"

namespace earshot::sync {
namespace {

// The look reads everything, some 300 MB a second.
constexpr std::int64_t checked_bytes_most = 200'000'000;

// A question whose answer, a number, should be 0.
struct Question {
    const char* sql;
    const char* finding;  // after the number
};

constexpr Question echoes_without_story{
    "SELECT count(*) FROM echo AS e WHERE e.deleted IS NOT 1"
    " AND NOT EXISTS (SELECT 1 FROM story AS s WHERE s.id = unhex(replace(e.story, '-', '')))",
    "echoes belong to a story this device has never received. They stay; the next sync may bring the story."};

constexpr std::array questions{
    Question{"SELECT count(*) FROM outbox AS o WHERE o.kind = 'story'"
             " AND NOT EXISTS (SELECT 1 FROM story AS s WHERE s.id = o.id)",
             "stories wait to be sent but are not there."},
    Question{"SELECT count(*) FROM story_theme AS h WHERE NOT EXISTS (SELECT 1 FROM story AS s WHERE s.row = h.story)",
             "links lead from a theme to a story that is not there."},
};

Result<void> check_structure(Database& database, std::vector<std::string>& findings) {
    auto check = database.statement("PRAGMA integrity_check");
    for (;;) {
        EARSHOT_TRY(const bool found, check.step());
        if (!found) return {};
        if (check.text(0) != "ok") findings.push_back("The database is damaged: " + std::string(check.text(0)));
    }
}

Result<void> ask(const Question& question, Database& database, std::vector<std::string>& findings) {
    EARSHOT_TRY(const std::int64_t number, database.number(question.sql));
    if (number != 0) findings.push_back(std::to_string(number) + ' ' + question.finding);
    return {};
}

Result<void> check_relations(Database& database, const DeviceState& state, std::vector<std::string>& findings) {
    // Whoever came later was not told of stories that had been deleted before, but is told what hangs on them.
    if (state.began == 0) EARSHOT_CHECK(ask(echoes_without_story, database, findings));
    for (const Question& question : questions)
        EARSHOT_CHECK(ask(question, database, findings));
    return {};
}

Result<void> check_counts(Database& database, const DeviceState& state, std::vector<std::string>& findings) {
    const std::string living = " WHERE row >= " + std::to_string(first_living_row);
    EARSHOT_TRY(const std::int64_t stories, database.number("SELECT count(*) FROM story" + living));
    EARSHOT_TRY(const std::int64_t texts, database.number("SELECT count(*) FROM story_text"));
    if (texts != stories) {
        findings.push_back("The search index knows " + std::to_string(texts) + " stories, but there are " +
                           std::to_string(stories) + ".");
    }
    EARSHOT_TRY(const std::int64_t waiting, database.number("SELECT count(*) FROM outbox"));
    EARSHOT_TRY(const std::int64_t refused, database.number("SELECT count(*) FROM refused"));
    for (const auto& [what, counted, noted] :
         {std::tuple{"stories", stories, state.stories}, std::tuple{"waiting records", waiting, state.waiting},
          std::tuple{"refused records", refused, state.refused}}) {
        if (counted == noted) continue;
        findings.push_back("The count of " + std::string(what) + " is " + std::to_string(noted) + ", but there are " +
                           std::to_string(counted) + ".");
    }
    return {};
}

}  // namespace

Result<std::string> find_damage_quickly(Database& database) {
    EARSHOT_TRY(const std::int64_t pages, database.number("PRAGMA page_count"));
    EARSHOT_TRY(const std::int64_t page_size, database.number("PRAGMA page_size"));
    if (pages * page_size > checked_bytes_most) return std::string();
    auto check = database.statement("PRAGMA quick_check (1)");
    const auto found = check.step();
    // Some damage is too bad even to be looked at.
    if (!found && found.error().code == Errc::corrupt) return std::string(sqlite3_errmsg(database.raw()));
    EARSHOT_CHECK(found);
    const std::string_view answer = *found ? check.text(0) : "no answer";
    return answer == "ok" ? std::string() : std::string(answer);
}

Result<std::vector<std::string>> examine_database(Database& database, const DeviceState& state) {
    std::vector<std::string> findings;
    const auto all = [&]() -> Result<void> {
        EARSHOT_CHECK(check_structure(database, findings));
        EARSHOT_CHECK(check_relations(database, state, findings));
        return check_counts(database, state, findings);
    };
    if (const auto examined = all(); !examined) {
        // Damage can be too bad to look any further; that is a finding too.
        if (examined.error().code != Errc::corrupt) return examined.error();
        findings.push_back(examined.error().message);
    }
    return findings;
}

}  // namespace earshot::sync
