#include <algorithm>
#include <memory>

#include <turbojpeg.h>

#include "platform/base/assert.hpp"
#include "platform/pictures/codecs.hpp"

namespace earshot::platform {
namespace {

struct Close {
    void operator()(void* handle) const { tjDestroy(handle); }
};
using Turbo = std::unique_ptr<void, Close>;

struct FreeBuffer {
    void operator()(unsigned char* bytes) const { tjFree(bytes); }
};

struct Header {
    int width = 0, height = 0, subsampling = 0, colours = 0;
};

const unsigned char* data_of(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

Error damaged(void* turbo) {
    return {Errc::invalid, "is damaged or cut short (" + std::string(tjGetErrorStr2(turbo)) + ")"};
}

Result<Header> read_header(void* turbo, std::string_view bytes) {
    Header header;
    if (tjDecompressHeader3(turbo, data_of(bytes), bytes.size(), &header.width, &header.height, &header.subsampling,
                            &header.colours) != 0)
        return damaged(turbo);
    return header;
}

// The smallest that libjpeg can decode to at no cost and that is still large enough.
PictureSize decoded_size(const Header& header, int enough) {
    PictureSize size{header.width, header.height};
    for (const int divisor : {2, 4, 8}) {
        const tjscalingfactor factor{1, divisor};
        const PictureSize smaller{TJSCALED(header.width, factor), TJSCALED(header.height, factor)};
        if (std::max(smaller.width, smaller.height) >= enough) size = smaller;
    }
    return size;
}

}  // namespace

Result<PictureSize> size_of_jpeg(std::string_view bytes) {
    const Turbo turbo(tjInitDecompress());
    EARSHOT_ASSERT(turbo != nullptr);
    EARSHOT_TRY(const Header header, read_header(turbo.get(), bytes));
    return PictureSize{header.width, header.height};
}

Result<Pixels> read_jpeg(std::string_view bytes, int enough) {
    const Turbo turbo(tjInitDecompress());
    EARSHOT_ASSERT(turbo != nullptr);
    EARSHOT_TRY(const Header header, read_header(turbo.get(), bytes));
    if (header.colours == TJCS_CMYK || header.colours == TJCS_YCCK) {
        return Error{Errc::invalid, "has the colours of a printing press (CMYK); save it as RGB"};
    }
    const PictureSize size = decoded_size(header, enough);
    Pixels pixels(size.width, size.height);
    // A warning means missing data; a thousand scans mean that somebody wants to keep us busy.
    const int flags = TJFLAG_STOPONWARNING | TJFLAG_LIMITSCANS | TJFLAG_ACCURATEDCT;
    if (tjDecompress2(turbo.get(), data_of(bytes), bytes.size(), pixels.rgba.data(), size.width, 0, size.height,
                      TJPF_RGBA, flags) != 0)
        return damaged(turbo.get());
    for (std::size_t i = 3; i < pixels.rgba.size(); i += 4)
        pixels.rgba[i] = 255;
    return pixels;
}

Result<std::string> write_jpeg(const Pixels& pixels, int quality) {
    const Turbo turbo(tjInitCompress());
    EARSHOT_ASSERT(turbo != nullptr);
    unsigned char* raw = nullptr;
    unsigned long length = 0;
    const int outcome = tjCompress2(turbo.get(), pixels.rgba.data(), pixels.width, 0, pixels.height, TJPF_RGBX, &raw,
                                    &length, TJSAMP_420, quality, TJFLAG_PROGRESSIVE | TJFLAG_ACCURATEDCT);
    const std::unique_ptr<unsigned char, FreeBuffer> bytes(raw);
    if (outcome != 0) return damaged(turbo.get());
    return std::string(reinterpret_cast<const char*>(bytes.get()), length);
}

}  // namespace earshot::platform
