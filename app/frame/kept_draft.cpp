#include "app/frame/kept_draft.hpp"

namespace earshot::app {
namespace {

bool is_here(sync::MediaStore& media, const std::string& sha256) {
    const auto state = media.find(sha256);
    return state && state->held;
}

}  // namespace

KeptDraft read_kept_draft(sync::DeviceStore& store) {
    KeptDraft kept;
    const auto draft = store.draft();
    if (!draft) {
        kept.trouble = draft.error().message;
        return kept;
    }
    if (!*draft) return kept;
    auto form = parse_log_form((*draft)->json);
    if (!form) {
        kept.trouble = form.error().message;
        return kept;
    }
    kept.photo_lost =
        std::erase_if(form->photos, [&](const KeptFile& photo) { return !is_here(store.media(), photo.sha256); }) > 0;
    for (KeptFile& photo : form->photos)
        if (!is_here(store.media(), photo.thumbnail_sha256)) photo.thumbnail_sha256.clear();
    kept.began = (*draft)->began;
    if (!form->is_empty()) kept.form = std::move(*form);
    return kept;
}

}  // namespace earshot::app
