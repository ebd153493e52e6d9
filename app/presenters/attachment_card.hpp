// app/presenters/attachment_card.hpp: a photo, a voice note or a document of a story, as people are told of it: what it
// is, whether it is here, and what it waits for.
//
// Pure. Where the words of a story are kept back by its consent, so is everything attached to it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "app/presenters/strings.hpp"
#include "sync/store/async_store.hpp"

namespace earshot::app {

struct AttachmentCard {
    enum class Sort : std::uint8_t { photo, sound, document };

    Id id;
    Sort sort = Sort::document;
    std::string name;   // "lamp.jpg"; where nobody named it, what it is: "Photo"
    std::string facts;  // "Voice note, 0:24, 310 kB"
    std::string sha256, thumbnail_sha256;
    int width = 0, height = 0;  // as its maker says; 0: not said
    bool original_here = false, thumbnail_here = false;
    // What has to be asked for before this device fetches it; empty: it is here, or on its way by itself.
    std::string original_to_ask_for, thumbnail_to_ask_for;
    // Of a photo that is not here: that it is not, and what comes next.
    std::string absence, absence_then;
    // For whoever logged the story: "Not sent yet", "Sent"
    std::string sending;

    bool is_photo() const { return sort == Sort::photo; }
    bool can_be_shown() const { return is_photo() && (original_here || thumbnail_here); }
};

// In the order they were attached.
std::vector<AttachmentCard> present_attachments(const sync::StoryDetail& detail, const Strings& tr);

// "0:24", "61:05"
std::string length_words(std::int64_t milliseconds);

}  // namespace earshot::app
