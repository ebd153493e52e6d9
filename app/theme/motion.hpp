// app/theme/motion.hpp: how long things move, and along which curve. Nothing moves without a cause.
#pragma once

#include "platform/base/time.hpp"

namespace earshot::app::motion {

constexpr Duration press_out{120};  // a press shows at once and fades out
constexpr Duration selection{200};
constexpr Duration sheet_in{200};
constexpr Duration sheet_out{160};
constexpr Duration page{320};
constexpr Duration lens{320};
constexpr Duration attract{800};
constexpr Duration marbles{600};
constexpr Duration marble_gap{8};
constexpr Duration caret{530};         // on, then off
constexpr Duration caret_rest{9'500};  // without a key it then stays on: nothing is drawn while nobody types
constexpr Duration toast{4'000};
constexpr Duration long_press{550};
constexpr Duration frame{16};  // between two frames of something that moves

constexpr float ease_out(float t) {  // cubic
    const float rest = 1 - t;
    return 1 - rest * rest * rest;
}
constexpr float ease_in(float t) {
    return t * t * t;
}

}  // namespace earshot::app::motion
