// Pictures from elsewhere: damaged ones and bombs are told, sound ones have the size they say and survive being
// written.
#include "platform/sdl/picture.hpp"
#include "tests/fuzz/fuzz_target.hpp"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr int side_most = 256;
    const auto picture = platform::read_picture(fuzz::text_of(data, size), side_most);
    if (!picture) return 0;
    FUZZ_LAW(picture->width > 0 && picture->width <= side_most && picture->height > 0 && picture->height <= side_most);
    FUZZ_LAW(picture->pixels.size() ==
             static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height));
    const auto again = platform::read_picture(platform::to_png(*picture), side_most);
    FUZZ_LAW(again.has_value() && again->pixels == picture->pixels);
    return 0;
}
