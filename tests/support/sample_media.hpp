// tests/support/sample_media.hpp: photos and voice notes as phones write them, made byte by byte.
#pragma once

#include <cstdint>
#include <string>

#include "platform/pictures/codecs.hpp"

namespace earshot::test {

// The upper left quarter is red, the upper right green, the lower left blue, the lower right white.
inline platform::Pixels quarters(int width, int height) {
    platform::Pixels pixels(width, height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            const bool right = x >= width / 2, lower = y >= height / 2;
            std::uint8_t* pixel = pixels.at(x, y);
            pixel[0] = right == lower ? 255 : 0;
            pixel[1] = right ? 255 : 0;
            pixel[2] = lower ? 255 : 0;
            pixel[3] = 255;
        }
    }
    return pixels;
}

// Exif as a camera writes it (Exif 2.32; TIFF 6.0, little-endian): how it was held, and where: 53 deg 48 min N.
inline std::string exif_with_location(std::uint8_t orientation) {
    const auto bytes = [](std::initializer_list<int> numbers) {
        std::string text;
        for (const int number : numbers)
            text += static_cast<char>(number);
        return text;
    };
    std::string tiff = "II*" + bytes({0, 8, 0, 0, 0});
    tiff += bytes({2, 0});
    tiff += bytes({0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0});  // Orientation
    tiff += bytes({0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0});           // GPS folder at 38
    tiff += bytes({0, 0, 0, 0});
    tiff += bytes({2, 0});
    tiff += bytes({1, 0, 2, 0, 2, 0, 0, 0, 'N', 0, 0, 0});  // GPSLatitudeRef
    tiff += bytes({2, 0, 5, 0, 3, 0, 0, 0, 68, 0, 0, 0});   // GPSLatitude at 68
    tiff += bytes({0, 0, 0, 0});
    tiff += bytes({53, 0, 0, 0, 1, 0, 0, 0, 48, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0});
    return std::string("Exif\0\0", 6) + tiff;
}

// A JPEG with that Exif, and an XMP packet that says it again.
inline std::string photo_with_location(const platform::Pixels& pixels, std::uint8_t orientation) {
    const std::string plain = platform::write_jpeg(pixels, 90).value();
    const auto segment = [](const std::string& content) {
        const std::size_t length = content.size() + 2;
        return std::string("\xff\xe1") + static_cast<char>(length >> 8) + static_cast<char>(length & 255) + content;
    };
    const std::string xmp = std::string("http://ns.adobe.com/xap/1.0/\0", 29) +
                            "<x:xmpmeta><exif:GPSLatitude>53,48.0N</exif:GPSLatitude></x:xmpmeta>";
    return plain.substr(0, 2) + segment(exif_with_location(orientation)) + segment(xmp) + plain.substr(2);
}

// RIFF: a name, a little-endian length, the content padded to an even number of bytes.
inline std::string riff_chunk(const std::string& name, const std::string& content) {
    std::string chunk = name;
    for (int shift = 0; shift < 32; shift += 8)
        chunk += static_cast<char>(content.size() >> shift & 255);
    chunk += content;
    if (content.size() % 2 != 0) chunk += '\0';
    return chunk;
}

// Mono, 8000 samples a second, 16 bits each, with a LIST chunk that says where it was recorded.
inline std::string voice_note(int milliseconds) {
    const std::string format("\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0", 16);
    std::string samples;
    for (int i = 0; i < milliseconds * 8; ++i)
        samples += std::string(1, static_cast<char>(i * 37 & 255)) + static_cast<char>(i >> 3 & 15);
    const std::string list = riff_chunk("LIST", "INFO" + riff_chunk("ICMT", "GPS 53.8N 1.5W"));
    return riff_chunk("RIFF", "WAVE" + riff_chunk("fmt ", format) + list + riff_chunk("data", samples));
}

}  // namespace earshot::test
