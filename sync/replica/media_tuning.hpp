// sync/replica/media_tuning.hpp: every number of the media courier, with what it trades.
#pragma once

#include <cstddef>

#include "platform/base/time.hpp"

namespace earshot::sync {

struct MediaTuning {
    // A piece is what a broken connection can cost, and what cannot be shown as progress while it moves.
    std::size_t piece_bytes_first = std::size_t{256} * 1024;
    std::size_t piece_bytes_max = std::size_t{4} * 1024 * 1024;
    std::size_t piece_bytes_min = std::size_t{32} * 1024;
    Duration piece_quick{2'000};    // a piece that took less: the next may be twice as large
    Duration piece_slow{15'000};    // one that took more: half
    Duration period{60'000};        // between looks when there is nothing to do
    Duration retry_delay_min{500};  // after trouble with the network, doubled each time, with jitter
    Duration retry_delay_max{60'000};
    Duration unreachable_delay_max{2'000};  // the longest for a store that does not answer: see tuning.hpp
    Duration missing_again_min{60'000};     // what the shared store does not have may just be on its way there
    Duration missing_again_max{6 * 3'600'000};
    Duration refused_again{24 * 3'600'000};  // a file the shared store will not have: only an update may change that
    Duration denied_again{3'600'000};        // a store that was put back may know this device again
    Duration stopped_for{900'000};           // after a person stopped it
    Duration count_every{1'000};             // how old the count of what waits may be while files move
    Duration time_out{30'000};               // without a byte moving
    Duration give_up{360'000};               // for one piece, whatever the transport says
};

}  // namespace earshot::sync
