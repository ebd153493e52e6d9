#include "app/presenters/saved_mark.hpp"

namespace earshot::app {
namespace {

std::string_view sending(sync::Link link, const Strings& tr) {
    switch (link) {
        case sync::Link::not_enrolled:
            return tr("log.stays_here");
        case sync::Link::denied:
            return tr("log.send_denied");
        case sync::Link::retrying:
        case sync::Link::stopped:
            return tr("log.send_later");
        case sync::Link::idle:
        case sync::Link::exchanging:
            return tr("log.send_once_saved");
    }
    return {};
}

}  // namespace

SavedMark present_saved_mark(DraftState draft, std::string_view trouble, const sync::SyncStatus& sync,
                             const Strings& tr) {
    SavedMark mark{.state = draft, .title = {}, .sentence = std::string(sending(sync.link, tr))};
    switch (draft) {
        case DraftState::empty:
            mark.title = tr("log.mark_empty");
            break;
        case DraftState::writing:
            mark.title = tr("log.mark_writing");
            break;
        case DraftState::saved:
            mark.title = tr("log.mark_saved");
            break;
        case DraftState::failed:
            mark.title = tr("log.mark_failed");
            mark.sentence = trouble.empty() ? tr("log.mark_failed_why") : trouble;
            break;
    }
    return mark;
}

}  // namespace earshot::app
