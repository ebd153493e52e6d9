// app/views/log_layout.hpp: where everything of the capture screen goes, on any screen, at any text size, in any
// language, above a keyboard or without one.
//
// Pure. The view measures what its words need and gives the area that is left (an on-screen keyboard makes it less
// high); the answer never overlaps and never leaves the width. What does not fit in height scrolls; Save never does.
//
//   wide    words, choices | similar stories       one row of choices where it fits
//           foot: mark, may leave us, save
//   tall    words, choices, similar stories, foot
//   small   choices become lists to open; then the page scrolls
#pragma once

#include <functional>

#include "app/widgets/rect.hpp"

namespace earshot::app {

// Pixels, as fonts, sizes and language make them.
struct LogMeasures {
    float margin = 0;      // left and right of the page
    float edge = 0;        // above and below the page
    float section = 0;     // between two groups, one below the other
    float gap = 0;         // between two groups, side by side
    float column_gap = 0;  // between the page and the similar stories beside it
    float label = 0;       // a label with the space below it

    // Heights of the choices in a place of that width; they take more rows where words are long.
    std::function<float(float width)> kinds, moods, stages;
    float kinds_row = 0, moods_row = 0;                  // heights when one row is enough
    float kinds_least = 0, moods_least = 0;              // the least widths for that
    float kind_list = 0, mood_list = 0, stage_list = 0;  // least widths as lists to open
    float list_height = 0;

    float words_around = 0;  // height of the words card without its lines
    float words_line = 0;
    float words_written = 0;  // height of the words so far
    float main_least = 0;     // the page is not made narrower than this to put the similar stories beside it
    float side = 0;           // width of the similar stories beside the page
    float similar_one = 0, similar_two = 0;  // height of the panel below the page with so many stories

    float mark = 0, risk = 0, save = 0;  // least widths in the foot
    float mark_height = 0;               // when it stands in the words card instead
    float risk_height = 0, save_height = 0;
    float foot_gap = 0;   // between the parts of the foot
    float foot = 0;       // its least height
    float foot_edge = 0;  // above and below what is in it, together
};

struct LogLayout {
    Rect page;          // what scrolls where it is too high
    float content = 0;  // height of what is on it
    bool scrolls() const { return content > page.height + 0.5F; }

    // On the page, as it lies before it is scrolled.
    Rect words;
    bool lists = false;  // the choices are lists to open, and have no labels
    Rect kinds_label, kinds, moods_label, moods, stages_label, stages;

    Rect similar;
    bool similar_beside = false;  // then it is not part of the page

    Rect foot;
    bool mark_in_foot = false;
    float mark_in_words = 0;    // its height, where it stands at the foot of the words card
    bool risk_in_foot = false;  // else it is on the page
    Rect mark, risk, save;
};

LogLayout lay_out_log(const Rect& area, const LogMeasures& measures);

}  // namespace earshot::app
