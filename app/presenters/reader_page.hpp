// app/presenters/reader_page.hpp: one story as a leader reads it: the words, who and where, what became of it, the
// replies.
//
// Pure. Personal fields of the story are never looked at.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/presenters/attachment_card.hpp"
#include "app/presenters/story_card.hpp"
#include "sync/store/async_store.hpp"

namespace earshot::app {

struct ReaderStep {
    enum class Kind : std::uint8_t { logged, heard_too, read, proposed, shown, chosen, not_chosen, fixed, reply };
    Kind kind = Kind::logged;
    std::string title;  // "Heard too 14 times"
    std::string when;   // "last today"
    bool done = true;   // false: still to come, drawn hollow
};

struct ReaderReply {
    std::string from;  // "Head of service, 7 November"
    std::string words;
};

struct ReaderPage {
    StoryCard card;
    std::string who;            // "A retired teacher in Hull"; may be empty
    std::string heard;          // "Heard on the phone, 6 November at 11:20, by Sheffield calls"
    std::string what_happened;  // the teller's notes; may be empty
    std::string action_taken;
    std::vector<AttachmentCard> attachments;
    bool in_room = false;  // proposed for a room, or further
    std::vector<ReaderStep> steps;
    std::vector<ReaderReply> replies;  // oldest first
};

ReaderPage present_reader(const sync::StoryDetail& detail, const Vocabulary& names, const CivilTime& now,
                          const Strings& tr);

// Where the story stands among those that Previous and Next walk through.
struct ReaderPlace {
    std::string place;  // "story 1 of 58"; empty when the story is not among them (any more)
    std::optional<Id> previous, next;
};

// Those who wait for an answer are read in the order they wait: the oldest is story 1.
enum class ReadingOrder : std::uint8_t { newest_first, oldest_first };

// `rows` newest first. A story that has left the list (it was answered) still has its neighbours, by its order key.
ReaderPlace present_place(std::span<const sync::StoryRow> rows, std::int64_t counted, std::int64_t order,
                          ReadingOrder reading, const Strings& tr);

}  // namespace earshot::app
