#include "app/commands/repeated_ids.hpp"

#include <algorithm>
#include <bit>

#include "platform/base/hash.hpp"

namespace earshot::app {
namespace {

constexpr std::uint64_t word_bits = 64;
constexpr std::uint64_t bits_most = std::uint64_t{1} << 26;  // 8 MB

}  // namespace

// A row has many bytes, so a bit for each byte leaves most bits unset.
RepeatedIds::RepeatedIds(std::uint64_t file_bytes)
    : bits_(std::bit_ceil(std::clamp(file_bytes, word_bits, bits_most))) {}

void RepeatedIds::note(const Id& id) {
    if (marks_.empty()) marks_.resize(bits_ / word_bits);
    const std::uint64_t hash = fnv1a_64({reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()});
    const bool first = mark(hash % bits_);
    const bool second = mark((hash >> 32) % bits_);
    if (!first && !second) repeated_.try_emplace(id, 0);
}

int RepeatedIds::seen_before(const Id& id) {
    if (!marks_.empty()) std::vector<std::uint64_t>().swap(marks_);
    const auto found = repeated_.find(id);
    return found == repeated_.end() ? 0 : found->second++;
}

// Whether it was unset.
bool RepeatedIds::mark(std::uint64_t bit) {
    std::uint64_t& word = marks_[bit / word_bits];
    const std::uint64_t before = word;
    word |= std::uint64_t{1} << (bit % word_bits);
    return word != before;
}

}  // namespace earshot::app
