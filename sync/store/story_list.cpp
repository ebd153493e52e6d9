#include "sync/store/story_list.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include <sqlite3.h>

#include "sync/model/story_key.hpp"

namespace earshot::sync {
namespace {

// id_text(blob): the id as other records name it.
void id_text(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
    Id id;
    if (sqlite3_value_bytes(values[0]) != static_cast<int>(id.bytes.size())) return;
    std::memcpy(id.bytes.data(), sqlite3_value_blob(values[0]), id.bytes.size());
    const std::string text = to_text(id);
    sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

constexpr std::string_view echoes_of_t =
    "(SELECT count(*) FROM echo AS e WHERE e.story = id_text(t.id) AND e.deleted IS NOT 1)";

// What a list row shows, for the story under the name t. The order is read_row's.
const std::string& row_columns() {
    static const std::string columns =
        "t.row, t.id, t.kind, t.words, t.stage, t.source, t.customer, t.site, t.product, t.language, t.happened,"
        " t.device_name, t.mood, t.at_risk, " +
        std::string(echoes_of_t) +
        ", (SELECT count(*) FROM reply AS y WHERE y.story = id_text(t.id) AND y.deleted IS NOT 1)"
        ", r.step, r.note, t.logged_here, o.change, x.reason, d.at, t.consent, t.consent_until";
    return columns;
}

constexpr std::string_view row_joins =
    " LEFT JOIN receipt AS r ON r.row = (SELECT c.row FROM receipt AS c WHERE c.story = id_text(t.id)"
    " AND c.deleted IS NOT 1 ORDER BY c.happened DESC, c.id DESC LIMIT 1)"
    " LEFT JOIN outbox AS o ON o.id = t.id AND o.kind = 'story'"
    " LEFT JOIN refused AS x ON x.id = t.id AND x.kind = 'story'"
    " LEFT JOIN delivered AS d ON d.id = t.id";

Delivery delivery_of(bool waiting, bool refused, bool logged_here) {
    if (waiting) return Delivery::waiting;
    if (refused) return Delivery::refused;
    return logged_here ? Delivery::delivered : Delivery::elsewhere;
}

StoryRow read_row(const Statement& s, const Listener& listener) {
    StoryRow row;
    row.order = s.number(0);
    row.id = s.id(1);
    int column = 2;
    for (std::string* text : {&row.kind, &row.words, &row.stage, &row.source, &row.customer, &row.site, &row.product,
                              &row.language, &row.happened, &row.device_name}) {
        *text = s.text(column++);
    }
    row.mood = static_cast<int>(s.number(12));
    row.at_risk = s.number(13) == 1;
    row.echoes = static_cast<int>(s.number(14));
    row.replies = static_cast<int>(s.number(15));
    row.latest_step = s.text(16);
    row.latest_note = s.text(17);
    row.delivery = delivery_of(!s.is_null(19), !s.is_null(20), s.number(18) != 0);
    row.refusal = s.text(20);
    if (!s.is_null(21)) row.delivered_at = WallTime{s.number(21)};
    const bool keeps_from_us = is_narrow(s.text(22)) && !may_see_personal(listener.role, listener.site, row.site);
    row.words_withheld = keeps_from_us || consent_has_ended(s.text(23), listener.today);
    if (row.words_withheld) {
        row.words.clear();
        row.customer.clear();
    }
    return row;
}

bool narrows_by_more_than_time(const StoryQuery& q) {
    return !q.search.empty() || !q.kind.empty() || !q.stage.empty() || !q.site.empty() || !q.source.empty() ||
           !q.theme.empty() || q.at_risk || q.unanswered || q.logged_here || q.delivery;
}

std::string key_of(std::string_view named) {
    return named == named_nowhere ? std::string() : std::string(named);
}

std::string name_of_key(const std::string& key) {
    return key.empty() ? std::string(named_nowhere) : key;
}

}  // namespace

// ---- what a query selects
// --------------------------------------------------------------------------------------------

void StoryList::Selection::require(std::string condition) {
    where += (where.empty() ? " WHERE " : " AND ") + std::move(condition);
}

void StoryList::Selection::require(std::string condition, std::string value) {
    require(std::move(condition));
    values.emplace_back(std::move(value));
}

void StoryList::Selection::require(std::string condition, std::int64_t value) {
    require(std::move(condition));
    values.emplace_back(value);
}

// A search must not tell what the story itself does not.
void StoryList::leave_out_withheld(Selection& selection) const {
    if (some_ended_) {
        selection.require("(t.consent_until IS NULL OR t.consent_until >= ?)", listener_.today);
    }
    if (some_narrow_ && listener_.role == Role::teller) {
        selection.require("(t.consent IS NOT 'none' OR (t.site <> '' AND t.site = ?))", listener_.site);
    }
}

Result<StoryList::Selection> StoryList::select_all(const StoryQuery& query) {
    EARSHOT_TRY(TextQuery text, text_.query_of(query.search));
    return select(query, std::move(text));
}

StoryList::Selection StoryList::select(const StoryQuery& q, TextQuery text) {
    Selection s{text.nothing, !text.expression.empty(), " FROM story AS t", "", "t.row", {}};
    const bool queued = q.delivery == Delivery::waiting || q.delivery == Delivery::refused;
    const std::string queue = q.delivery == Delivery::refused ? "refused" : "outbox";
    // What leads is walked in order; CROSS JOIN keeps SQLite from turning it round. The rest are conditions.
    if (s.by_text) {
        s.from = " FROM story_text AS f CROSS JOIN story AS t ON t.row = f.rowid";
        s.row = "f.rowid";
        s.require("f.story_text MATCH ?", std::move(text.expression));
    } else if (!q.theme.empty()) {
        s.from = " FROM story_theme AS h CROSS JOIN story AS t ON t.row = h.story";
        s.row = "h.story";
        s.require("h.theme = ?", q.theme);
    } else if (queued) {
        s.from = " FROM " + queue + " AS u CROSS JOIN story AS t ON t.id = u.id";
        s.require("u.kind = 'story'");
    }
    if (s.by_text && !q.theme.empty()) {
        s.require("EXISTS (SELECT 1 FROM story_theme AS h WHERE h.theme = ? AND h.story = t.row)", q.theme);
    }
    if (queued && (s.by_text || !q.theme.empty())) {
        s.require("EXISTS (SELECT 1 FROM " + queue + " AS u WHERE u.id = t.id AND u.kind = 'story')");
    }
    if (q.delivery && !queued) {
        s.require("t.logged_here = ?", std::int64_t{q.delivery == Delivery::delivered});
        s.require("NOT EXISTS (SELECT 1 FROM outbox AS u WHERE u.id = t.id AND u.kind = 'story')");
        s.require("NOT EXISTS (SELECT 1 FROM refused AS u WHERE u.id = t.id AND u.kind = 'story')");
    }
    s.require(s.row + " >= ?", q.month ? first_row_of(civil_seconds(q.month->first_day())) : first_living_row);
    if (q.month) s.require(s.row + " < ?", first_row_of(civil_seconds(q.month->plus(1).first_day())));
    if (!q.stage.empty()) s.require("coalesce(t.stage, '') = ?", key_of(q.stage));
    if (!q.site.empty()) s.require("coalesce(t.site, '') = ?", key_of(q.site));
    if (!q.kind.empty()) s.require("t.kind = ?", q.kind);
    if (!q.source.empty()) s.require("t.source = ?", q.source);
    if (q.at_risk) s.require("t.at_risk = 1");
    if (q.logged_here) s.require("t.logged_here = 1");
    if (q.unanswered) {
        s.require("NOT EXISTS (SELECT 1 FROM reply AS y WHERE y.story = id_text(t.id) AND y.deleted IS NOT 1)");
    }
    if (s.by_text || !text.beginnings.empty()) leave_out_withheld(s);
    for (std::string& beginning : text.beginnings)
        s.require(FullText::begins_sql(), std::move(beginning));
    return s;
}

Statement StoryList::statement(const std::string& sql, const Selection& selection) {
    Statement statement = database_.statement(sql);
    for (const auto& value : selection.values) {
        if (const auto* number = std::get_if<std::int64_t>(&value)) {
            statement.bind(*number);
        } else {
            statement.bind_copy(std::get<std::string>(value));
        }
    }
    return statement;
}

// ---- pages and single stories
// ----------------------------------------------------------------------------------------

Result<std::unique_ptr<StoryList>> StoryList::create(Database& database, FullText& text, RecordTable& stories) {
    const int code =
        sqlite3_create_function_v2(database.raw(), "id_text", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
                                   nullptr, id_text, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return database.error(code);
    return std::unique_ptr<StoryList>(new StoryList(database, text, stories));
}

Result<void> StoryList::tell(Listener listener) {
    listener_ = std::move(listener);
    {
        auto ended =
            database_.statement("SELECT EXISTS (SELECT 1 FROM story WHERE consent_until < ?)", listener_.today);
        EARSHOT_CHECK(ended.step());
        some_ended_ = ended.number(0) != 0;
    }
    EARSHOT_TRY(const std::int64_t narrow,
                database_.number("SELECT EXISTS (SELECT 1 FROM story WHERE consent = 'none')"));
    some_narrow_ = narrow != 0;
    return {};
}

Result<StoryPage> StoryList::page(const StoryQuery& query) {
    if (query.limit == 0) return StoryPage();
    std::int64_t before = query.after.value_or(INT64_MAX);
    if (query.month) before = std::min(before, first_row_of(civil_seconds(query.month->plus(1).first_day())));
    EARSHOT_TRY(TextQuery text, text_.page_query_of(query.search, before));
    const bool may_give_up = !text.beginnings.empty();
    auto page = read_page(query, select(query, std::move(text)));
    if (page || !may_give_up || !text_.gave_up()) return page;
    EARSHOT_TRY(Selection selection, select_all(query));
    return read_page(query, std::move(selection));
}

Result<StoryPage> StoryList::read_page(const StoryQuery& query, Selection selection) {
    StoryPage page;
    if (selection.none) return page;
    if (query.after) selection.require(selection.row + " < ?", *query.after);
    // One row more than wanted says whether there is another page.
    selection.values.emplace_back(static_cast<std::int64_t>(query.limit) + 1);
    auto rows = statement("SELECT " + row_columns() + " FROM (SELECT " + selection.row + " AS row" + selection.from +
                              selection.where + " ORDER BY " + selection.row +
                              " DESC LIMIT ?) AS p CROSS JOIN story AS t ON t.row = p.row" + std::string(row_joins) +
                              " ORDER BY p.row DESC",
                          selection);
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return page;
        if (page.rows.size() == query.limit) {
            page.next = page.rows.back().order;
            return page;
        }
        page.rows.push_back(read_row(rows, listener_));
    }
}

Result<StoryRow> StoryList::row(const Id& story) {
    auto rows = database_.statement(
        "SELECT " + row_columns() + " FROM story AS t" + std::string(row_joins) + " WHERE t.id = ?", story);
    EARSHOT_TRY(const bool found, rows.step());
    if (!found || rows.number(0) < first_living_row) {
        return Error{Errc::not_found, "There is no story " + to_text(story) + " on this device."};
    }
    return read_row(rows, listener_);
}

Result<void> StoryList::visit(const StoryQuery& query,
                              const std::function<Result<void>(const Record&, int echoes)>& visit) {
    EARSHOT_TRY(const Selection selection, select_all(query));
    if (selection.none) return {};
    auto rows = statement("SELECT " + stories_.columns() + ", " + std::string(echoes_of_t) + selection.from +
                              selection.where + " ORDER BY " + selection.row + " DESC",
                          selection);
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return {};
        EARSHOT_TRY(const StoredRecord stored, stories_.read(rows));
        EARSHOT_CHECK(visit(stored.record, static_cast<int>(rows.number(stories_.column_count()))));
    }
}

// ---- counts
// ----------------------------------------------------------------------------------------------------------

Result<std::int64_t> StoryList::count(const StoryQuery& query) {
    EARSHOT_TRY(const Selection selection, select_all(query));
    if (selection.none) return std::int64_t{0};
    // Without a condition on the story itself the index alone can tell.
    const bool index_alone = selection.by_text && selection.where.find("t.") == std::string::npos;
    const std::string from = index_alone ? " FROM story_text AS f" : selection.from;
    auto rows = statement("SELECT count(*)" + from + selection.where, selection);
    EARSHOT_TRY(const bool found, rows.step());
    EARSHOT_ASSERT(found);
    return rows.number(0);
}

Result<std::vector<std::string>> StoryList::distinct(const std::string& column) {
    // There are few different values: stepping over the equal ones is far less than reading all.
    const std::string value = "coalesce(t." + column + ", '')";
    const std::string sql =
        "SELECT " + value + " FROM story AS t WHERE " + value + " > ? ORDER BY " + value + " LIMIT 1";
    std::vector<std::string> values{""};
    for (;;) {
        auto next = database_.statement(sql, values.back());
        EARSHOT_TRY(const bool found, next.step());
        if (!found) return values;
        values.emplace_back(next.text(0));
    }
}

Result<std::vector<StoryList::Group>> StoryList::group(const StoryQuery& query, const std::string& column,
                                                       std::string StoryQuery::*filter) {
    std::vector<Group> groups;
    if (!narrows_by_more_than_time(query)) {
        EARSHOT_TRY(const std::vector<std::string> keys, distinct(column));
        for (const std::string& key : keys) {
            StoryQuery one = query;
            one.*filter = name_of_key(key);
            EARSHOT_TRY(const Selection selection, select_all(one));
            auto row = statement("SELECT count(*), max(t.row)" + selection.from + selection.where, selection);
            EARSHOT_TRY(const bool found, row.step());
            if (found && row.number(0) > 0) groups.push_back({key, row.number(0), row.number(1)});
        }
        return groups;
    }
    EARSHOT_TRY(const Selection selection, select_all(query));
    if (selection.none) return groups;
    const std::string value = "coalesce(t." + column + ", '')";
    auto rows = statement(
        "SELECT " + value + ", count(*), max(t.row)" + selection.from + selection.where + " GROUP BY 1 ORDER BY 1",
        selection);
    for (;;) {
        EARSHOT_TRY(const bool found, rows.step());
        if (!found) return groups;
        groups.push_back({std::string(rows.text(0)), rows.number(1), rows.number(2)});
    }
}

Result<std::vector<StageCount>> StoryList::count_by_stage(const StoryQuery& query) {
    EARSHOT_TRY(std::vector<Group> groups, group(query, "stage", &StoryQuery::stage));
    std::vector<StageCount> counts;
    auto stages =
        database_.statement("SELECT key FROM stage WHERE deleted IS NOT 1 AND key <> '' ORDER BY position, key");
    for (;;) {
        EARSHOT_TRY(const bool found, stages.step());
        if (!found) break;
        const std::string_view key = stages.text(0);
        const auto same = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.key == key; });
        counts.push_back({std::string(key), same == groups.end() ? 0 : same->stories});
        if (same != groups.end()) groups.erase(same);
    }
    // What no stage of the table explains is shown all the same, those that name none last.
    if (!groups.empty() && groups.front().key.empty()) std::rotate(groups.begin(), groups.begin() + 1, groups.end());
    for (const Group& other : groups)
        counts.push_back({name_of_key(other.key), other.stories});
    return counts;
}

Result<std::vector<SiteCount>> StoryList::count_by_site(const StoryQuery& query) {
    EARSHOT_TRY(const std::vector<Group> groups, group(query, "site", &StoryQuery::site));
    std::vector<SiteCount> counts;
    for (const Group& one : groups) {
        auto newest = database_.statement("SELECT happened FROM story WHERE row = ?", one.newest_row);
        EARSHOT_TRY(const bool found, newest.step());
        counts.push_back({name_of_key(one.key), one.stories, std::string(found ? newest.text(0) : "")});
    }
    return counts;
}

}  // namespace earshot::sync
