// app/views/similar_scene.hpp: the stories that sound like the one being typed, without drawing any of them.
//
// Searches change only when a word is finished, and answers are ranked only when one came; every other frame costs
// one comparison. While answers are on their way the former stories stay.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/views/frame_context.hpp"

namespace earshot::app {

struct SimilarStory {
    Id id;
    std::string words;  // in quotation marks
    std::string language;
    std::string who_when;
    std::string button;  // "Heard it too: 13"
    bool heard = false;  // by this person, just now: touching again counts nothing
};

class SimilarScene {
public:
    // How many are shown before "See more"; how many at most.
    static constexpr std::size_t at_first = 2;
    static constexpr std::size_t at_most = 8;

    void update(FrameContext& frame);

    const std::vector<SimilarStory>& stories() const { return stories_; }
    // There are words enough to look for something.
    bool looking() const { return !searches_.empty(); }

private:
    struct Key {
        std::uint64_t changes = 0;
        std::string words;
        Id story;
        std::size_t heard = 0;
        CivilTime now;
        std::string language;
        bool operator==(const Key&) const = default;
    };
    void present(FrameContext& frame);

    std::optional<Key> key_;
    std::vector<std::string> searches_;
    std::vector<SimilarStory> stories_;
};

}  // namespace earshot::app
