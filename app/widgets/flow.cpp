#include "app/widgets/flow.hpp"

#include <cmath>
#include <numeric>

namespace earshot::app {

std::vector<Rect> grid(const Rect& place, std::size_t count, std::size_t columns_max, float width_min, float row_height,
                       float gap) {
    if (count == 0) return {};
    std::size_t columns = std::max<std::size_t>(1, std::min(count, columns_max));
    const auto width_of = [&](std::size_t n) {
        return (place.width - gap * static_cast<float>(n - 1)) / static_cast<float>(n);
    };
    while (columns > 1 && width_of(columns) < width_min)
        --columns;
    // Rows of equal length look calmer than a full one and a rest.
    const std::size_t rows = (count + columns - 1) / columns;
    columns = (count + rows - 1) / rows;
    const float width = width_of(columns);
    std::vector<Rect> places;
    for (std::size_t i = 0; i < count; ++i) {
        const auto column = static_cast<float>(i % columns);
        const auto row = static_cast<float>(i / columns);
        const float left = std::round(place.x + column * (width + gap));
        const float right = std::round(place.x + column * (width + gap) + width);
        places.push_back({left, place.y + row * (row_height + gap), right - left, row_height});
    }
    return places;
}

std::vector<float> shares(std::span<const float> naturals, float width, float gap) {
    std::vector<float> result(naturals.begin(), naturals.end());
    if (result.empty()) return result;
    const float room = width - gap * static_cast<float>(result.size() - 1);
    const float total = std::accumulate(result.begin(), result.end(), 0.0F);
    if (total <= room) {
        for (float& share : result)
            share += (room - total) / static_cast<float>(result.size());
        return result;
    }
    // The level above which the widest are cut so that all together fit.
    float low = 0;
    float high = *std::max_element(result.begin(), result.end());
    for (int step = 0; step < 24; ++step) {
        const float level = (low + high) / 2;
        float sum = 0;
        for (const float share : result)
            sum += std::min(share, level);
        (sum > room ? high : low) = level;
    }
    for (float& share : result)
        share = std::min(share, low);
    return result;
}

}  // namespace earshot::app
