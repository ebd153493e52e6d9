// app/presenters/log_form.hpp: the story being written, before it is saved, and the draft it is kept as.
//
// The form is plain data. It is written to the store as JSON within a second of the last key (so a crash or a flat
// battery costs at most that second) and read back at the next start. A draft from an older or newer Earshot gives what
// it can and never fails.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/commands/kept_file.hpp"
#include "platform/base/id.hpp"
#include "platform/base/result.hpp"

namespace earshot::app {

struct LogForm {
    Id id;  // the story's, given with its first key: saving twice, even across a crash, is one story
    std::string words;
    std::string kind;   // praise, pain, idea, issue; empty: not chosen yet
    std::string stage;  // key
    std::string source;
    std::string customer;  // who, without a name
    int mood = 0;          // 0: not said
    bool at_risk = false;
    bool correcting = false;       // the story was logged before: saving changes it
    std::vector<KeptFile> photos;  // that come to the story; their bytes are here already

    bool operator==(const LogForm&) const = default;
    // Nothing a person put in.
    bool is_empty() const {
        LogForm blank;
        blank.id = id;
        blank.correcting = correcting;
        return *this == blank;
    }
};

std::string to_json(const LogForm& form);
Result<LogForm> parse_log_form(std::string_view json);

// What still keeps the story from being saved: a key of assets/strings; empty: nothing.
std::string_view missing_in(const LogForm& form);

}  // namespace earshot::app
