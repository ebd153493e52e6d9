// app/views/wall_idle.hpp: a screen in a corridor goes back to the wall when nobody is there any more, warning first.
//
// Only what Ui knows of the last touch decides; there is no timer. While the warning shows, a touch anywhere keeps the
// screen and does nothing else.
#pragma once

#include "app/presenters/strings.hpp"
#include "app/widgets/ui.hpp"

namespace earshot::app {

struct IdleLimits {
    Duration quiet;    // without a touch or a key until the warning
    Duration warning;  // and then until the end
};
inline constexpr IdleLimits idle_reading{Duration{60'000}, Duration{20'000}};
inline constexpr IdleLimits idle_writing{Duration{120'000}, Duration{30'000}};

class IdleWarning {
public:
    // Draws the warning when it is time, above everything. True when the time is over.
    bool draw(Ui& ui, const Strings& tr, const IdleLimits& limits);

private:
    bool shown_ = false;
};

}  // namespace earshot::app
