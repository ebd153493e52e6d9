// app/presenters/similar_stories.hpp: finds stories that sound like the one being typed, in any language.
//
// No list of common words: a word's worth is measured. Each long word of the text is searched for by itself; the fewer
// stories have it, the more it says. Stories that share several words, or one rare one, are offered, best first.
//
//   searches = similar_searches(form.words)            // a few words, the same until another word is finished
//   pages[i] = data.stories({.search = searches[i], .limit = similar_search_limit})
//   rank_similar(found, most)                          // the stories to offer
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/store/story_query.hpp"

namespace earshot::app {

inline constexpr std::size_t similar_searches_max = 8;
inline constexpr std::size_t similar_search_limit = 20;  // a word with more stories than that says little

// The longest words of a text, each once, at most similar_searches_max. The word at the very end is left out while it
// is still being typed. In text without spaces the runs of Han and of katakana count as words.
std::vector<std::string> similar_searches(std::string_view words);

struct SimilarFound {
    std::string_view search;
    const sync::StoryPage* page = nullptr;  // null: no answer yet
};
// At most `most` stories, best first. Those of `except` (the story being corrected) are left out.
std::vector<const sync::StoryRow*> rank_similar(std::span<const SimilarFound> found, std::size_t most,
                                                const Id& except = {});

}  // namespace earshot::app
