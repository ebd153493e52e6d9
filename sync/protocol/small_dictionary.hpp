// sync/protocol/small_dictionary.hpp: what small bodies are packed against, the coding `ez1` (compression.hpp).
//
// The bytes of ez1.dictionary, a zstd dictionary (RFC 8878, section 5) trained on messages about the demo company. They
// are part of the protocol: both sides must have the very same, so they never change under this name. A better
// dictionary gets a name and an id of its own beside it. tests/bench/small_bodies_bench.cpp made it, and can make
// others.
#pragma once

#include <cstdint>
#include <string_view>

namespace earshot::sync {

inline constexpr std::uint32_t small_dictionary_id = 0xea01;  // as frames name it

std::string_view small_dictionary();

}  // namespace earshot::sync
