// app/frame/autosave.hpp: when the half-written story goes to disk.
//
// Guarantee  A text is handed to the store at most 500 ms after the key that changed it, so that with a commit of some
// milliseconds
//            it is on disk within a second of the last key; and never more often than that, so that a fast typist costs
//            two commits a second.
// Pure: the App tells it the time and what happened.
#pragma once

#include "platform/base/time.hpp"

namespace earshot::app {

class Autosave {
public:
    static constexpr Duration pace{500};

    // The text differs from what was last handed over.
    void changed(Instant now);
    // True when it should be handed over now; the caller does so and calls handed_over().
    bool due(Instant now) const;
    void handed_over(Instant now);
    // The commit is done, or failed: then the text is still to be kept.
    void kept() { under_way_ = false; }
    void failed(Instant now);
    // Nothing is left to keep: the story was saved, or thrown away.
    void reset();

    bool is_dirty() const { return dirty_; }
    bool under_way() const { return under_way_; }
    // When due() may next become true by time alone.
    Instant next() const;

private:
    bool dirty_ = false;
    bool under_way_ = false;
    Instant not_before_{INT64_MIN / 2};
};

}  // namespace earshot::app
