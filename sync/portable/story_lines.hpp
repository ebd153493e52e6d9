// sync/portable/story_lines.hpp: a story with its echoes as a line of an export. Whoever exports writes the same lines:
// the command line, the shared store.
#pragma once

#include <span>
#include <string>

#include "sync/model/record.hpp"

namespace earshot::sync {

// Every field of a story by its table name, then `echoes` and `echo_records`.
std::string story_table_header();
std::string story_table_row(const Record& story, std::span<const Record> echoes);
// With its attachments named, in JSON.
std::string story_json_line(const Record& story, std::span<const Record> echoes, std::span<const Record> attachments);

}  // namespace earshot::sync
