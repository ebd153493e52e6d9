// app/views/log_words.hpp: the card where the story is written down: the words with personal data marked, who said
// them, its photos, and below one offer at a time and the button for a photo.
#pragma once

#include <optional>
#include <vector>

#include "app/presenters/log_offers.hpp"
#include "app/views/frame_context.hpp"
#include "app/views/log_layout.hpp"
#include "app/views/log_photos.hpp"
#include "app/widgets/words_editor.hpp"

namespace earshot::app {

class LogWords {
public:
    // Looks through the words for personal data when they changed: before the others, every frame.
    void update(FrameContext& frame);

    void measure(FrameContext& frame, LogMeasures& measures, float card_width) const;
    // `mark_height` over 0: the saved mark stands at the foot of the card.
    void draw(FrameContext& frame, const Rect& card_rect, float mark_height);

private:
    bool who_beside(FrameContext& frame, float width) const;
    float head_height(FrameContext& frame, float width) const;
    struct Foot;
    Foot foot_of(FrameContext& frame, float card_width, bool with_mark) const;
    void draw_who(FrameContext& frame, const Rect& place, bool right);
    void draw_offer(FrameContext& frame, const Rect& place);
    void accept(FrameContext& frame, LogOfferKind kind);

    std::string searched_;  // the words that were looked through
    std::vector<PersonalMark> personal_;
    std::vector<TextMark> marks_;
    std::optional<LogOffer> offer_;
    LogPhotos photos_;
    EditorState words_state_, who_state_;
};

}  // namespace earshot::app
