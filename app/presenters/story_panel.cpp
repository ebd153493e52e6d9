#include "app/presenters/story_panel.hpp"

#include "sync/model/tables.hpp"

namespace earshot::app {
namespace {

StoryPanel::Reply present_reply(const sync::Record& record, const CivilTime& now, const Strings& tr) {
    constexpr auto leader = sync::number_of_field(sync::reply_fields, "leader");
    constexpr auto words = sync::number_of_field(sync::reply_fields, "words");
    constexpr auto happened = sync::number_of_field(sync::reply_fields, "happened");
    const auto time = parse_civil(record.text(happened));
    StoryPanel::Reply reply;
    reply.from = record.text(leader).empty() ? tr("stories.a_leader") : record.text(leader);
    reply.when = time ? when_words(*time, now, tr) : std::string();
    reply.words = quoted(record.text(words), tr.language());
    return reply;
}

}  // namespace

StoryPanel present_panel(const sync::StoryDetail& detail, const Vocabulary& names, const CivilTime& now,
                         const Strings& tr) {
    StoryPanel panel;
    panel.card = present_card(detail.row, names, now, tr);
    if (detail.row.echoes > 0) panel.heard_too = tr.count("state.heard_too", detail.row.echoes);
    if (detail.row.delivery == sync::Delivery::refused) panel.refusal = panel.card.state_detail;
    panel.attachments = present_attachments(detail, tr);
    panel.steps = present_steps(detail.row, detail.receipts, now, tr);
    for (auto reply = detail.replies.rbegin(); reply != detail.replies.rend(); ++reply)
        panel.replies.push_back(present_reply(*reply, now, tr));
    // Without its words a story could only be saved with others in their place.
    panel.can_correct = detail.row.delivery != sync::Delivery::elsewhere && !detail.row.words.empty();
    return panel;
}

LogForm form_to_correct(const sync::StoryRow& row) {
    return {.id = row.id,
            .words = row.words,
            .kind = row.kind,
            .stage = row.stage,
            .source = row.source,
            .customer = row.customer,
            .mood = row.mood,
            .at_risk = row.at_risk,
            .correcting = true};
}

}  // namespace earshot::app
