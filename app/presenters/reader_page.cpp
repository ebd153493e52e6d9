#include "app/presenters/reader_page.hpp"

#include <algorithm>
#include <set>

#include "sync/model/tables.hpp"

namespace earshot::app {
namespace {

using sync::number_of_field;

std::string_view heard_words(std::string_view source, const Strings& tr) {
    if (source == "counter") return tr("reader.heard.counter");
    if (source == "call") return tr("reader.heard.call");
    if (source == "visit") return tr("reader.heard.visit");
    if (source == "chat") return tr("reader.heard.chat");
    if (source == "review") return tr("reader.heard.review");
    if (source == "survey") return tr("reader.heard.survey");
    if (source == "social") return tr("reader.heard.social");
    if (source == "lost-customer") return tr("reader.heard.lost-customer");
    return tr("reader.heard.somewhere");
}

std::string moment_words(const CivilTime& time, const CivilTime& now, const Strings& tr) {
    const std::string day = day_words(time, now, tr);
    return time.has_time() ? tr("reader.day_at", {day, clock_words(time)}) : day;
}

std::string heard_line(const sync::StoryRow& row, const Vocabulary& names, const CivilTime& now, const Strings& tr) {
    std::string line(heard_words(row.source, tr));
    if (const auto time = parse_civil(row.happened))
        line = tr("reader.heard_when", {line, moment_words(*time, now, tr)});
    const std::string by = row.site.empty() ? row.device_name : names.site(row.site);
    return by.empty() ? line : tr("reader.heard_by", {line, by});
}

// The day of the latest of these records, in words; empty when none says.
std::string latest_day(std::span<const sync::Record> records, sync::FieldNumber happened, const CivilTime& now,
                       const Strings& tr) {
    std::optional<CivilTime> latest;
    for (const sync::Record& record : records) {
        const auto time = parse_civil(record.text(happened));
        if (time && (!latest || *time > *latest)) latest = *time;
    }
    if (!latest) return {};
    latest->hour = -1;  // a day is near enough here
    return when_words(*latest, now, tr);
}

void add_echoes(std::vector<ReaderStep>& steps, const sync::StoryDetail& detail, const CivilTime& now,
                const Strings& tr) {
    if (detail.row.echoes == 0) return;
    const std::string last = latest_day(detail.echoes, sync::echo::happened, now, tr);
    steps.push_back({ReaderStep::Kind::heard_too, tr.count("reader.heard_too", detail.row.echoes),
                     detail.row.echoes > 1 && !last.empty() ? tr("reader.last", {last}) : last});
}

void add_receipts(std::vector<ReaderStep>& steps, const std::vector<sync::Record>& receipts, const CivilTime& now,
                  const Strings& tr) {
    constexpr auto step = number_of_field(sync::receipt_fields, "step");
    constexpr auto who = number_of_field(sync::receipt_fields, "who");
    constexpr auto happened = number_of_field(sync::receipt_fields, "happened");
    const auto those_of = [&](std::string_view name) {
        std::vector<sync::Record> those;
        std::copy_if(receipts.begin(), receipts.end(), std::back_inserter(those),
                     [&](const sync::Record& receipt) { return receipt.text(step) == name; });
        return those;
    };

    const auto read = those_of("read");
    std::set<std::string_view> readers;
    for (const sync::Record& receipt : read)
        readers.insert(receipt.text(who));
    if (readers.empty()) {
        steps.push_back(
            {ReaderStep::Kind::read, std::string(tr("reader.read")), std::string(tr("reader.not_yet")), false});
    } else {
        const std::string last = latest_day(read, happened, now, tr);
        steps.push_back({ReaderStep::Kind::read, tr.count("reader.read_by", static_cast<std::int64_t>(readers.size())),
                         read.size() > 1 && !last.empty() ? tr("reader.last", {last}) : last});
    }
    const auto add = [&](std::string_view name, ReaderStep::Kind kind, std::string_view title) {
        const auto those = those_of(name);
        if (!those.empty()) steps.push_back({kind, std::string(title), latest_day(those, happened, now, tr)});
    };
    add("proposed", ReaderStep::Kind::proposed, tr("reader.proposed"));
    add("shown", ReaderStep::Kind::shown, tr("reader.shown"));
    add("chosen", ReaderStep::Kind::chosen, tr("reader.chosen"));
    add("not_chosen", ReaderStep::Kind::not_chosen, tr("reader.not_chosen"));
    add("fixed", ReaderStep::Kind::fixed, tr("reader.fixed"));
}

void add_reply(std::vector<ReaderStep>& steps, const std::vector<sync::Record>& replies, const CivilTime& now,
               const Strings& tr) {
    constexpr auto happened = number_of_field(sync::reply_fields, "happened");
    if (replies.empty()) {
        steps.push_back(
            {ReaderStep::Kind::reply, std::string(tr("reader.reply_step")), std::string(tr("reader.not_yet")), false});
    } else {
        steps.push_back({ReaderStep::Kind::reply, tr.count("reader.replied", static_cast<std::int64_t>(replies.size())),
                         latest_day(replies, happened, now, tr)});
    }
}

ReaderReply present_reply(const sync::Record& reply, const CivilTime& now, const Strings& tr) {
    const std::string_view leader = reply.text(number_of_field(sync::reply_fields, "leader"));
    const auto time = parse_civil(reply.text(number_of_field(sync::reply_fields, "happened")));
    const std::string when = time ? when_words(*time, now, tr) : std::string();
    const std::string from(leader.empty() ? tr("reader.a_leader") : leader);
    return {when.empty() ? from : tr("reader.from_when", {from, when}),
            std::string(reply.text(number_of_field(sync::reply_fields, "words")))};
}

}  // namespace

ReaderPage present_reader(const sync::StoryDetail& detail, const Vocabulary& names, const CivilTime& now,
                          const Strings& tr) {
    ReaderPage page;
    page.card = present_card(detail.row, names, now, tr);
    page.who = detail.row.customer;
    page.heard = heard_line(detail.row, names, now, tr);
    page.what_happened = detail.story.text(sync::story::what_happened);
    page.action_taken = detail.story.text(number_of_field(sync::story_fields, "action_taken"));

    page.attachments = present_attachments(detail, tr);

    const auto heard = parse_civil(detail.row.happened);
    page.steps.push_back({ReaderStep::Kind::logged, std::string(tr("reader.logged")),
                          heard ? day_words(*heard, now, tr) : std::string()});
    add_echoes(page.steps, detail, now, tr);
    add_receipts(page.steps, detail.receipts, now, tr);
    page.in_room = std::any_of(page.steps.begin(), page.steps.end(),
                               [](const ReaderStep& step) { return step.kind >= ReaderStep::Kind::proposed; });
    add_reply(page.steps, detail.replies, now, tr);
    for (const sync::Record& reply : detail.replies)
        page.replies.push_back(present_reply(reply, now, tr));
    return page;
}

ReaderPlace present_place(std::span<const sync::StoryRow> rows, std::int64_t counted, std::int64_t order,
                          ReadingOrder reading, const Strings& tr) {
    ReaderPlace place;
    std::optional<Id> newer, older;
    auto at = std::find_if(rows.begin(), rows.end(), [&](const sync::StoryRow& row) { return row.order <= order; });
    if (at != rows.begin()) newer = std::prev(at)->id;
    if (at != rows.end() && at->order == order) {
        const auto of = std::max(counted, static_cast<std::int64_t>(rows.size()));
        const auto newer_ones = at - rows.begin();
        const auto number = reading == ReadingOrder::newest_first ? newer_ones + 1 : of - newer_ones;
        place.place = tr("reader.place", {std::to_string(number), std::to_string(of)});
        ++at;
    }
    if (at != rows.end()) older = at->id;
    const bool forwards = reading == ReadingOrder::newest_first;
    place.previous = forwards ? newer : older;
    place.next = forwards ? older : newer;
    return place;
}

}  // namespace earshot::app
