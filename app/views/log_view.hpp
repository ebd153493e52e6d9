// app/views/log_view.hpp: Log a story: one screen, words first.
//
// Kind, words and Save make a valid story; everything else may be left out. The form is the App's: it is written to
// disk while it is typed and is still there after a crash.
#pragma once

#include "app/views/log_choices.hpp"
#include "app/views/log_words.hpp"
#include "app/views/similar_scene.hpp"
#include "app/views/tablet_bar.hpp"

namespace earshot::app {

class LogView : public View {
public:
    void draw(FrameContext& frame) override;

private:
    LogLayout lay_out(FrameContext& frame, const Rect& area);
    void draw_page(FrameContext& frame, const LogLayout& layout);

    TabletBar bar_;
    LogWords words_;
    LogChoices choices_;
    SimilarScene similar_;
};

}  // namespace earshot::app
