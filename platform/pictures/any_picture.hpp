// platform/pictures/any_picture.hpp: a picture of any format that is taken, as pixels.
//
// Guarantees   Its size is looked at before anything is unpacked: a file of a few bytes can claim to be larger than all
//              memory. What comes out is upright.
// Threads      any
// Errors       Errc::invalid, in words that go on after "The picture": damaged, cut short, too large.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "platform/base/result.hpp"
#include "platform/pictures/pixels.hpp"

namespace earshot::platform {

enum class PictureFormat : std::uint8_t { jpeg, png, webp };
// By the first bytes; names lie.
std::optional<PictureFormat> picture_format_of(std::string_view bytes);

// JPEG may come at half, a quarter or an eighth of its size, as long as its longer side has at least `enough`.
Result<Pixels> read_any_picture(PictureFormat format, std::string_view bytes, int enough, std::int64_t pixels_max);

// What a screen may be asked to show: some 100 MB while it is unpacked.
inline constexpr std::int64_t shown_pixels_max = 25'000'000;
// As it is shown on a screen: no side longer than `side_most`, which is at least 1; never larger than it is.
Result<Pixels> picture_to_show(std::string_view bytes, int side_most);

}  // namespace earshot::platform
