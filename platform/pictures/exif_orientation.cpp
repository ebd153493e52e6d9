#include "platform/pictures/exif_orientation.hpp"

#include <cstddef>
#include <cstdint>

namespace earshot::platform {
namespace {

constexpr std::uint16_t orientation_tag = 0x0112;

// Numbers of one byte order inside a text; 0 where the text ends.
struct Reader {
    std::string_view bytes;
    bool big_endian = true;

    std::uint32_t byte(std::size_t at) const { return at < bytes.size() ? static_cast<std::uint8_t>(bytes[at]) : 0U; }
    std::uint32_t number(std::size_t at, int count) const {
        std::uint32_t value = 0;
        for (int i = 0; i < count; ++i)
            value = value << 8 | byte(at + static_cast<std::size_t>(big_endian ? i : count - 1 - i));
        return value;
    }
};

int orientation_of_tiff(std::string_view bytes) {
    const Reader tiff{bytes, bytes.starts_with("MM")};
    if (!bytes.starts_with("MM") && !bytes.starts_with("II")) return 1;
    const std::size_t folder = tiff.number(4, 4);
    const std::size_t entries = tiff.number(folder, 2);
    for (std::size_t i = 0; i < entries && folder + 14 + i * 12 <= bytes.size(); ++i) {
        const std::size_t entry = folder + 2 + i * 12;
        if (tiff.number(entry, 2) != orientation_tag) continue;
        const std::uint32_t value = tiff.number(entry + 8, 2);
        return value >= 1 && value <= 8 ? static_cast<int>(value) : 1;
    }
    return 1;
}

}  // namespace

int orientation_of_jpeg(std::string_view bytes) {
    constexpr std::string_view exif("Exif\0\0", 6);
    const Reader jpeg{bytes};
    for (std::size_t at = 2; at + 4 <= bytes.size() && jpeg.byte(at) == 0xff;) {
        const std::uint32_t marker = jpeg.byte(at + 1), length = jpeg.number(at + 2, 2);
        if (marker == 0xda || length < 2) return 1;  // The picture itself begins.
        if (marker == 0xe1 && at + 2 + length <= bytes.size()) {
            const std::string_view segment = bytes.substr(at + 4, length - 2);
            if (segment.starts_with(exif)) return orientation_of_tiff(segment.substr(exif.size()));
        }
        at += 2 + length;
    }
    return 1;
}

// RIFF: chunks of a name, a length and content padded to an even number of bytes.
int orientation_of_webp(std::string_view bytes) {
    const Reader riff{bytes, false};
    for (std::size_t at = 12; at + 8 <= bytes.size();) {
        const std::size_t length = riff.number(at + 4, 4);
        if (bytes.substr(at, 4) == "EXIF") {
            std::string_view content = bytes.substr(at + 8, length);
            if (content.starts_with(std::string_view("Exif\0\0", 6))) content.remove_prefix(6);
            return orientation_of_tiff(content);
        }
        at += 8 + length + length % 2;
    }
    return 1;
}

}  // namespace earshot::platform
