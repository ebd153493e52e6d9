#include "app/presenters/story_card.hpp"

#include <algorithm>
#include <set>

#include "sync/model/tables.hpp"

namespace earshot::app {
namespace {

using sync::number_of_field;

StoryState state_of(const sync::StoryRow& row) {
    if (row.delivery == sync::Delivery::refused) return StoryState::refused;
    if (row.delivery == sync::Delivery::waiting) return StoryState::waiting;
    if (row.latest_step == "fixed") return StoryState::fixed;
    if (row.latest_step == "chosen") return StoryState::chosen;
    if (row.latest_step == "not_chosen") return StoryState::not_chosen;
    if (row.latest_step == "shown") return StoryState::shown;
    if (row.latest_step == "read") return StoryState::read;
    return StoryState::delivered;
}

std::string_view state_title(StoryState state, const Strings& tr) {
    switch (state) {
        case StoryState::waiting:
            return tr("state.waiting");
        case StoryState::refused:
            return tr("state.refused");
        case StoryState::delivered:
            return tr("state.delivered");
        case StoryState::read:
            return tr("state.read");
        case StoryState::shown:
            return tr("state.shown");
        case StoryState::chosen:
            return tr("state.chosen");
        case StoryState::not_chosen:
            return tr("state.not_chosen");
        case StoryState::fixed:
            return tr("state.fixed");
    }
    return {};
}

void add_sentence(std::string& text, std::string_view sentence) {
    if (sentence.empty()) return;
    if (!text.empty()) text += ' ';
    text += sentence;
}

std::string state_detail(const sync::StoryRow& row, StoryState state, const Strings& tr) {
    std::string detail;
    if (state == StoryState::refused) {
        add_sentence(detail, row.refusal);
        add_sentence(detail, tr("state.words_safe"));
        return detail;
    }
    if (state == StoryState::waiting) add_sentence(detail, tr("state.sends_itself"));
    add_sentence(detail, row.latest_note);
    if (row.replies > 0) add_sentence(detail, tr("state.leader_wrote"));
    if (row.echoes > 0 && row.replies == 0) add_sentence(detail, tr.count("state.heard_too", row.echoes));
    return detail;
}

std::string who_when(const sync::StoryRow& row, const CivilTime& now, const Strings& tr) {
    const auto happened = parse_civil(row.happened);
    const std::string when = happened ? when_words(*happened, now, tr) : std::string();
    if (row.customer.empty()) return when;
    return when.empty() ? row.customer : tr("story.who_when", {row.customer, when});
}

}  // namespace

std::string_view kind_name(std::string_view kind, const Strings& tr) {
    if (kind == "praise") return tr("kind.praise");
    if (kind == "pain") return tr("kind.pain");
    if (kind == "idea") return tr("kind.idea");
    if (kind == "issue") return tr("kind.issue");
    return {};
}

std::string_view mood_name(int mood, const Strings& tr) {
    switch (mood) {
        case 1:
            return tr("mood.1");
        case 2:
            return tr("mood.2");
        case 3:
            return tr("mood.3");
        case 4:
            return tr("mood.4");
        case 5:
            return tr("mood.5");
        default:
            return {};
    }
}

std::string_view source_name(std::string_view source, const Strings& tr) {
    if (source == "counter") return tr("source.counter");
    if (source == "call") return tr("source.call");
    if (source == "visit") return tr("source.visit");
    if (source == "chat") return tr("source.chat");
    if (source == "review") return tr("source.review");
    if (source == "survey") return tr("source.survey");
    if (source == "social") return tr("source.social");
    if (source == "lost-customer") return tr("source.lost-customer");
    return {};
}

StoryCard present_card(const sync::StoryRow& row, const Vocabulary& names, const CivilTime& now, const Strings& tr) {
    StoryCard card;
    card.id = row.id;
    card.order = row.order;
    card.words = row.words.empty() ? std::string(tr("state.words_not_told")) : quoted(row.words, row.language);
    card.kind = row.kind;
    card.kind_name = kind_name(row.kind, tr);
    card.mood = row.mood;
    card.mood_name = mood_name(row.mood, tr);
    card.stage_name = row.stage.empty() ? std::string() : names.stage(row.stage);
    card.who = row.customer;
    card.who_when = who_when(row, now, tr);
    card.state = state_of(row);
    card.state_title = state_title(card.state, tr);
    card.state_detail = state_detail(row, card.state, tr);
    card.echoes = row.echoes;
    card.at_risk = row.at_risk;
    card.language = row.language;
    return card;
}

std::vector<ReceiptStep> present_steps(const sync::StoryRow& row, const std::vector<sync::Record>& receipts,
                                       const CivilTime& now, const Strings& tr) {
    constexpr auto step = number_of_field(sync::receipt_fields, "step");
    constexpr auto who = number_of_field(sync::receipt_fields, "who");
    constexpr auto note = number_of_field(sync::receipt_fields, "note");
    constexpr auto happened = number_of_field(sync::receipt_fields, "happened");

    std::vector<ReceiptStep> steps;
    if (row.delivery == sync::Delivery::waiting || row.delivery == sync::Delivery::refused) {
        steps.push_back({state_of(row), std::string(state_title(state_of(row), tr)), {}, true});
        steps.push_back(
            {StoryState::delivered, std::string(tr("step.delivered")), std::string(tr("step.not_yet")), false});
        return steps;
    }
    steps.push_back({StoryState::delivered, std::string(tr("step.delivered")), {}, true});

    std::set<std::string, std::less<>> readers;
    for (const sync::Record& receipt : receipts) {
        if (receipt.text(step) == "read") readers.emplace(receipt.text(who));
    }
    if (!readers.empty()) {
        const auto count = static_cast<std::int64_t>(readers.size());
        steps.push_back({StoryState::read, std::string(tr("step.read")), tr.count("step.by_leaders", count), true});
    }
    const auto add = [&](std::string_view name, StoryState state, std::string_view strong) {
        const auto found = std::find_if(receipts.begin(), receipts.end(),
                                        [&](const sync::Record& receipt) { return receipt.text(step) == name; });
        if (found == receipts.end()) return false;
        std::string rest(found->text(note));
        const auto day = parse_civil(found->text(happened));
        if (rest.empty() && day) rest = day_words(*day, now, tr);
        steps.push_back({state, std::string(strong), std::move(rest), true});
        return true;
    };
    add("shown", StoryState::shown, tr("step.shown"));
    const bool chosen = add("chosen", StoryState::chosen, tr("step.chosen"));
    add("not_chosen", StoryState::not_chosen, tr("step.not_chosen"));
    const bool fixed = add("fixed", StoryState::fixed, tr("step.fixed"));
    if (chosen && !fixed) {
        steps.push_back({StoryState::fixed, std::string(tr("step.to_be_fixed")), {}, false});
    } else if (readers.empty()) {
        steps.push_back({StoryState::read, std::string(tr("step.read")), std::string(tr("step.not_yet")), false});
    }
    return steps;
}

}  // namespace earshot::app
