// app/views/view_registry.hpp: the screens there are. The App draws the one that is shown, then what lies above all of
// them.
//
// A registry is a value that register_views() fills; a new screen is a file pair and a line there.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "app/views/frame_context.hpp"

namespace earshot::app {

class ViewRegistry {
public:
    template <class V>
    void add(Screen screen) {
        screens_[screen] = std::make_unique<V>();
    }
    // Drawn after the screen, in the order they were added; each decides itself whether it is open.
    template <class V>
    void add_above() {
        above_.push_back(std::make_unique<V>());
    }

    // Null for a screen nobody registered.
    View* find(Screen screen) const {
        const auto found = screens_.find(screen);
        return found == screens_.end() ? nullptr : found->second.get();
    }
    const std::vector<std::unique_ptr<View>>& above() const { return above_; }

private:
    std::map<Screen, std::unique_ptr<View>> screens_;
    std::vector<std::unique_ptr<View>> above_;
};

// The whole list of screens.
void register_views(ViewRegistry& views);

}  // namespace earshot::app
