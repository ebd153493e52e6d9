// app/theme/palette.hpp: the colours of the three themes, by what they are for.
//
// A colour never speaks alone: beside it there is always a word, an icon or a thicker edge. Text stands 7:1 from what
// lies behind it, controls and the focus ring 3:1 (tests/unit/app/theme/palette_test.cpp holds every pair).
#pragma once

#include <cstdint>

#include <imgui.h>

namespace earshot::app {

using Colour = ImU32;

enum class ThemeName : std::uint8_t { light, dark, contrast };

struct Palette {
    Colour paper, card, sunken;                              // the window; what one touches; what lies behind
    Colour ink, ink2, ink3;                                  // words; second text; hints nobody needs in order to act
    Colour fill, hairline, control;                          // quiet surfaces; lines; the edges of controls
    Colour primary, on_primary, primary_down, primary_soft;  // the one action, and what is selected
    Colour praise, praise_soft, pain, pain_soft, idea, idea_soft, issue, issue_soft;  // the four kinds of story
    Colour attention, attention_soft;  // needs a person; never for moods or scores
    Colour marigold, focus, scrim;     // marbles and the mark; focus ring; veil below a sheet
};

const Palette& palette_of(ThemeName name);

// WCAG 2.2 contrast ratio of two opaque colours, 1 to 21.
double contrast_ratio(Colour a, Colour b);
// The colour with its alpha multiplied by `alpha` (0 to 1).
Colour faded(Colour colour, float alpha);
// From `a` (at 0) to `b` (at 1), channel by channel.
Colour mixed(Colour a, Colour b, float t);

}  // namespace earshot::app
