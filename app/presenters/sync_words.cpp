#include "app/presenters/sync_words.hpp"

#include <algorithm>

#include "app/presenters/words.hpp"

namespace earshot::app {
namespace {

using sync::Link;
using MediaState = sync::MediaStatus::State;

bool is_moving(const sync::MediaStatus& media) {
    return media.state == MediaState::sending || media.state == MediaState::fetching;
}

SyncPicture picture_of(const sync::SyncStatus& sync, const sync::MediaStatus& media, const sync::StoreStatus& store) {
    switch (sync.link) {
        case Link::not_enrolled:
            return SyncPicture::not_joined;
        case Link::denied:
            return SyncPicture::denied;
        case Link::retrying:
            return SyncPicture::out_of_reach;
        case Link::exchanging:  // Trying again is not yet sending.
            return sync.trouble_since ? SyncPicture::out_of_reach : SyncPicture::sending;
        case Link::stopped:
            return SyncPicture::stopped;
        case Link::idle:
            break;
    }
    if (is_moving(media)) return SyncPicture::sending;
    if (media.state == MediaState::stopped) return SyncPicture::stopped;
    if (store.waiting > 0) return SyncPicture::waiting;
    if (store.refused == 0 && media.waiting.to_send > 0) return SyncPicture::waiting;
    return store.refused > 0 ? SyncPicture::refused : SyncPicture::all_sent;
}

// What people count is stories; where only other things wait (a reply, an echo) those are counted.
std::int64_t waiting_number(const sync::StoreStatus& store) {
    return store.waiting_stories > 0 ? store.waiting_stories : store.waiting;
}

std::string waiting_title(const sync::MediaStatus& media, const sync::StoreStatus& store, const Strings& tr) {
    if (store.waiting_stories > 0) return tr.count("sync.stories_waiting", store.waiting_stories);
    if (store.waiting > 0) return tr.count("sync.things_waiting", store.waiting);
    if (media.waiting.to_send > 0) return tr.count("sync.media_waiting", media.waiting.to_send);
    return std::string(tr("sync.nothing_waiting"));
}

std::string safe_words(const sync::MediaStatus& media, const sync::StoreStatus& store, const Strings& tr) {
    const std::int64_t waiting = waiting_number(store) > 0 ? waiting_number(store) : media.waiting.to_send;
    return waiting > 0 ? tr.count("sync.safe_here", waiting) : std::string(tr("sync.nothing_at_stake"));
}

// Nothing of this tablet's own is on its way.
bool receives_only(const sync::SyncStatus& sync, const sync::MediaStatus& media) {
    if (sync.link == Link::exchanging) return sync.sending.is_over() && !sync.fetching.is_over();
    return media.state == MediaState::fetching && media.waiting.to_send == 0;
}

Instant goes_on_at(const sync::SyncStatus& sync, const sync::MediaStatus& media) {
    return sync.link == Link::stopped ? sync.next_attempt : media.next_attempt;
}

std::string trouble_words(const sync::SyncStatus& sync, const sync::MediaStatus& media, const sync::StoreStatus& store,
                          const LocalClock& clock, const Strings& tr) {
    std::string text;
    if (sync.trouble_since) {
        const CivilTime since = clock.civil(*sync.trouble_since);
        const bool today = civil_days_between(since, clock.now()) == 0;
        text = tr("sync.unreachable_since", {today ? clock_words(since) : day_and_time_words(since, clock.now(), tr)});
    } else {
        text = tr("sync.unreachable");
    }
    return text + ' ' + safe_words(media, store, tr);
}

std::string left_words(const sync::Progress& progress, const LocalClock& clock, const Strings& tr) {
    return progress.ends ? time_left_words(*progress.ends - clock.instant, tr) : std::string();
}

float share_of(std::int64_t done, std::int64_t total) {
    return static_cast<float>(static_cast<double>(done) / static_cast<double>(std::max(total, std::int64_t{1})));
}

ProgressWords records_words(ProgressWords::Of of, std::string_view what, const sync::Progress& progress,
                            const LocalClock& clock, const Strings& tr) {
    ProgressWords words{.of = of, .what = std::string(what)};
    if (progress.total) {
        words.share = share_of(progress.done, *progress.total);
        words.amount = tr("sync.done_of", {std::to_string(progress.done), std::to_string(*progress.total)});
    } else {
        words.amount = tr("sync.done_so_far", {std::to_string(progress.done)});
    }
    words.left = left_words(progress, clock, tr);
    return words;
}

std::vector<ProgressWords> progress_words(const sync::SyncStatus& sync, const sync::MediaStatus& media,
                                          const LocalClock& clock, const Strings& tr) {
    using Of = ProgressWords::Of;
    std::vector<ProgressWords> rows;
    if (sync.link == Link::exchanging && !sync.trouble_since && clock.instant - sync.began >= watched_after) {
        if (!sync.sending.is_over())
            rows.push_back(records_words(Of::sending, tr("sync.progress_sending"), sync.sending, clock, tr));
        if (!sync.fetching.is_over() && sync.fetching.done > 0)
            rows.push_back(records_words(Of::fetching, tr("sync.progress_fetching"), sync.fetching, clock, tr));
    }
    if (is_moving(media) && clock.instant - media.began >= watched_after && !media.progress.is_over()) {
        const sync::Progress& files = media.progress;
        rows.push_back({.of = Of::media,
                        .what = std::string(tr("sync.progress_media")),
                        .share = share_of(files.bytes_done, files.bytes_total),
                        .amount = size_of_words(files.bytes_done, files.bytes_total, tr),
                        .left = left_words(files, clock, tr)});
    }
    return rows;
}

// While something long is under way the badge counts down what of it is left.
void set_moving_badge(SyncWords& words, const sync::SyncStatus& sync, const sync::MediaStatus& media,
                      const Strings& tr) {
    const bool sends = words.progress.front().of == ProgressWords::Of::sending ||
                       (words.progress.front().of == ProgressWords::Of::media && media.state == MediaState::sending);
    const bool is_media = words.progress.front().of == ProgressWords::Of::media;
    const sync::Progress& progress = is_media ? media.progress : sends ? sync.sending : sync.fetching;
    words.number = progress.total ? *progress.total - progress.done : progress.done;
    words.badge = sends ? tr("bar.sending") : tr("bar.fetching");
}

void set_badge(SyncWords& words, const sync::SyncStatus& sync, const sync::MediaStatus& media,
               const sync::StoreStatus& store, const Strings& tr) {
    if (words.picture == SyncPicture::denied) {
        words.number = waiting_number(store);
        words.badge = tr("bar.denied");
        words.attention = true;
    } else if (store.refused > 0) {
        words.number = store.refused;
        words.badge = tr("bar.refused");
        words.attention = true;
    } else if (!words.progress.empty()) {
        set_moving_badge(words, sync, media, tr);
    } else if (store.waiting > 0 || media.waiting.to_send > 0) {
        words.number = store.waiting > 0 ? waiting_number(store) : media.waiting.to_send;
        words.badge = tr("bar.ready_to_send");
    } else {
        words.badge = tr("bar.nothing_waiting");
    }
}

}  // namespace

bool is_moving(const sync::SyncStatus& sync, const sync::MediaStatus& media) {
    return sync.link == Link::exchanging || is_moving(media);
}

std::optional<NoticeWords> present_notice(sync::Notice notice, const Strings& tr) {
    switch (notice) {
        case sync::Notice::none:
            break;
        case sync::Notice::copy:
            return NoticeWords{std::string(tr("notice.copy_title")), std::string(tr("notice.copy"))};
    }
    return std::nullopt;
}

SyncWords present_sync(const sync::SyncStatus& sync, const sync::MediaStatus& media, const sync::StoreStatus& store,
                       const LocalClock& clock, const Strings& tr) {
    SyncWords words;
    words.picture = picture_of(sync, media, store);
    words.progress = progress_words(sync, media, clock, tr);
    set_badge(words, sync, media, store, tr);
    words.title = waiting_title(media, store, tr);
    switch (words.picture) {
        case SyncPicture::not_joined:
            words.sentence = tr("sync.not_joined");
            words.can_join = true;
            break;
        case SyncPicture::denied:
            words.title = tr("sync.denied_title");
            words.sentence = std::string(tr("sync.denied")) + ' ' + safe_words(media, store, tr);
            words.can_join = true;
            break;
        case SyncPicture::out_of_reach:
            words.sentence = trouble_words(sync, media, store, clock, tr);
            words.can_try = true;
            break;
        case SyncPicture::sending:
            words.sentence = receives_only(sync, media) ? tr("sync.receiving") : tr("sync.sending");
            words.can_stop = !words.progress.empty();
            break;
        case SyncPicture::stopped:
            words.sentence = tr("sync.stopped", {clock_words(clock.civil(goes_on_at(sync, media)))}) + ' ' +
                             safe_words(media, store, tr);
            words.can_try = true;
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
