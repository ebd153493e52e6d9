#include "sync/server/keeper_store.hpp"

namespace earshot::sync {

std::string make_epoch(platform::Random& random) {
    Id epoch;
    random.fill(epoch.bytes);
    std::string text;
    for (const char c : to_text(epoch)) {
        if (c != '-') text += c;
    }
    return text;
}

}  // namespace earshot::sync
