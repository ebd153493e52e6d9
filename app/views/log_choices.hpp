// app/views/log_choices.hpp: what kind of story, how they felt, where on the journey: as things to touch, or, where
// there is no room, as lists to open.
#pragma once

#include <vector>

#include "app/views/frame_context.hpp"
#include "app/views/log_layout.hpp"
#include "app/widgets/mood_picker.hpp"
#include "app/widgets/stage_ribbon.hpp"
#include "app/widgets/tile.hpp"

namespace earshot::app {

class LogChoices {
public:
    // Takes the words of the interface and the names of the stages: before the others, every frame.
    void update(const FrameContext& frame);

    void measure(Ui& ui, LogMeasures& measures);
    void draw(FrameContext& frame, const LogLayout& layout);

private:
    void draw_label(Ui& ui, const Rect& rect, std::string_view words) const;
    void draw_pickers(FrameContext& frame, const LogLayout& layout);
    void draw_lists(FrameContext& frame, const LogLayout& layout);

    void find_least_widths(Ui& ui);

    // Found once for each size of text and language.
    float measured_scale_ = 0;
    std::string measured_words_;
    float kinds_least_ = 0, moods_least_ = 0;

    KindLabels kinds_{};
    MoodLabels moods_{};
    std::vector<Stage> stages_;
    std::vector<std::string_view> stage_names_;
    std::string_view which_kind_, which_mood_, which_stage_;
};

}  // namespace earshot::app
