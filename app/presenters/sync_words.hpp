// app/presenters/sync_words.hpp: how it stands between this device and the shared store, in words: for the badge in
// the bar, the head of the sheet, and the line below it.
//
// Every sentence says what happened, what is safe and what to do. Nothing is ever said to be sent that still waits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "app/presenters/local_clock.hpp"
#include "app/presenters/strings.hpp"
#include "sync/replica/media_courier.hpp"
#include "sync/replica/replica.hpp"

namespace earshot::app {

// Each has a picture of its own.
enum class SyncPicture : std::uint8_t {
    all_sent,
    sending,
    waiting,       // something to send, nothing wrong
    stopped,       // by a person; it goes on by itself after a while
    out_of_reach,  // the store could not be reached; it will try again
    refused,       // the store said no to something: somebody has to look
    denied,        // the store does not know this device any more
    not_joined,
};

// One line of a transfer that takes long enough to be watched.
struct ProgressWords {
    enum class Of : std::uint8_t { sending, fetching, media };

    Of of = Of::sending;
    std::string what;            // "Sending what was logged here"
    std::optional<float> share;  // 0 to 1; empty: nobody knows how much is still to come
    std::string amount;          // "120 of 400"
    std::string left;            // "about 2 minutes left"; empty: not measured yet
};

// A transfer is watched from then on; most are over before.
inline constexpr Duration watched_after{2'000};

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
    bool can_stop = false;    // something long is under way
    std::vector<ProgressWords> progress;
};

// What was found out and mended by itself, to be read once.
struct NoticeWords {
    std::string title, sentence;
};

SyncWords present_sync(const sync::SyncStatus& sync, const sync::MediaStatus& media, const sync::StoreStatus& store,
                       const LocalClock& clock, const Strings& tr);
std::optional<NoticeWords> present_notice(sync::Notice notice, const Strings& tr);
// Records or media are on their way at this moment.
bool is_moving(const sync::SyncStatus& sync, const sync::MediaStatus& media);

}  // namespace earshot::app
