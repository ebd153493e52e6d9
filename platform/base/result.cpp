#include "platform/base/result.hpp"

namespace earshot {

const char* name_of(Errc code) {
    switch (code) {
        case Errc::invalid:
            return "invalid";
        case Errc::not_found:
            return "not_found";
        case Errc::busy:
            return "busy";
        case Errc::denied:
            return "denied";
        case Errc::unavailable:
            return "unavailable";
        case Errc::full:
            return "full";
        case Errc::corrupt:
            return "corrupt";
        case Errc::too_new:
            return "too_new";
        case Errc::io:
            return "io";
    }
    return "io";
}

}  // namespace earshot
