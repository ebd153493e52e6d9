// app/presenters/story_panel.hpp: one story as the one who logged it reads it again: the words in full, what became of
// it, what a leader answered.
//
// Pure. Personal fields of the story are never looked at.
#pragma once

#include <string>
#include <vector>

#include "app/presenters/attachment_card.hpp"
#include "app/presenters/log_form.hpp"
#include "app/presenters/story_card.hpp"
#include "sync/store/async_store.hpp"

namespace earshot::app {

struct StoryPanel {
    struct Reply {
        std::string from;  // "Head of Service"
        std::string when;  // "20 November"
        std::string words;
    };

    StoryCard card;
    std::string heard_too;  // "13 colleagues heard it too."; empty: nobody yet
    std::string refusal;    // why the store said no, and that nothing is lost; empty: it did not
    std::vector<AttachmentCard> attachments;
    std::vector<ReceiptStep> steps;
    std::vector<Reply> replies;  // newest first
    bool can_correct = false;    // it was logged on this device
};

StoryPanel present_panel(const sync::StoryDetail& detail, const Vocabulary& names, const CivilTime& now,
                         const Strings& tr);

// The form filled with a story that was logged before.
LogForm form_to_correct(const sync::StoryRow& row);

}  // namespace earshot::app
