#include "tests/bench/story_maker.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "platform/base/utf8.hpp"
#include "sync/model/tables.hpp"

namespace earshot::bench {
namespace {

constexpr std::size_t word_count = 120'000;
constexpr std::size_t sign_count = 2'000;
constexpr std::int64_t end_ms =
    1'788'000'000'000;  // in August 2026: what is stamped ahead of the server's clock is not stored
constexpr std::int64_t two_years_ms = 63'072'000'000;
constexpr std::array<const char*, 6> stages{"look-around", "choose", "get-started", "use", "need-help", "stay-or-go"};
constexpr std::array<const char*, 4> kinds{"pain", "praise", "idea", "issue"};
constexpr std::array<const char*, 5> sources{"counter", "call", "visit", "chat", "review"};

std::vector<double> zipf(std::size_t count) {
    std::vector<double> sums;
    double sum = 0;
    for (std::size_t i = 0; i < count; ++i) {
        sum += 1.0 / std::pow(static_cast<double>(i) + 2.7, 1.05);
        sums.push_back(sum);
    }
    return sums;
}

std::string sign(std::size_t rank) {
    std::string text;
    append_utf8(text, static_cast<std::uint32_t>(rank < 80 ? 0x3041 + rank : 0x4e00 + rank * 7));
    return text;
}

}  // namespace

StoryMaker::StoryMaker(std::uint64_t seed, std::size_t expected)
    : prng_(seed),
      word_weights_(zipf(word_count)),
      sign_weights_(zipf(sign_count)),
      step_ms_(two_years_ms / static_cast<std::int64_t>(expected)) {
    // Syllables of one consonant or two, a vowel, sometimes an end: short words first, as in real languages.
    const std::string first = "bcdfghjklmnprstvwz", vowels = "aeiou", last = "lmnrst";
    std::set<std::string> known;
    while (words_.size() < word_count) {
        const std::size_t least = words_.size() > 8'000 ? 3 : words_.size() > 200 ? 2 : 1;
        const std::size_t syllables = least + prng_.below(2);
        std::string word;
        for (std::size_t i = 0; i < syllables; ++i) {
            word += first[prng_.below(first.size())];
            word += vowels[prng_.below(vowels.size())];
            if (prng_.chance(0.4)) word += last[prng_.below(last.size())];
        }
        if (known.insert(word).second) words_.push_back(word);
    }
    device_.bytes[0] = 9;
}

std::size_t StoryMaker::rank(const std::vector<double>& weights) {
    const double at = prng_.unit() * weights.back();
    return static_cast<std::size_t>(std::lower_bound(weights.begin(), weights.end(), at) - weights.begin());
}

std::string StoryMaker::japanese_word(std::size_t rank) const {
    return sign(rank) + sign(rank + 1);
}

sync::Record StoryMaker::next() {
    const auto within = static_cast<std::int64_t>(prng_.below(static_cast<std::uint64_t>(step_ms_)));
    const std::int64_t ms = end_ms - two_years_ms + made_ * step_ms_ + within;
    made_ += 1;
    std::array<std::uint8_t, 10> chance{};
    for (auto& byte : chance)
        byte = static_cast<std::uint8_t>(prng_.next());
    sync::Record story = sync::make_record(sync::Kind::story, make_uuid7({ms}, chance));
    const sync::Stamp stamp{static_cast<std::uint64_t>(ms) << 16, device_};
    const auto put = [&](sync::FieldNumber field, sync::Value value) {
        story.fields[field] = {std::move(value), stamp};
    };

    std::string words;
    const bool japanese = made_ % 10 == 0;
    while (words.size() < 850) {
        if (japanese) {
            words += prng_.chance(0.05) ? "。" : sign(rank(sign_weights_));
        } else {
            words += (words.empty() ? "" : prng_.chance(0.08) ? ". " : " ") + words_[rank(word_weights_)];
        }
    }
    put(sync::story::words, std::move(words));
    put(sync::story::kind, std::string(kinds[prng_.below(kinds.size())]));
    put(sync::story::mood, static_cast<std::int64_t>(1 + prng_.below(5)));
    put(sync::story::stage, std::string(stages[prng_.below(stages.size())]));
    put(sync::story::source, std::string(sources[prng_.below(sources.size())]));
    put(sync::story::site, "site-" + std::to_string(prng_.below(8)));
    put(sync::story::happened, to_text(civil_from_wall({ms}, std::chrono::minutes{0})));
    put(sync::story::device_name, std::string("Leeds, Counter 2"));
    if (prng_.chance(0.05)) put(sync::story::at_risk, std::int64_t{1});
    return story;
}

}  // namespace earshot::bench
