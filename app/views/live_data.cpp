#include "app/views/live_data.hpp"

#include <algorithm>

#include "platform/base/log.hpp"

namespace earshot::app {
namespace {

// Enough for every screen at once with its neighbours; the one wanted longest ago makes room.
constexpr std::size_t slots_max = 24;

}  // namespace

bool LiveData::begin_frame() {
    frame_ += 1;
    const bool arrived = store_.deliver();
    snapshot_ = store_.snapshot();
    if (arrived) changes_ += 1;
    return arrived;
}

template <class Question, class Answer, class Request>
const Answer* LiveData::latest(std::deque<Slot<Question, Answer>>& slots, const Question& question, Request request) {
    auto slot = std::find_if(slots.begin(), slots.end(), [&](const auto& s) { return s.question == question; });
    if (slot == slots.end()) {
        if (slots.size() >= slots_max) {
            slots.erase(std::min_element(slots.begin(), slots.end(),
                                         [](const auto& a, const auto& b) { return a.used_at < b.used_at; }));
        }
        slots.push_back({.question = question});
        slot = std::prev(slots.end());
    }
    slot->used_at = frame_;
    if (slot->asked_at != snapshot_->revision) {
        slot->asked_at = snapshot_->revision;
        *waiting_ += 1;
        store_.submit(std::move(request),
                      [answer = slot->answer, waiting = waiting_](Result<sync::StoreAnswer> arrived) {
                          *waiting -= 1;
                          if (arrived) {
                              *answer = std::get<Answer>(std::move(*arrived));
                          } else {
                              answer->reset();
                              log_warning("query", arrived.error().message);
                          }
                      });
    }
    return slot->answer->has_value() ? &**slot->answer : nullptr;
}

const sync::StoryPage* LiveData::stories(const sync::StoryQuery& query) {
    return latest<sync::StoryQuery, sync::StoryPage>(pages_, query, sync::ask::List{query});
}

const std::vector<sync::StageCount>* LiveData::stage_counts(const sync::StoryQuery& query) {
    return latest<sync::StoryQuery, std::vector<sync::StageCount>>(counts_, query, sync::ask::CountByStage{query});
}

const std::vector<sync::SiteCount>* LiveData::site_counts(const sync::StoryQuery& query) {
    return latest<sync::StoryQuery, std::vector<sync::SiteCount>>(sites_, query, sync::ask::CountBySite{query});
}

const sync::StoryDetail* LiveData::story(const Id& id) {
    return latest<Id, sync::StoryDetail>(details_, id, sync::ask::FindStory{id});
}

}  // namespace earshot::app
