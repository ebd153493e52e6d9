// app/views/gallery_samples.hpp: the words the gallery shows.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "app/widgets/mood_picker.hpp"
#include "app/widgets/tile.hpp"

namespace earshot::app {

struct GallerySamples {
    KindLabels kinds;
    MoodLabels moods;
    std::array<std::string_view, 6> stages;
    std::string_view save, speak, photo, heard, why_not, demo, demo_detail, ready, nothing, may_leave, may_leave_detail;
    std::array<std::string_view, 2> lenses;
    std::array<std::string_view, 3> answers;
    std::array<std::string_view, 3> themes;
    std::array<std::string_view, 5> languages;
    std::string_view verbatim, words, placeholder, search, number;
    std::string_view sheet_title, saved, undo, empty_title, empty_words, empty_action;
    std::array<std::pair<std::string_view, std::string_view>, 5> receipt;
    std::array<std::pair<std::string_view, std::string_view>, 4> way;
};

const GallerySamples& gallery_samples(bool german);

}  // namespace earshot::app
