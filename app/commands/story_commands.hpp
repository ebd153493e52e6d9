// app/commands/story_commands.hpp: what a person can do to a story, as intents. The only writers of stories.
//
// An intent is a small struct that says what somebody wants. edits_of() turns it into the edits the store will stamp,
// keep and send, or says in plain words why it cannot be done. Nothing here reads or writes anything: the front hands
// the edits to its asynchronous store, the command line to its own.
//
// An empty list of edits means that there is nothing to do (it is so already), which is no error.
//
// Threads  any.
// Errors   Errc::invalid, naming the field and the rule.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "app/commands/command_context.hpp"
#include "sync/model/record.hpp"

namespace earshot::app {

// The same counted button again within this time counts once.
inline constexpr Duration repeat_guard{5'000};

struct LogStory {
    Id id;  // nil: a new one; a draft names its own, so that saving it twice is one story
    std::string kind, words, what_happened;
    int mood = 0;  // 1 furious to 5 delighted; 0: not said
    std::string stage, moment, source;
    std::optional<bool> aided;
    bool at_risk = false;
    std::string customer, customer_reference;
    std::string site;  // empty: where the device stands
    std::string function, product;
    std::vector<std::string> tags, themes;
    std::string action_taken, language, consent, consent_until;
    std::string happened;  // empty: now
};
Result<std::vector<sync::Edit>> edits_of(const LogStory&, const CommandContext&);

// Writes only what differs from the story as it is, so that two people who correct different fields never conflict.
struct CorrectStory {
    sync::Record before;
    std::vector<std::pair<sync::FieldNumber, sync::Value>> fields;  // sets: the members wanted now
};
Result<std::vector<sync::Edit>> edits_of(const CorrectStory&, const CommandContext&);

// The story is gone from every list, on every device. Deleting wins over editing.
struct RemoveStory {
    Id story;
};
Result<std::vector<sync::Edit>> edits_of(const RemoveStory&, const CommandContext&);

// "I heard this too."
struct EchoStory {
    Id story;
    std::string note;
    std::optional<WallTime> last_counted;  // when this device last counted the same echo
};
Result<std::vector<sync::Edit>> edits_of(const EchoStory&, const CommandContext&);
// The value of EchoStory::last_counted, out of the echoes a story has.
std::optional<WallTime> last_counted(std::span<const sync::Record> echoes, const Id& device, std::string_view note);

// A leader answers the one who logged the story.
struct ReplyToStory {
    Id story;
    std::string words, leader;
};
Result<std::vector<sync::Edit>> edits_of(const ReplyToStory&, const CommandContext&);

// A leader has read the story. One receipt for each device and story, dated by the first reading.
struct MarkRead {
    Id story;
    std::string who;
    std::span<const sync::Record> receipts;  // those the story has, as far as this device knows
};
Result<std::vector<sync::Edit>> edits_of(const MarkRead&, const CommandContext&);

// Proposes the story for the shortlist of a room. One receipt for each device, story and room.
struct BringToRoom {
    Id story;
    Id room;  // nil: the next one
    std::string who, note;
    std::span<const sync::Record> receipts;
};
Result<std::vector<sync::Edit>> edits_of(const BringToRoom&, const CommandContext&);

}  // namespace earshot::app
