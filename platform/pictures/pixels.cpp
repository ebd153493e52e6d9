#include "platform/pictures/pixels.hpp"

#include <algorithm>
#include <cmath>

namespace earshot::platform {
namespace {

// Which old pixels one new pixel covers along an axis, and by how much.
struct Share {
    int first = 0;
    std::vector<float> weights;
};

std::vector<Share> shares_of(int before, int after) {
    std::vector<Share> shares(static_cast<std::size_t>(after));
    const double step = static_cast<double>(before) / after;
    for (int i = 0; i < after; ++i) {
        const double from = i * step, to = std::min<double>(from + step, before);
        Share& share = shares[static_cast<std::size_t>(i)];
        share.first = static_cast<int>(from);
        for (int old = share.first; old < before && old < to; ++old)
            share.weights.push_back(static_cast<float>(std::min<double>(old + 1, to) - std::max<double>(old, from)));
    }
    return shares;
}

std::uint8_t rounded(float value) {
    return static_cast<std::uint8_t>(std::clamp(value + 0.5F, 0.0F, 255.0F));
}

// One row across, its colours multiplied by their opacity: width x 4.
void shrink_row(const std::uint8_t* row, const std::vector<Share>& shares, std::vector<float>& out) {
    std::size_t at = 0;
    for (const Share& share : shares) {
        float red = 0, green = 0, blue = 0, opacity = 0;
        const std::uint8_t* pixel = row + static_cast<std::size_t>(share.first) * 4;
        for (const float weight : share.weights) {
            const float covered = weight * static_cast<float>(pixel[3]);
            red += covered * static_cast<float>(pixel[0]);
            green += covered * static_cast<float>(pixel[1]);
            blue += covered * static_cast<float>(pixel[2]);
            opacity += covered;
            pixel += 4;
        }
        out[at++] = red;
        out[at++] = green;
        out[at++] = blue;
        out[at++] = opacity;
    }
}

}  // namespace

bool is_opaque(const Pixels& pixels) {
    for (std::size_t i = 3; i < pixels.rgba.size(); i += 4) {
        if (pixels.rgba[i] != 255) return false;
    }
    return true;
}

Pixels on_white(const Pixels& pixels) {
    Pixels out = pixels;
    for (std::size_t i = 0; i < out.rgba.size(); i += 4) {
        const int opacity = out.rgba[i + 3];
        for (std::size_t c = 0; c < 3; ++c)
            out.rgba[i + c] =
                static_cast<std::uint8_t>((out.rgba[i + c] * opacity + 255 * (255 - opacity) + 127) / 255);
        out.rgba[i + 3] = 255;
    }
    return out;
}

Pixels shrunk(const Pixels& pixels, int most) {
    const int longest = std::max(pixels.width, pixels.height);
    if (longest <= most) return pixels;
    const auto scaled = [&](int side) {
        return std::max(1, static_cast<int>(std::lround(static_cast<double>(side) * most / longest)));
    };
    Pixels out(scaled(pixels.width), scaled(pixels.height));
    const auto across = shares_of(pixels.width, out.width), down = shares_of(pixels.height, out.height);
    const std::size_t row_length = static_cast<std::size_t>(out.width) * 4;
    const float area = static_cast<float>(pixels.width) / static_cast<float>(out.width) *
                       static_cast<float>(pixels.height) / static_cast<float>(out.height);
    std::vector<float> row(row_length), sum(row_length);
    for (int y = 0; y < out.height; ++y) {
        std::fill(sum.begin(), sum.end(), 0.0F);
        const Share& share = down[static_cast<std::size_t>(y)];
        for (std::size_t i = 0; i < share.weights.size(); ++i) {
            shrink_row(pixels.at(0, share.first + static_cast<int>(i)), across, row);
            for (std::size_t x = 0; x < row_length; ++x)
                sum[x] += share.weights[i] * row[x];
        }
        for (int x = 0; x < out.width; ++x) {
            const float* from = sum.data() + static_cast<std::size_t>(x) * 4;
            const float opacity = std::max(from[3], 1e-6F);
            std::uint8_t* to = out.at(x, y);
            for (int c = 0; c < 3; ++c)
                to[c] = rounded(from[c] / opacity);
            to[3] = rounded(from[3] / area);
        }
    }
    return out;
}

Pixels upright(const Pixels& pixels, int orientation) {
    if (orientation < 2 || orientation > 8) return pixels;
    const bool turned = orientation >= 5;
    Pixels out(turned ? pixels.height : pixels.width, turned ? pixels.width : pixels.height);
    const int right = pixels.width - 1, bottom = pixels.height - 1;
    for (int y = 0; y < pixels.height; ++y) {
        for (int x = 0; x < pixels.width; ++x) {
            int to_x = x, to_y = y;
            switch (orientation) {
                case 2:
                    to_x = right - x;
                    break;
                case 3:
                    to_x = right - x, to_y = bottom - y;
                    break;
                case 4:
                    to_y = bottom - y;
                    break;
                case 5:
                    to_x = y, to_y = x;
                    break;
                case 6:
                    to_x = bottom - y, to_y = x;
                    break;
                case 7:
                    to_x = bottom - y, to_y = right - x;
                    break;
                default:
                    to_x = y, to_y = right - x;
                    break;
            }
            std::copy_n(pixels.at(x, y), 4, out.at(to_x, to_y));
        }
    }
    return out;
}

}  // namespace earshot::platform
