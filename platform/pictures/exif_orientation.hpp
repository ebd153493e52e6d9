// platform/pictures/exif_orientation.hpp: how a picture was held when it was taken (Exif 2.32, 4.6.4; TIFF 6.0, section
// 2).
#pragma once

#include <string_view>

namespace earshot::platform {

// 1 to 8; 1, upright, when nothing is said or what is said cannot be read.
int orientation_of_jpeg(std::string_view bytes);
int orientation_of_webp(std::string_view bytes);

}  // namespace earshot::platform
