// sync/model/turn.hpp: how a copy of a device's database is noticed.
//
// A folder can be copied to a second tablet, or an older copy put back in its place. Both databases would then write as
// the same device, and the shared store would not send either what the other wrote. So every database counts its pushes
// for itself, under the name of its incarnation, and gives each a mark of chance that is on its disk before it is sent.
// It goes on to the next number only once an answer to this one was taken; until then it pushes under the same number
// and mark, and only what waited when the number was taken, so that whoever has the number and the mark has that too.
//
// So two databases with the same past that both go on need the same number, and have different marks for it: whichever
// the shared store hears second is known as a copy, at the first word it says. One database alone, whatever the network
// loses, repeats or delays, is never taken for one: what arrives with a number that has passed is late, and nobody
// waits for its answer any more. sync/adr/0007 weighs this against other ways.
#pragma once

#include <cstdint>
#include <string>

#include "platform/base/id.hpp"

namespace earshot::sync {

struct Turn {
    Id incarnation;           // what this database writes as; nil: its Earshot does not count turns
    std::int64_t number = 0;  // of the last push, answered or not
    std::string mark;
    std::int64_t change = 0;  // what waited when the number was taken has at most this change number; stays here

    bool operator==(const Turn& other) const {
        return incarnation == other.incarnation && number == other.number && mark == other.mark;
    }
};

// Whether `next` can come from the database that came with `last` before.
bool continues(const Turn& last, const Turn& next);

}  // namespace earshot::sync
