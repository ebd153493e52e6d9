// app/widgets/layout_problems.hpp: finds text that is cut off or lies on other text, so that a test can look at a
// screen in German at twice the text size without eyes.
//
// Off by default. Switched on, every text drawn in a frame is noted with the rectangle it must stay in; after the
// frame found() says what is wrong. Text that scrolls may be cut by its scroll area; text of different layers (a sheet
// over a page) may overlap.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/widgets/rect.hpp"

namespace earshot::app {

class LayoutProblems {
public:
    void watch(bool on) { watching_ = on; }
    bool watching() const { return watching_; }

    void begin_frame();
    // A line of text was drawn into `ink`; it must stay inside `bounds` and inside the screen's clip. `scrolls`: being
    // cut by the clip is fine.
    void note(std::string_view text, const Rect& ink, const Rect& clip, int layer, bool scrolls);
    // Text drawn until the matching pop must stay inside.
    void push_bounds(const Rect& bounds) { bounds_.push_back(bounds); }
    void pop_bounds() { bounds_.pop_back(); }
    // Text drawn until it ends lies above everything on purpose.
    void begin_overlay() { overlays_ += 1; }
    void end_overlay() { overlays_ -= 1; }

    // Text drawn until it ends is cut on purpose: one line that is longer than its box, being edited.
    void begin_cut() { cuts_ += 1; }
    void end_cut() { cuts_ -= 1; }

    // In words, one for each problem of the frame: "“Save story” sticks 12 px out of its place at (20, 30)".
    std::vector<std::string> found() const;
    // Where a line that begins with these words was drawn in the frame, the topmost; empty: nowhere to be seen.
    Rect place_of(std::string_view words) const;

private:
    struct Text {
        std::string words;
        Rect ink;
        Rect bounds;  // empty: none
        Rect clip;
        int layer;
        bool scrolls;
        bool cut;
    };
    bool watching_ = false;
    int overlays_ = 0;
    int cuts_ = 0;
    std::vector<Rect> bounds_;
    std::vector<Text> texts_;
};

class OverlayScope {
public:
    explicit OverlayScope(LayoutProblems& problems) : problems_(problems) { problems.begin_overlay(); }
    ~OverlayScope() { problems_.end_overlay(); }
    OverlayScope(const OverlayScope&) = delete;
    OverlayScope& operator=(const OverlayScope&) = delete;

private:
    LayoutProblems& problems_;
};

class CutScope {
public:
    explicit CutScope(LayoutProblems& problems) : problems_(problems) { problems.begin_cut(); }
    ~CutScope() { problems_.end_cut(); }
    CutScope(const CutScope&) = delete;
    CutScope& operator=(const CutScope&) = delete;

private:
    LayoutProblems& problems_;
};

class BoundsScope {
public:
    BoundsScope(LayoutProblems& problems, const Rect& bounds) : problems_(problems) { problems.push_bounds(bounds); }
    ~BoundsScope() { problems_.pop_bounds(); }
    BoundsScope(const BoundsScope&) = delete;
    BoundsScope& operator=(const BoundsScope&) = delete;

private:
    LayoutProblems& problems_;
};

}  // namespace earshot::app
