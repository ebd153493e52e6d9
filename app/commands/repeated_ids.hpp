// app/commands/repeated_ids.hpp: which ids a file has more than once, without remembering those it has once.
//
// The file is read twice. The first time every id is noted by two bits of a table of fixed size; an id whose bits are
// set already has come before, or looks like it by chance. Only those are counted the second time, so what is said of
// an id is exact, and memory grows with what is repeated, not with the file: at most 8 MB for the bits, given back when
// the second time begins, and some 60 bytes for each id that comes again. (Of ten million ids, all different, some
// two in a hundred look repeated by chance.)
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "platform/base/id.hpp"

namespace earshot::app {

class RepeatedIds {
public:
    // For a file of so many bytes.
    explicit RepeatedIds(std::uint64_t file_bytes);

    // The first time through the file.
    void note(const Id& id);
    // The second time: how often this was asked of the id before.
    int seen_before(const Id& id);

private:
    bool mark(std::uint64_t bit);

    std::uint64_t bits_;
    std::vector<std::uint64_t> marks_;  // made with the first note
    std::unordered_map<Id, int> repeated_;
};

}  // namespace earshot::app
