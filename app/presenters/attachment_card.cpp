#include "app/presenters/attachment_card.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "app/presenters/words.hpp"
#include "sync/model/tables.hpp"

namespace earshot::app {
namespace {

using Sort = AttachmentCard::Sort;
using State = std::optional<sync::MediaState>;

// What another device says of a picture decides at most how much of it is decoded.
constexpr std::int64_t side_most = 100'000;

Sort sort_of(std::string_view media_type) {
    if (media_type.starts_with("image/")) return Sort::photo;
    if (media_type.starts_with("audio/")) return Sort::sound;
    return Sort::document;
}

std::string_view name_of_sort(Sort sort, const Strings& tr) {
    switch (sort) {
        case Sort::photo:
            return tr("media.photo");
        case Sort::sound:
            return tr("media.sound");
        case Sort::document:
            return tr("media.document");
    }
    return {};
}

std::string facts_of(const sync::Record& record, Sort sort, const Strings& tr) {
    std::string facts(name_of_sort(sort, tr));
    const std::int64_t length = record.number(sync::attachment::duration_ms);
    const std::int64_t bytes = record.number(sync::attachment::bytes);
    if (length > 0) facts = tr("media.and", {facts, length_words(length)});
    if (bytes > 0) facts = tr("media.and", {facts, size_words(bytes)});
    return facts;
}

bool is_held(const State& state) {
    return state && state->held;
}
bool comes_by_itself(const State& state) {
    return state && !state->held && state->wanted != sync::Want::not_now && !state->missing_since;
}
bool is_missing(const State& state) {
    return state && !state->held && state->missing_since;
}
bool waits_to_be_asked_for(const State& state) {
    return state && !state->held && state->wanted == sync::Want::not_now;
}

void say_absence(AttachmentCard& card, const sync::AttachmentMedia& media, const Strings& tr) {
    if (!card.is_photo() || card.can_be_shown()) return;
    const bool comes = comes_by_itself(media.original) || comes_by_itself(media.thumbnail);
    const bool missing = is_missing(media.original) || is_missing(media.thumbnail);
    if (!media.original && !media.thumbnail) {
        card.absence = tr("media.unknown");
        card.absence_then = tr("media.unknown_then");
    } else if (missing && !comes) {
        card.absence = tr("media.missing");
        card.absence_then = tr("media.missing_then");
    } else {
        card.absence = tr("media.not_arrived");
        card.absence_then = tr("media.not_arrived_then");
    }
}

std::string_view sending_words(const State& original, const Strings& tr) {
    if (!original) return {};
    if (original->held) return original->confirmed ? tr("media.sent") : tr("media.not_sent");
    // It was logged elsewhere, or this device made room for others after it was sent.
    return original->missing_since ? tr("media.elsewhere") : tr("media.sent");
}

AttachmentCard present(const sync::Record& record, const sync::AttachmentMedia& media, const Strings& tr) {
    AttachmentCard card;
    card.id = record.id;
    card.sort = sort_of(record.text(sync::attachment::media_type));
    card.name = record.text(sync::attachment::name);
    if (card.name.empty()) card.name = name_of_sort(card.sort, tr);
    card.facts = facts_of(record, card.sort, tr);
    card.sha256 = record.text(sync::attachment::sha256);
    card.thumbnail_sha256 = record.text(sync::attachment::thumbnail_sha256);
    const auto side = [&](sync::FieldNumber field) {
        return static_cast<int>(std::clamp<std::int64_t>(record.number(field), 0, side_most));
    };
    card.width = side(sync::attachment::width);
    card.height = side(sync::attachment::height);
    card.original_here = is_held(media.original);
    card.thumbnail_here = is_held(media.thumbnail);
    if (waits_to_be_asked_for(media.original)) card.original_to_ask_for = card.sha256;
    if (waits_to_be_asked_for(media.thumbnail)) card.thumbnail_to_ask_for = card.thumbnail_sha256;
    say_absence(card, media, tr);
    card.sending = sending_words(media.original, tr);
    return card;
}

}  // namespace

std::vector<AttachmentCard> present_attachments(const sync::StoryDetail& detail, const Strings& tr) {
    std::vector<AttachmentCard> cards;
    if (detail.row.words.empty()) return cards;
    for (std::size_t i = 0; i < detail.attachments.size(); ++i)
        cards.push_back(present(detail.attachments[i], detail.media[i], tr));
    return cards;
}

std::string length_words(std::int64_t milliseconds) {
    const std::int64_t seconds = (milliseconds + 500) / 1000;
    return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

}  // namespace earshot::app
