// app/presenters/device_words.hpp: this device in words: what it is called, what it does, what it holds.
#pragma once

#include <string>
#include <string_view>

#include "app/presenters/vocabulary.hpp"
#include "sync/store/async_store.hpp"

namespace earshot::app {

struct DeviceWords {
    std::string name;     // "Leeds, Counter 2"; "This tablet" until somebody names it
    std::string duty;     // "Logs stories for Northway Home"
    std::string used;     // "14 MB used"
    std::string stories;  // "1204 stories"
};
DeviceWords present_device(const sync::Snapshot& snapshot, const Vocabulary& names, const Strings& tr);

// A story on its way out: what it is made of and how much that is.
struct WaitingWords {
    std::string words;  // in quotation marks, one line of them
    std::string what;   // "Words only", or why it was not accepted
    std::string size;   // "2 kB"
    bool refused = false;
};
WaitingWords present_waiting(const sync::StoryRow& row, const Strings& tr);

}  // namespace earshot::app
