// tests/bench/story_maker.hpp: stories like those people write, as many as a benchmark needs, the same for the same
// seed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "platform/base/prng.hpp"
#include "sync/model/record.hpp"

namespace earshot::bench {

// Words follow Zipf's law, as in every language: few are everywhere, most are rare. One story in ten is Japanese.
class StoryMaker {
public:
    // `expected` stories are spread over the two years that end with November 2026.
    StoryMaker(std::uint64_t seed, std::size_t expected);

    // About 1 KB with what surrounds it; later than the one before.
    sync::Record next();
    // The word of that rank, 0 the most frequent.
    const std::string& word(std::size_t rank) const { return words_[rank]; }
    std::string japanese_word(std::size_t rank) const;

private:
    std::size_t rank(const std::vector<double>& weights);

    Prng prng_;
    std::vector<std::string> words_;
    std::vector<double> word_weights_, sign_weights_;  // summed up
    std::int64_t step_ms_;
    std::int64_t made_ = 0;
    Id device_;
};

}  // namespace earshot::bench
