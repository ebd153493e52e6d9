// sync/store/story_list.hpp: answers a StoryQuery: pages, counts, and one story after the other.
//
// Every query walks one index in list order and stops when the page is full. What a row shows besides its story
// (echoes, replies, the latest receipt, delivery) is looked up for the rows of the page only, inside the same
// statement.
#pragma once

#include <functional>
#include <string>
#include <variant>
#include <vector>

#include "sync/model/consent.hpp"
#include "sync/store/full_text.hpp"
#include "sync/store/record_table.hpp"
#include "sync/store/story_query.hpp"

namespace earshot::sync {

class StoryList {
public:
    // All must outlive the list. Registers what its statements need.
    static Result<std::unique_ptr<StoryList>> create(Database& database, FullText& text, RecordTable& stories);

    // Who is asking, and on which day: words that consent keeps from them are neither shown nor found. Once before the
    // first question, and whenever it may have changed.
    Result<void> tell(Listener listener);

    Result<StoryPage> page(const StoryQuery& query);
    // Errc::not_found for a story that is deleted or was never heard of.
    Result<StoryRow> row(const Id& story);
    // These three look at neither limit nor after.
    Result<std::int64_t> count(const StoryQuery& query);
    Result<std::vector<StageCount>> count_by_stage(const StoryQuery& query);
    Result<std::vector<SiteCount>> count_by_site(const StoryQuery& query);
    Result<void> visit(const StoryQuery& query, const std::function<Result<void>(const Record&, int echoes)>& visit);

private:
    // The rows of a query as SQL: "FROM ... WHERE ...", with story under the name t.
    struct Selection {
        bool none = false;     // nothing can match
        bool by_text = false;  // the full-text index leads
        std::string from, where;
        std::string row;  // what to order by, descending
        std::vector<std::variant<std::int64_t, std::string>> values;

        void require(std::string condition);
        void require(std::string condition, std::string value);
        void require(std::string condition, std::int64_t value);
    };
    struct Group {
        std::string key;
        std::int64_t stories = 0;
        std::int64_t newest_row = 0;
    };

    StoryList(Database& database, FullText& text, RecordTable& stories)
        : database_(database), text_(text), stories_(stories) {}

    void leave_out_withheld(Selection& selection) const;
    Selection select(const StoryQuery& query, TextQuery text);
    Result<Selection> select_all(const StoryQuery& query);
    Result<StoryPage> read_page(const StoryQuery& query, Selection selection);
    Statement statement(const std::string& sql, const Selection& selection);
    // Stories by the value of a column with an index over coalesce(column, ''), in order of the value.
    Result<std::vector<Group>> group(const StoryQuery& query, const std::string& column,
                                     std::string StoryQuery::*filter);
    Result<std::vector<std::string>> distinct(const std::string& column);

    Database& database_;
    FullText& text_;
    RecordTable& stories_;
    Listener listener_;
    bool some_ended_ = false, some_narrow_ = false;  // stories there are
};

}  // namespace earshot::sync
