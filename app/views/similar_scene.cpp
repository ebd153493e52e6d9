#include "app/views/similar_scene.hpp"

#include <algorithm>

#include "app/presenters/similar_stories.hpp"
#include "app/presenters/story_card.hpp"

namespace earshot::app {
namespace {

std::string heard_words(int echoes, const Strings& tr) {
    return echoes > 0 ? tr("log.heard_too", {std::to_string(echoes)}) : std::string(tr("log.heard_too_first"));
}

}  // namespace

void SimilarScene::update(FrameContext& frame) {
    const LogState& log = frame.state.log;
    const std::uint64_t changes = frame.data.changes();
    if (key_ && key_->changes == changes && key_->words == log.form.words && key_->story == log.form.id &&
        key_->heard == log.heard.size() && key_->now == frame.now && key_->language == frame.tr.language()) {
        return;
    }
    if (!key_ || key_->words != log.form.words) searches_ = similar_searches(log.form.words);
    key_ = Key{changes, log.form.words, log.form.id, log.heard.size(), frame.now, frame.tr.language()};
    present(frame);
}

void SimilarScene::present(FrameContext& frame) {
    std::vector<SimilarFound> found;
    bool waiting = false;
    for (const std::string& search : searches_) {
        const auto* page = frame.data.stories({.search = search, .limit = similar_search_limit});
        found.push_back({search, page});
        waiting = waiting || page == nullptr;
    }
    if (waiting) return;
    const LogState& log = frame.state.log;
    stories_.clear();
    for (const sync::StoryRow* row : rank_similar(found, at_most, log.form.id)) {
        const StoryCard card = present_card(*row, frame.names, frame.now, frame.tr);
        const bool heard = std::find(log.heard.begin(), log.heard.end(), row->id) != log.heard.end();
        stories_.push_back(
            {row->id, card.words, card.language, card.who_when, heard_words(row->echoes, frame.tr), heard});
    }
}

}  // namespace earshot::app
