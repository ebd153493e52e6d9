#include "app/presenters/reader_page.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/model/tables.hpp"
#include "tests/support/english.hpp"

namespace earshot::app {
namespace {

using sync::Kind;
using sync::number_of_field;
using test::english;

const CivilTime now = parse_civil("2026-11-22T14:05").value();
const Vocabulary names{{{"need-help", "I need help"}}, {{"sheffield-calls", "Sheffield calls"}}, {}};

void put(sync::Record& record, sync::FieldNumber field, std::string_view text) {
    record.fields[field] = {std::string(text), {5, {}}};
}

sync::Record echo(std::string_view happened) {
    sync::Record record = sync::make_record(Kind::echo, make_named_id("echo", happened));
    put(record, sync::echo::happened, happened);
    return record;
}

sync::Record receipt(std::string_view step, std::string_view who, std::string_view happened) {
    sync::Record record = sync::make_record(Kind::receipt, make_named_id(step, who));
    put(record, number_of_field(sync::receipt_fields, "step"), step);
    put(record, number_of_field(sync::receipt_fields, "who"), who);
    put(record, number_of_field(sync::receipt_fields, "happened"), happened);
    return record;
}

sync::Record reply(std::string_view leader, std::string_view words, std::string_view happened) {
    sync::Record record = sync::make_record(Kind::reply, make_named_id("reply", words));
    put(record, number_of_field(sync::reply_fields, "leader"), leader);
    put(record, number_of_field(sync::reply_fields, "words"), words);
    put(record, number_of_field(sync::reply_fields, "happened"), happened);
    return record;
}

sync::StoryDetail teacher() {
    sync::StoryDetail detail;
    detail.row.kind = "pain";
    detail.row.words = "Every call I tell the whole story again.";
    detail.row.language = "en";
    detail.row.stage = "need-help";
    detail.row.source = "call";
    detail.row.customer = "A retired teacher in Hull";
    detail.row.site = "sheffield-calls";
    detail.row.happened = "2026-11-06T11:20";
    detail.story = sync::make_record(Kind::story, make_named_id("story", "teacher"));
    put(detail.story, sync::story::what_happened, "Her fifth call.");
    put(detail.story, sync::story::customer_reference, "NH-20417");
    return detail;
}

TEST_CASE("the reader says who spoke, and where it was heard") {
    const Strings tr = english();
    struct Row {
        const char* why;
        std::string source, happened, site, device, expected;
    };
    const auto row = GENERATE(values<Row>({
        {"all of it", "call", "2026-11-06T11:20", "sheffield-calls", "Desk 4",
         "Heard on the phone, 6 November at 11:20, by Sheffield calls"},
        {"no site: the device", "counter", "2026-11-06", "", "Leeds, Counter 2",
         "Heard at the counter, 6 November, by Leeds, Counter 2"},
        {"a site nobody named is its key", "review", "2025-11-06", "york", "",
         "Read in a review, 6 November 2025, by york"},
        {"nothing but the words", "", "", "", "", "Heard"},
        {"a source from a newer device", "pigeon", "2026-11-22T09:00", "", "", "Heard, 22 November at 09:00"},
    }));
    INFO(row.why);
    sync::StoryDetail detail = teacher();
    detail.row.source = row.source;
    detail.row.happened = row.happened;
    detail.row.site = row.site;
    detail.row.device_name = row.device;
    const ReaderPage page = present_reader(detail, names, now, tr);
    CHECK(page.heard == row.expected);
    CHECK(page.who == "A retired teacher in Hull");
    CHECK(page.what_happened == "Her fifth call.");
}

// "Heard too 14 times: last today"; a step still to come in brackets.
std::vector<std::string> said(const ReaderPage& page) {
    std::vector<std::string> lines;
    for (const ReaderStep& step : page.steps) {
        const std::string line = step.title + ": " + step.when;
        lines.push_back(step.done ? line : "(" + line + ")");
    }
    return lines;
}

TEST_CASE("the timeline says what became of a story and what is still to come") {
    const Strings tr = english();
    sync::StoryDetail detail = teacher();
    CHECK(said(present_reader(detail, names, now, tr)) ==
          std::vector<std::string>{"Logged: 6 November", "(Read: not yet)", "(Reply: not yet)"});

    detail.row.echoes = 14;
    detail.echoes = {echo("2026-11-22T09:00"), echo("2026-11-07T10:00")};
    detail.receipts = {receipt("read", "Leeds wall", "2026-11-07T10:00"),
                       receipt("read", "Hull wall", "2026-11-21T10:00"),
                       receipt("proposed", "Hull wall", "2026-11-21T10:02")};
    detail.replies = {reply("Ana, service", "We will ring her.", "2026-11-22T10:00")};
    const ReaderPage page = present_reader(detail, names, now, tr);
    CHECK(said(page) == std::vector<std::string>{"Logged: 6 November", "Heard too 14 times: last today",
                                                 "Read by 2 leaders: last yesterday",
                                                 "Proposed for the room: yesterday", "Replied: today"});
    CHECK(page.in_room);
    REQUIRE(page.replies.size() == 1);
    CHECK(page.replies[0].from == "Ana, service, today 10:00");
    CHECK(page.replies[0].words == "We will ring her.");
}

TEST_CASE("one is said as one") {
    const Strings tr = english();
    sync::StoryDetail detail = teacher();
    detail.row.echoes = 1;
    detail.echoes = {echo("2026-11-20T10:00")};
    detail.receipts = {receipt("read", "Leeds wall", "2026-11-22T10:00")};
    const ReaderPage page = present_reader(detail, names, now, tr);
    CHECK(said(page) == std::vector<std::string>{"Logged: 6 November", "Heard too once: 20 November",
                                                 "Read by 1 leader: today", "(Reply: not yet)"});
    CHECK_FALSE(page.in_room);
}

TEST_CASE("a device that read twice is one leader") {
    const Strings tr = english();
    sync::StoryDetail detail = teacher();
    detail.receipts = {receipt("read", "Leeds wall", "2026-11-07"), receipt("read", "Leeds wall", "2026-11-20")};
    CHECK(said(present_reader(detail, names, now, tr))[1] == "Read by 1 leader: last 20 November");
}

TEST_CASE("nothing the reader shows names the customer") {
    const Strings tr = english();
    const ReaderPage page = present_reader(teacher(), names, now, tr);
    for (const std::string& text : {page.card.words, page.card.who, page.card.who_when, page.card.state_detail,
                                    page.who, page.heard, page.what_happened, page.action_taken})
        CHECK(text.find("NH-20417") == std::string::npos);
}

TEST_CASE("previous and next walk through the stories of the wall") {
    const Strings tr = english();
    std::vector<sync::StoryRow> rows(3);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].id = make_named_id("row", std::to_string(i));
        rows[i].order = 100 - static_cast<std::int64_t>(i) * 10;
    }
    struct Row {
        const char* why;
        std::int64_t order, counted;
        std::string place;
        int previous, next;
    };
    const auto row = GENERATE(values<Row>({
        {"the first", 100, 58, "story 1 of 58", -1, 1},
        {"in the middle", 90, 58, "story 2 of 58", 0, 2},
        {"the last of those loaded", 80, 58, "story 3 of 58", 1, -1},
        {"the count is one answer behind", 80, 2, "story 3 of 3", 1, -1},
        {"a story that left the list keeps its neighbours", 85, 3, "", 1, 2},
        {"also before the first", 105, 3, "", -1, 0},
        {"and after the last", 75, 3, "", 2, -1},
    }));
    INFO(row.why);
    const ReaderPlace place = present_place(rows, row.counted, row.order, ReadingOrder::newest_first, tr);
    const auto at = [&](int index) {
        return index < 0 ? std::optional<Id>() : rows[static_cast<std::size_t>(index)].id;
    };
    CHECK(place.place == row.place);
    CHECK(place.previous == at(row.previous));
    CHECK(place.next == at(row.next));
}

TEST_CASE("those who wait are read in the order they wait") {
    const Strings tr = english();
    std::vector<sync::StoryRow> rows(3);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i].id = make_named_id("row", std::to_string(i));
        rows[i].order = 100 - static_cast<std::int64_t>(i) * 10;
    }
    const ReaderPlace longest = present_place(rows, 3, 80, ReadingOrder::oldest_first, tr);
    CHECK(longest.place == "story 1 of 3");
    CHECK_FALSE(longest.previous);
    CHECK(longest.next == rows[1].id);
    const ReaderPlace newest = present_place(rows, 3, 100, ReadingOrder::oldest_first, tr);
    CHECK(newest.place == "story 3 of 3");
    CHECK(newest.previous == rows[1].id);
    CHECK_FALSE(newest.next);
}

}  // namespace
}  // namespace earshot::app
