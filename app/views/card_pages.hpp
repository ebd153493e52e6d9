// app/views/card_pages.hpp: the stories of a query as cards, page by page, as far as somebody has looked.
//
// Only pages near what is visible are asked for and presented; of the others the height is remembered, so that a list
// of any length costs the same to draw. While the answer to a new query is on its way the former cards stay.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "app/presenters/story_card.hpp"
#include "app/views/frame_context.hpp"

namespace earshot::app {

class CardPages {
public:
    struct Placed {
        StoryCard card;
        float top = 0;  // from the top of the list, in pixels
        float height = 0;
    };
    struct Window {
        float from = 0, to = 0;    // what is visible, from the top of the list
        float gap = 0;             // between two cards
        std::uint64_t layout = 0;  // another value when cards may have other heights: width, text size
    };
    using Measure = std::function<float(const StoryCard&)>;

    void update(FrameContext& frame, const sync::StoryQuery& query, const Window& window, const Measure& measure);

    // The first answer is there.
    bool ready() const { return ready_; }
    bool empty() const { return ready_ && pages_.size() == 1 && pages_[0].height <= 0; }
    // Of all pages known so far; grows as somebody scrolls.
    float height() const { return pages_.empty() ? 0 : pages_.back().top + pages_.back().height; }
    // Calls `visit` for every card that overlaps the visible part, from the top.
    template <class Visit>
    void visit(float from, float to, Visit visit) const {
        for (const Page& page : pages_) {
            if (page.top > to || page.top + page.height < from) continue;
            for (const Placed& placed : page.cards) {
                if (placed.top <= to && placed.top + placed.height >= from) visit(placed);
            }
        }
    }
    const Placed* find(const Id& story) const;
    // The card before or after one, among those presented; null at the ends.
    const Placed* beside(const Id& story, int step) const;

private:
    struct Page {
        std::optional<std::int64_t> after;
        std::vector<Placed> cards;  // empty: not presented, for now
        std::uint64_t made_at = 0;  // LiveData::changes() when it was
        float top = 0, height = 0;
    };
    bool begin(FrameContext& frame, const sync::StoryQuery& query, const Window& window);
    void present(FrameContext& frame, std::size_t index, const Window& window, const Measure& measure);
    void place(float gap);

    sync::StoryQuery query_;
    std::uint64_t layout_ = 0;
    CivilTime now_;
    std::string language_;
    bool ready_ = false;
    std::vector<Page> pages_;
};

}  // namespace earshot::app
