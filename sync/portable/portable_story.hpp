// sync/portable/portable_story.hpp: a story as it leaves in an export and comes back in an import.
//
// Every field of the story under its table name, its id, `echoes` (how many others heard it too) and `echo_records`.
// An echo that came as a mere number (counted_echo) is told by the number alone; one that somebody made has an id,
// maybe a note and a place, and stands in echo_records, so that importing an export elsewhere and then syncing doubles
// none. Attachments are named in JSON, not carried: their bytes are files.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sync/model/record.hpp"
#include "sync/portable/json.hpp"

namespace earshot::sync {

// A story that comes in: the edits that make it, and those that make its echoes.
struct ImportedStory {
    std::size_t line = 0;
    Edit story;
    std::vector<Edit> echoes;
};

// The echo number `index` of those that are known only by their number. The same on every device.
Edit counted_echo(const Id& story, std::int64_t index, std::string_view happened);

// Those of a story's echoes that its number alone does not tell.
std::vector<const Record*> told_echoes(const Record& story, std::span<const Record> echoes);
// What the record says, field by field under its name; what it does not say is left out, and so is `deleted`.
void write_fields(JsonWriter& json, const Record& record);
// The story and its echoes as members of the object under way.
void write_story(JsonWriter& json, const Record& story, std::span<const Record> echoes,
                 std::span<const Record> attachments = {});
void write_echoes(JsonWriter& json, std::string_view name, const std::vector<const Record*>& echoes);

// Adds to `into` the echoes that `array` (of an export; null: none) tells, and as many counted ones as `total` asks
// for.
Result<void> read_echoes(ImportedStory& into, std::int64_t total, yyjson_val* array);

}  // namespace earshot::sync
