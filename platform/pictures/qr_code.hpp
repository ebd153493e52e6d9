// platform/pictures/qr_code.hpp: a short text as a QR code (ISO/IEC 18004), to be looked at by a camera.
//
// Error correction level M: some 15 % of it may be dirty or hidden. All forms bring the quiet zone
// of four modules that the standard asks for.
//
// Errors  Errc::invalid: the text is too long for a code (2.3 kB).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "platform/base/result.hpp"

namespace earshot::platform {

class QrCode {
public:
    static Result<QrCode> of(const std::string& text);

    int side() const { return side_; }  // in modules, with the quiet zone
    bool is_dark(int x, int y) const;

private:
    int side_ = 0;
    std::vector<bool> dark_;
};

// Two rows of modules to a line of half blocks. `coloured` sets black on white by escape codes (ECMA-48); without, the
// light modules are the blocks, as terminals mostly write light on dark.
std::string to_blocks(const QrCode& code, bool coloured);
// Eight pixels to a module.
Result<std::string> to_png(const QrCode& code);
std::string to_svg(const QrCode& code);

}  // namespace earshot::platform
