#include "app/commands/wav_sound.hpp"

namespace earshot::app {
namespace {

constexpr std::size_t head_bytes = 12, chunk_head_bytes = 8;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;)
        value = value << 8 | static_cast<std::uint8_t>(bytes[at + i]);
    return value;
}

void append_number(std::string& out, std::size_t number) {
    for (int shift = 0; shift < 32; shift += 8)
        out += static_cast<char>(number >> shift & 255);
}

void append_chunk(std::string& out, std::string_view name, std::string_view content) {
    out += name;
    append_number(out, content.size());
    out += content;
    if (content.size() % 2 != 0) out += '\0';
}

Error damaged(const char* how) {
    return {Errc::invalid, std::string("The recording is damaged: ") + how + ". Nothing was attached."};
}

}  // namespace

bool is_wav(std::string_view bytes) {
    return bytes.size() >= head_bytes && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WAVE";
}

Result<WavSound> sound_of_wav(std::string_view bytes) {
    std::string_view format, samples;
    for (std::size_t at = head_bytes; at + chunk_head_bytes <= bytes.size();) {
        const std::string_view name = bytes.substr(at, 4);
        const std::size_t length = number_at(bytes, at + 4);
        at += chunk_head_bytes;
        if (length > bytes.size() - at) return damaged("it is cut short");
        if (name == "fmt ") format = bytes.substr(at, length);
        if (name == "data") samples = bytes.substr(at, length);
        at += length + length % 2;
    }
    if (format.size() < 16) return damaged("it does not say how its sound is written");
    if (samples.empty()) return damaged("there is no sound in it");
    const std::uint32_t bytes_a_second = number_at(format, 8);
    if (bytes_a_second == 0) return damaged("it says that a second has no sound");

    std::string chunks = "WAVE";
    append_chunk(chunks, "fmt ", format);
    append_chunk(chunks, "data", samples);
    WavSound sound;
    append_chunk(sound.bytes, "RIFF", chunks);
    sound.duration_ms = static_cast<std::int64_t>(samples.size()) * 1000 / bytes_a_second;
    return sound;
}

}  // namespace earshot::app
