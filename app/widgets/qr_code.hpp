// app/widgets/qr_code.hpp: a text as a QR code, always dark on white: cameras expect it.
#pragma once

#include "app/widgets/ui.hpp"

namespace earshot::app {

// In a white square with its quiet zone. Draws nothing but the square when the text is too long for one (2.9 kB).
void qr_code(Ui& ui, const Rect& square, std::string_view text);

}  // namespace earshot::app
