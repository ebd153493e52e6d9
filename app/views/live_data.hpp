// app/views/live_data.hpp: what the views may read, without ever waiting for it.
//
// A view says each frame what it wants to show; LiveData hands out the latest answer it has and asks again, off the
// frame, when the question is new or the store has changed. Until the first answer there is none (a view then draws
// nothing in its place: on a tablet that is one frame). While a newer answer is on its way the former one stays, so
// that nothing flickers.
//
//   if (const auto* page = frame.data.stories(query)) for (const StoryRow& row : page->rows) ...
//
// Threads: the front's. A pointer is good until the next frame.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "sync/store/async_store.hpp"

namespace earshot::app {

class LiveData {
public:
    explicit LiveData(sync::AsyncStore& store) : store_(store) {}

    const sync::Snapshot& snapshot() const { return *snapshot_; }
    const sync::StoryPage* stories(const sync::StoryQuery& query);
    const std::vector<sync::StageCount>* stage_counts(const sync::StoryQuery& query);
    const std::vector<sync::SiteCount>* site_counts(const sync::StoryQuery& query);
    const sync::StoryDetail* story(const Id& id);

    // Once a frame, before the views draw: takes in what has arrived. True when anything is new.
    bool begin_frame();
    // Grows with everything new: what was made from the former answers is still right while this stays the same.
    std::uint64_t changes() const { return changes_; }
    // Questions on their way.
    int waiting() const { return *waiting_; }

private:
    // One question with its latest answer. Shared with the answer's way back, which may come after the question is
    // forgotten.
    template <class Question, class Answer>
    struct Slot {
        Question question;
        std::shared_ptr<std::optional<Answer>> answer = std::make_shared<std::optional<Answer>>();
        std::uint64_t asked_at = UINT64_MAX;  // the store's revision when it was asked
        std::uint64_t used_at = 0;            // the frame that last wanted it
    };
    template <class Question, class Answer, class Request>
    const Answer* latest(std::deque<Slot<Question, Answer>>& slots, const Question& question, Request request);

    sync::AsyncStore& store_;
    std::shared_ptr<const sync::Snapshot> snapshot_ = store_.snapshot();
    std::uint64_t frame_ = 0;
    std::uint64_t changes_ = 1;
    std::shared_ptr<int> waiting_ = std::make_shared<int>(0);
    std::deque<Slot<sync::StoryQuery, sync::StoryPage>> pages_;
    std::deque<Slot<sync::StoryQuery, std::vector<sync::StageCount>>> counts_;
    std::deque<Slot<sync::StoryQuery, std::vector<sync::SiteCount>>> sites_;
    std::deque<Slot<Id, sync::StoryDetail>> details_;
};

}  // namespace earshot::app
