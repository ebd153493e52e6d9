#include "app/presenters/sync_words.hpp"

#include "app/presenters/words.hpp"

namespace earshot::app {
namespace {

using sync::Link;

SyncPicture picture_of(const sync::SyncStatus& sync, const sync::StoreStatus& store) {
    switch (sync.link) {
        case Link::not_enrolled:
            return SyncPicture::not_joined;
        case Link::denied:
            return SyncPicture::denied;
        case Link::retrying:
            return SyncPicture::out_of_reach;
        case Link::exchanging:
            return SyncPicture::sending;
        case Link::idle:
            break;
    }
    if (store.waiting > 0) return SyncPicture::waiting;
    return store.refused > 0 ? SyncPicture::refused : SyncPicture::all_sent;
}

// What people count is stories; where only other things wait (a reply, an echo) those are counted.
std::int64_t waiting_number(const sync::StoreStatus& store) {
    return store.waiting_stories > 0 ? store.waiting_stories : store.waiting;
}

std::string waiting_title(const sync::StoreStatus& store, const Strings& tr) {
    if (store.waiting_stories > 0) return tr.count("sync.stories_waiting", store.waiting_stories);
    if (store.waiting > 0) return tr.count("sync.things_waiting", store.waiting);
    return std::string(tr("sync.nothing_waiting"));
}

std::string safe_words(const sync::StoreStatus& store, const Strings& tr) {
    return waiting_number(store) > 0 ? tr.count("sync.safe_here", waiting_number(store))
                                     : std::string(tr("sync.nothing_at_stake"));
}

std::string trouble_words(const sync::SyncStatus& sync, const sync::StoreStatus& store, const LocalClock& clock,
                          const Strings& tr) {
    std::string text;
    if (sync.trouble_since) {
        const CivilTime since = clock.civil(*sync.trouble_since);
        const bool today = civil_days_between(since, clock.now()) == 0;
        text = tr("sync.unreachable_since", {today ? clock_words(since) : day_and_time_words(since, clock.now(), tr)});
    } else {
        text = tr("sync.unreachable");
    }
    return text + ' ' + safe_words(store, tr);
}

void set_badge(SyncWords& words, const sync::StoreStatus& store, const Strings& tr) {
    if (words.picture == SyncPicture::denied) {
        words.number = waiting_number(store);
        words.badge = tr("bar.denied");
        words.attention = true;
    } else if (store.refused > 0) {
        words.number = store.refused;
        words.badge = tr("bar.refused");
        words.attention = true;
    } else if (store.waiting > 0) {
        words.number = waiting_number(store);
        words.badge = tr("bar.ready_to_send");
    } else {
        words.badge = tr("bar.nothing_waiting");
    }
}

}  // namespace

SyncWords present_sync(const sync::SyncStatus& sync, const sync::StoreStatus& store, const LocalClock& clock,
                       const Strings& tr) {
    SyncWords words;
    words.picture = picture_of(sync, store);
    set_badge(words, store, tr);
    words.title = waiting_title(store, tr);
    switch (words.picture) {
        case SyncPicture::not_joined:
            words.sentence = tr("sync.not_joined");
            words.can_join = true;
            break;
        case SyncPicture::denied:
            words.title = tr("sync.denied_title");
            words.sentence = std::string(tr("sync.denied")) + ' ' + safe_words(store, tr);
            words.can_join = true;
            break;
        case SyncPicture::out_of_reach:
            words.sentence = trouble_words(sync, store, clock, tr);
            words.can_try = true;
            break;
        case SyncPicture::sending:
            words.sentence = tr("sync.sending");
            break;
        case SyncPicture::waiting:
            words.sentence = tr("sync.sends_soon");
            words.can_try = true;
            break;
        case SyncPicture::refused:
            words.sentence = tr.count("sync.refused", store.refused);
            words.can_try = true;
            break;
        case SyncPicture::all_sent:
            words.title = tr("sync.all_sent");
            words.sentence = tr("sync.all_sent_why");
            words.can_try = true;
            break;
    }
    if (store.last_agreed) {
        words.last_agreed = tr("sync.last_agreed", {when_words(clock.civil(*store.last_agreed), clock.now(), tr)});
    }
    // Between exchanges that agree there is nothing anybody needs to wait for.
    if (words.picture == SyncPicture::out_of_reach && sync.next_attempt < Instant::never()) {
        const bool now = sync.next_attempt <= clock.instant + Duration{60'000};
        words.next_try = now ? std::string(tr("sync.next_try_soon"))
                             : tr("sync.next_try", {clock_words(clock.civil(sync.next_attempt))});
    }
    return words;
}

}  // namespace earshot::app
