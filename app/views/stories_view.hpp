// app/views/stories_view.hpp: My stories: what was logged on this tablet, searched and filtered, and what became of it.
//
// Wide screens show the list with the chosen story beside it; on others the story takes the place of the list.
#pragma once

#include <array>
#include <vector>

#include "app/presenters/story_filters.hpp"
#include "app/views/card_pages.hpp"
#include "app/views/story_detail.hpp"
#include "app/views/tablet_bar.hpp"
#include "app/widgets/text_edit.hpp"

namespace earshot::app {

class StoriesView : public View {
public:
    void draw(FrameContext& frame) override;

private:
    struct FilterPlaces {
        Rect search;
        std::array<Rect, 3> selects;
        float height = 0;
    };
    void draw_page(FrameContext& frame, Rect page);
    void update_filters(FrameContext& frame);
    FilterPlaces place_filters(FrameContext& frame, const Rect& place);
    void draw_filters(FrameContext& frame, const FilterPlaces& places);
    void draw_list(FrameContext& frame, const Rect& place, bool beside);
    void draw_nothing_found(FrameContext& frame, const Rect& place);
    void draw_empty(FrameContext& frame, const Rect& place);

    TabletBar bar_;
    CardPages pages_;
    StoryDetailPanel detail_;
    EditorState search_state_;

    // Made anew only when the store, the day or the language changed.
    bool filters_made_ = false;
    std::uint64_t filters_revision_ = 0;
    std::uint8_t filters_day_ = 0;
    std::string filters_language_;
    StoryFilters filters_;
    std::vector<std::string_view> months_, stages_, states_;
    std::string search_words_;
};

}  // namespace earshot::app
