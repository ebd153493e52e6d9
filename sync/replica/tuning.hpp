// sync/replica/tuning.hpp: every number of the device's side of sync, with what it trades.
#pragma once

#include <cstddef>
#include <cstdint>

#include "platform/base/time.hpp"

namespace earshot::sync {

struct Tuning {
    Duration period{60'000};                // between exchanges when nothing waits: freshness against battery
    Duration retry_delay_min{500};          // first wait after trouble, doubled each time, with jitter
    Duration retry_delay_max{60'000};       // longest wait for a store that answers and has trouble: it is not run over
    Duration unreachable_delay_max{2'000};  // for one that does not answer: asking costs it nothing, and a tablet that
                                            // comes back to the Wi-Fi is heard at once
    Duration look_again{3'500};     // after trouble, growing to the period: whoever was cut off with this device sends
                                    // what waited within unreachable_delay_max, and is heard here soon after
    Duration time_out{30'000};      // without a byte moving: hotel Wi-Fi is slow, a dead server should not hold us
    Duration give_up{360'000};      // for one exchange, whatever the transport says: nothing hangs for ever
    Duration stopped_for{900'000};  // after a person stopped it: out of their way, but not forgotten
    Duration pack_again{24 * 3'600'000};   // after the store said no to a way of packing: it may have been upgraded
                                           // meanwhile, and if not, a request a day is little
    std::size_t push_records_max = 4'000;  // one commit in the shared store
    std::size_t push_bytes_max = 4 * 1024 * 1024;   // before compression: memory on both sides
    std::int64_t pull_bytes_max = 3 * 1024 * 1024;  // memory here: an answer is held packed, unpacked and taken apart
    std::size_t push_records_min = 32;              // what a batch shrinks to while the network keeps breaking off
};

}  // namespace earshot::sync
