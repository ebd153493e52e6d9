#include "app/presenters/wall_notes.hpp"

#include <algorithm>

namespace earshot::app {
namespace {

// Minutes, hours, then days: one whole number of the largest unit that says enough.
std::string overdue_words(std::int64_t minutes, const Strings& tr) {
    if (minutes < 60) return tr("wall.overdue_minutes", {std::to_string(minutes)});
    if (minutes < 48 * 60) return tr("wall.overdue_hours", {std::to_string(minutes / 60)});
    return tr.count("wall.overdue_days", minutes / (24 * 60));
}

std::string silence_words(std::string_view name, int days, const Strings& tr) {
    if (days < 61) return tr.count("wall.silent_weeks", days / 7, {name});
    return tr.count("wall.silent_months", days * 12 / 365, {name});
}

std::optional<CivilTime> heard_at(const std::string& happened) {
    const auto time = parse_civil(happened);
    return time ? std::optional(*time) : std::nullopt;
}

}  // namespace

std::string answer_clock_words(const CivilTime& heard, const CivilTime& now, const Strings& tr) {
    const std::int64_t left = (civil_seconds(heard) - civil_seconds(now)) / 60 + answer_due_hours * 60;
    if (left <= 0) return overdue_words(-left, tr);
    if (left < 60) return tr("wall.due_minutes", {std::to_string(left)});
    return tr("wall.due_hours", {std::to_string(std::min<std::int64_t>(left / 60, answer_due_hours))});
}

std::optional<WallAttention> present_attention(std::span<const sync::StoryRow> rows, std::int64_t counted,
                                               const CivilTime& now, const Strings& tr) {
    const sync::StoryRow* longest = nullptr;
    std::int64_t waiting = 0;
    for (const sync::StoryRow& row : rows) {
        if (!row.at_risk || row.replies > 0 || !heard_at(row.happened)) continue;
        waiting += 1;
        if (longest == nullptr || *heard_at(row.happened) < *heard_at(longest->happened)) longest = &row;
    }
    if (longest == nullptr) return std::nullopt;
    return WallAttention{longest->id, tr.count("wall.may_leave", std::max(waiting, counted)),
                         answer_clock_words(*heard_at(longest->happened), now, tr),
                         quoted(longest->words, longest->language), longest->language};
}

std::optional<SilentSite> present_silence(std::span<const sync::SiteCount> sites, const Vocabulary& names,
                                          const CivilTime& now, const Strings& tr) {
    if (sites.empty()) return std::nullopt;
    const Named* never = nullptr;
    const Named* silent = nullptr;
    CivilTime last = civil_date_plus_days(now, -silent_after_days);
    for (const Named& site : names.sites) {
        const auto heard =
            std::find_if(sites.begin(), sites.end(), [&](const sync::SiteCount& s) { return s.site == site.key; });
        const auto time = heard == sites.end() ? std::nullopt : heard_at(heard->newest);
        if (!time) {
            if (never == nullptr) never = &site;
        } else if (civil_days_between(*time, last) > 0) {
            silent = &site;
            last = *time;
        }
    }
    if (silent != nullptr) {
        return SilentSite{silent->key, silence_words(silent->name, civil_days_between(last, now), tr), month_of(last)};
    }
    if (never != nullptr) return SilentSite{never->key, tr("wall.never_heard", {never->name}), std::nullopt};
    return std::nullopt;
}

std::string present_freshness(std::span<const sync::SiteCount> sites, const CivilTime& now, const Strings& tr) {
    std::int64_t stories = 0;
    std::int64_t named = 0;
    std::optional<CivilTime> newest;
    for (const sync::SiteCount& site : sites) {
        stories += site.stories;
        if (site.site != sync::named_nowhere && site.stories > 0) named += 1;
        if (const auto time = heard_at(site.newest)) newest = newest ? std::max(*newest, *time) : *time;
    }
    if (stories == 0) return {};
    std::string words = tr.count("wall.stories", stories);
    if (named > 0) words = tr.count("wall.from_sites", named, {words});
    if (!newest) return words;
    const bool today = newest->has_time() && civil_days_between(*newest, now) == 0;
    return tr("wall.newest", {words, today ? clock_words(*newest) : when_words(*newest, now, tr)});
}

}  // namespace earshot::app
