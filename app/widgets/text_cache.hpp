// app/widgets/text_cache.hpp: the layouts of texts that were drawn lately, so that a still text is cut into lines once.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>

#include "app/widgets/text_layout.hpp"

namespace earshot::app {

struct Theme;

class TextCache {
public:
    void begin_frame() { frame_ += 1; }
    // The layout of these runs; stays where it is until the next frame.
    const TextLayout& layout(const Theme& theme, std::span<const TextRun> runs, const TextStyle& style,
                             const TextOptions& options);
    void forget_unused();
    std::size_t size() const { return entries_.size(); }
    // How many texts were cut into lines since the start: a still screen adds none.
    std::uint64_t made() const { return made_; }

private:
    struct Entry {
        std::unique_ptr<TextLayout> layout;
        std::uint64_t used = 0;
    };
    std::unordered_map<std::uint64_t, Entry> entries_;
    std::uint64_t frame_ = 0;
    std::uint64_t made_ = 0;
};

}  // namespace earshot::app
