#include "app/views/card_pages.hpp"

#include <algorithm>

namespace earshot::app {

// False while the first page of a new query has no answer: what is shown stays.
bool CardPages::begin(FrameContext& frame, const sync::StoryQuery& query, const Window& window) {
    if (!ready_ || query_ != query) {
        if (frame.data.stories(query) == nullptr) return false;
        query_ = query;
        pages_.assign(1, Page{});
        ready_ = true;
    }
    if (layout_ != window.layout || now_ != frame.now || language_ != frame.tr.language()) {
        layout_ = window.layout;
        now_ = frame.now;
        language_ = frame.tr.language();
        for (Page& page : pages_)
            page.made_at = 0;
    }
    return true;
}

void CardPages::update(FrameContext& frame, const sync::StoryQuery& query, const Window& window,
                       const Measure& measure) {
    if (!begin(frame, query, window)) return;
    const float beyond = std::max(window.to - window.from, 1.0F);
    for (std::size_t i = 0; i < pages_.size(); ++i) {
        Page& page = pages_[i];
        const bool near = page.top <= window.to + beyond && page.top + page.height >= window.from - beyond;
        if (!near) {
            page.cards.clear();
            page.made_at = 0;
        } else if (page.made_at != frame.data.changes()) {
            present(frame, i, window, measure);
            place(window.gap);
        }
    }
}

void CardPages::present(FrameContext& frame, std::size_t index, const Window& window, const Measure& measure) {
    sync::StoryQuery query = query_;
    query.after = pages_[index].after;
    const sync::StoryPage* answer = frame.data.stories(query);
    if (answer == nullptr) return;  // A page that was scrolled out and comes back: its height keeps its place.
    Page& page = pages_[index];
    page.made_at = frame.data.changes();
    page.cards.clear();
    page.height = 0;
    for (const sync::StoryRow& row : answer->rows) {
        Placed placed{.card = present_card(row, frame.names, frame.now, frame.tr), .top = 0, .height = 0};
        placed.height = measure(placed.card);
        page.height += placed.height + window.gap;
        page.cards.push_back(std::move(placed));
    }
    if (!answer->next) {
        pages_.resize(index + 1);
    } else if (index + 1 == pages_.size()) {
        pages_.push_back({.after = answer->next, .cards = {}});
    } else if (pages_[index + 1].after != answer->next) {
        pages_[index + 1].after = answer->next;
        pages_[index + 1].made_at = 0;
    }
}

void CardPages::place(float gap) {
    float top = 0;
    for (Page& page : pages_) {
        page.top = top;
        float card_top = top;
        for (Placed& placed : page.cards) {
            placed.top = card_top;
            card_top += placed.height + gap;
        }
        top += page.height;
    }
}

const CardPages::Placed* CardPages::find(const Id& story) const {
    for (const Page& page : pages_) {
        for (const Placed& placed : page.cards) {
            if (placed.card.id == story) return &placed;
        }
    }
    return nullptr;
}

const CardPages::Placed* CardPages::beside(const Id& story, int step) const {
    std::vector<const Placed*> all;
    std::size_t at = SIZE_MAX;
    for (const Page& page : pages_) {
        for (const Placed& placed : page.cards) {
            if (placed.card.id == story) at = all.size();
            all.push_back(&placed);
        }
    }
    if (at == SIZE_MAX) return nullptr;
    const auto beside = static_cast<std::ptrdiff_t>(at) + step;
    if (beside < 0 || beside >= static_cast<std::ptrdiff_t>(all.size())) return nullptr;
    return all[static_cast<std::size_t>(beside)];
}

}  // namespace earshot::app
