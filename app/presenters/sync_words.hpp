// app/presenters/sync_words.hpp: how it stands between this device and the shared store, in words: for the badge in
// the bar, the head of the sheet, and the line below it.
//
// Every sentence says what happened, what is safe and what to do. Nothing is ever said to be sent that still waits.
#pragma once

#include <cstdint>
#include <string>

#include "app/presenters/local_clock.hpp"
#include "app/presenters/strings.hpp"
#include "sync/replica/replica.hpp"

namespace earshot::app {

// Each has a picture of its own.
enum class SyncPicture : std::uint8_t {
    all_sent,
    sending,
    waiting,       // something to send, nothing wrong
    out_of_reach,  // the store could not be reached; it will try again
    refused,       // the store said no to something: somebody has to look
    denied,        // the store does not know this device any more
    not_joined,
};

struct SyncWords {
    SyncPicture picture = SyncPicture::all_sent;
    std::int64_t number = 0;  // of the badge; 0: a check instead
    std::string badge;        // "ready to send"
    bool attention = false;   // the badge asks for a person
    std::string title;        // "3 stories are waiting"
    std::string sentence;     // "The store could not be reached since 11:42. They are safe on this tablet."
    std::string last_agreed;  // "Last agreed with the store today 11:38"; empty: never
    std::string next_try;     // "Next try 12:05"; empty: nothing planned
    bool can_try = false;     // trying now can help
    bool can_join = false;    // joining with a code is what helps
};

SyncWords present_sync(const sync::SyncStatus& sync, const sync::StoreStatus& store, const LocalClock& clock,
                       const Strings& tr);

}  // namespace earshot::app
