#include "app/commands/attachable.hpp"

#include <fmt/format.h>

#include "app/commands/wav_sound.hpp"
#include "platform/base/utf8.hpp"
#include "platform/pictures/clean_picture.hpp"

namespace earshot::app {
namespace {

constexpr const char* what_works =
    "What works: JPEG, PNG and WebP pictures; WAV, Ogg, Opus and WebM voice notes; PDF and plain text.";

Error too_large(std::size_t most) {
    return {Errc::invalid, fmt::format("The file is larger than {} MiB. Nothing was attached. Attach a shorter or "
                                       "smaller one.",
                                       most / (1024 * 1024))};
}

Error cannot_be_cleaned(std::string_view what) {
    return {Errc::invalid, fmt::format("{} can say where it was made, and that cannot be taken out of it here. Nothing "
                                       "was attached. {}",
                                       what, what_works)};
}

bool is_plain_text(std::string_view bytes) {
    return !bytes.empty() && bytes.find('\0') == std::string_view::npos && is_utf8(bytes);
}

// WebM and Matroska begin alike; only WebM without pictures is a voice note. The codec names stand in the track
// entries.
bool is_webm_sound(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 4096);
    return head.find("webm") != head.npos && head.find("V_") == head.npos &&
           (head.find("A_OPUS") != head.npos || head.find("A_VORBIS") != head.npos);
}

bool is_ogg_sound(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 4096);
    const bool has_sound = head.find("OpusHead") != head.npos || head.find("\x01vorbis") != head.npos;
    return has_sound && head.find("\x80theora") == head.npos;
}

Result<std::string> type_of_others(std::string_view bytes) {
    if (bytes.starts_with("OggS")) {
        if (is_ogg_sound(bytes)) return std::string("audio/ogg");
        return cannot_be_cleaned("An Ogg file that is not a voice note");
    }
    if (bytes.starts_with("\x1a\x45\xdf\xa3")) {
        if (is_webm_sound(bytes)) return std::string("audio/webm");
        return cannot_be_cleaned("A video");
    }
    if (bytes.starts_with("%PDF-")) return std::string("application/pdf");
    if (bytes.size() >= 12 && bytes.substr(4, 4) == "ftyp") {
        const std::string_view brand = bytes.substr(8, 4);
        const bool is_picture = brand.starts_with("hei") || brand.starts_with("hev") || brand == "mif1" ||
                                brand == "msf1" || brand == "avif";
        return cannot_be_cleaned(is_picture ? "A HEIC or AVIF picture" : "A video or an MP4 recording");
    }
    if (bytes.starts_with("GIF8")) return cannot_be_cleaned("A GIF");
    if (bytes.starts_with("II*") || bytes.starts_with("MM")) return cannot_be_cleaned("A TIFF or raw picture");
    if (is_plain_text(bytes)) return std::string("text/plain");
    return Error{Errc::invalid, fmt::format("Files of this sort are not taken. Nothing was attached. {}", what_works)};
}

Result<Attachable> picture_of(std::string_view bytes) {
    if (bytes.size() > picture_file_bytes_max) return too_large(picture_file_bytes_max);
    EARSHOT_TRY(platform::CleanPicture clean, platform::clean_picture(bytes));
    return Attachable{
        std::move(clean.bytes), std::move(clean.media_type), std::move(clean.thumbnail), clean.width, clean.height, 0};
}

}  // namespace

Result<Attachable> attachable_of(std::string bytes) {
    if (bytes.empty()) return Error{Errc::invalid, "The file is empty. Nothing was attached."};
    Attachable file;
    if (platform::picture_format_of(bytes)) {
        EARSHOT_TRY(file, picture_of(bytes));
    } else if (bytes.size() > attached_bytes_max) {
        return too_large(attached_bytes_max);
    } else if (is_wav(bytes)) {
        EARSHOT_TRY(WavSound sound, sound_of_wav(bytes));
        file = {std::move(sound.bytes), "audio/wav", {}, 0, 0, sound.duration_ms};
    } else {
        EARSHOT_TRY(file.media_type, type_of_others(bytes));
        file.bytes = std::move(bytes);
    }
    if (file.bytes.size() > attached_bytes_max) return too_large(attached_bytes_max);
    return file;
}

}  // namespace earshot::app
