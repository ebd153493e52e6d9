#include "app/widgets/text_cache.hpp"

#include <bit>
#include <cmath>

#include "app/theme/theme.hpp"
#include "platform/base/hash.hpp"

namespace earshot::app {
namespace {

constexpr std::uint64_t forget_after = 240;  // frames

class ThemeWidths : public GlyphWidths {
public:
    ThemeWidths(const Theme& theme, float size) : theme_(theme), size_(size) {}
    float advance(Face face, std::uint32_t code_point) const override {
        const FontSet::Baked baked = theme_.fonts->baked(face, size_);
        return baked.glyphs->GetCharAdvance(code_point) * baked.scale;
    }

private:
    const Theme& theme_;
    float size_;
};

class Key {
public:
    void add(std::uint64_t value) { hash_ = (hash_ ^ value) * 0x9E3779B97F4A7C15ULL + (hash_ >> 31); }
    void add(float value) { add(static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(value))); }
    std::uint64_t value() const { return hash_; }

private:
    std::uint64_t hash_ = 0x517CC1B727220A95ULL;
};

}  // namespace

const TextLayout& TextCache::layout(const Theme& theme, std::span<const TextRun> runs, const TextStyle& style,
                                    const TextOptions& options) {
    const float scale = theme.unit * theme.text_scale;
    Key key;
    for (const TextRun& run : runs) {
        key.add(fnv1a_64(run.text));
        key.add(static_cast<std::uint64_t>(run.text.size()));
        key.add(static_cast<std::uint64_t>(run.face));
        key.add(static_cast<std::uint64_t>(run.colour));
    }
    key.add(style.size * scale);
    key.add(style.line * scale);
    key.add(options.width);
    key.add(static_cast<std::uint64_t>(options.lines_max));
    key.add(static_cast<std::uint64_t>(options.align) * 4 + (options.balanced ? 2U : 0U) +
            (options.hang_quote ? 1U : 0U));
    Entry& entry = entries_[key.value()];
    entry.used = frame_;
    if (entry.layout == nullptr) {
        made_ += 1;
        entry.layout = std::make_unique<TextLayout>(make_layout(runs, options, ThemeWidths(theme, style.size * scale)));
        entry.layout->style = style;
        entry.layout->line_height = std::round(style.line * scale);
    }
    return *entry.layout;
}

void TextCache::forget_unused() {
    std::erase_if(entries_, [&](const auto& entry) { return entry.second.used + forget_after < frame_; });
}

}  // namespace earshot::app
