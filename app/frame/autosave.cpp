#include "app/frame/autosave.hpp"

namespace earshot::app {

void Autosave::changed(Instant now) {
    if (!dirty_ && not_before_ < now) not_before_ = now;  // The first key after a rest is kept at once.
    dirty_ = true;
}

bool Autosave::due(Instant now) const {
    return dirty_ && !under_way_ && now >= not_before_;
}

void Autosave::handed_over(Instant now) {
    dirty_ = false;
    under_way_ = true;
    not_before_ = now + pace;
}

void Autosave::failed(Instant now) {
    under_way_ = false;
    dirty_ = true;
    not_before_ = now + pace;
}

void Autosave::reset() {
    dirty_ = false;
    under_way_ = false;
}

Instant Autosave::next() const {
    return dirty_ && !under_way_ ? not_before_ : Instant::never();
}

}  // namespace earshot::app
