// app/widgets/mood_picker.hpp: five drawn faces with words.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "app/widgets/ui.hpp"

namespace earshot::app {

using MoodLabels = std::array<std::string_view, 5>;  // of the moods 1 to 5

float mood_picker_height(Ui& ui, const MoodLabels& labels, float width);
// The mood 1 to 5 that was pressed; `selected` 0: none yet.
std::optional<int> mood_picker(Ui& ui, std::string_view name, const Rect& rect, const MoodLabels& labels, int selected);

}  // namespace earshot::app
