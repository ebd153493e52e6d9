// app/commands/wav_sound.hpp: a WAV recording without anything but its sound.
//
// A WAV file is a RIFF list of chunks (Microsoft and IBM, Multimedia Programming Interface 1.0, 1991). Two of them are
// the sound: how it is written, and the samples. Everything else (LIST, bext, iXML, id3 ...) can say where and by whom
// it was recorded, and is left out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/base/result.hpp"

namespace earshot::app {

struct WavSound {
    std::string bytes;
    std::int64_t duration_ms = 0;
};

bool is_wav(std::string_view bytes);
// Errc::invalid when it is damaged or cut short.
Result<WavSound> sound_of_wav(std::string_view bytes);

}  // namespace earshot::app
