#include "app/views/wall_words.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/widgets/line_break.hpp"
#include "platform/base/utf8.hpp"

namespace earshot::app {
namespace {

constexpr float step = 2;  // units between two sizes that are tried
constexpr float line_tight = 1.28F;

// The closing quotation mark the words end with, so that shortened words end with it too.
std::string_view closing_mark(std::string_view words) {
    for (const std::string_view mark : {"”", "»", "“", "」", "』"}) {
        if (words.ends_with(mark)) return mark;
    }
    return {};
}

// Where words may be cut: after each word; where there are no spaces, after each character.
std::vector<std::size_t> cuts_of(std::string_view words) {
    std::vector<std::size_t> cuts;
    const bool spaced = words.find(' ') != std::string_view::npos;
    for (std::size_t at = 0; at < words.size();) {
        const CodePoint c = decode_utf8(words, at);
        if (at > 0 && (spaced ? c.value == ' ' : true)) cuts.push_back(at);
        at += c.length;
    }
    return cuts;
}

// “I rang at noon.” becomes “I rang at noon…”, not “I rang at noon.…”.
std::string_view without_stop(std::string_view words) {
    for (bool found = true; found;) {
        found = false;
        for (const std::string_view stop : {" ", ".", ",", ";", ":", "、", "。", "\n"}) {
            if (!words.ends_with(stop)) continue;
            words.remove_suffix(stop.size());
            found = true;
        }
    }
    return words;
}

}  // namespace

void FittedWords::fit(Ui& ui, std::string_view words, Vec2 room, const WordSizes& sizes) {
    if (words_ == words && room_.x == room.x && room_.y == room.y && unit_ == ui.theme.unit &&
        text_scale_ == ui.theme.text_scale) {
        return;
    }
    words_ = words;
    room_ = room;
    unit_ = ui.theme.unit;
    text_scale_ = ui.theme.text_scale;
    shown_ = words;
    shortened_ = false;
    const auto fits = [&](float size, float line) {
        style_ = {Face::serif, size / text_scale_, std::round(size * line) / text_scale_};
        height_ = paragraph_height(ui, room.x, words_, style_);
        return height_ <= room.y;
    };
    for (float size = sizes.largest; size >= sizes.smallest; size -= step) {
        if (fits(size, sizes.line)) return;
    }
    const int lines = lines_in(ui, room.y);
    const TextStyle usual = style_;
    if (fits(sizes.smallest, line_tight)) return;
    if (lines_in(ui, room.y) <= lines) style_ = usual;
    shorten(ui, lines_in(ui, room.y));
}

int FittedWords::lines_in(Ui& ui, float height) const {
    return std::max(1, static_cast<int>(height / std::max(1.0F, line_height(ui, style_))));
}

// Looks for the last word that still has room, with the dots and the closing mark behind it.
void FittedWords::shorten(Ui& ui, int lines) {
    shortened_ = true;
    const float most = line_height(ui, style_) * (static_cast<float>(lines) + 0.5F);
    const auto cuts = cuts_of(words_);
    const auto cut_at = [&](std::size_t cut) {
        const std::string_view kept = without_stop(std::string_view(words_).substr(0, cut));
        return std::string(kept) + "…" + std::string(closing_mark(words_));
    };
    const auto too_long = std::partition_point(cuts.begin(), cuts.end(), [&](std::size_t cut) {
        return paragraph_height(ui, room_.x, cut_at(cut), style_) <= most;
    });
    if (too_long != cuts.begin()) shown_ = cut_at(*std::prev(too_long));
    height_ = paragraph_height(ui, room_.x, shown_, style_, {.lines_max = lines});
    lines_max_ = lines;
}

void FittedWords::draw(Ui& ui, Vec2 top_left, Colour colour) const {
    paragraph(ui, top_left, room_.x, shown_, style_, colour, {.lines_max = shortened_ ? lines_max_ : 0});
}

TextStyle narrowed(Ui& ui, std::string_view text, TextStyle style, float width) {
    float widest = 0;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint c = decode_utf8(text, at);
        const std::size_t next = at + c.length;
        if (next >= text.size() || break_between(c.value, decode_utf8(text, next).value) != Break::no) {
            const std::size_t end = is_space(c.value) ? at : next;
            widest = std::max(widest, text_size(ui, text.substr(begin, end - begin), style).x);
            begin = next;
        }
        at = next;
    }
    if (widest <= width) return style;
    const float share = width / widest;
    return {style.face, std::floor(style.size * share * 2) / 2, std::ceil(style.line * share)};
}

}  // namespace earshot::app
