#include "app/views/reader_scene.hpp"

namespace earshot::app {
namespace {

std::string list_name(const sync::StoryQuery& within, const FrameContext& frame) {
    if (within.at_risk) return std::string(frame.tr("reader.list_at_risk"));
    if (within.stage == sync::named_nowhere) return std::string(frame.tr("wall.no_stage"));
    if (!within.stage.empty()) return frame.names.stage(within.stage);
    return std::string(frame.tr("reader.list_all"));
}

}  // namespace

void open_story(ReaderState& reader, const Id& story, const sync::StoryQuery& within) {
    if (reader.story && reader.story != story) {
        if (!reader.reply.empty()) reader.unsent[*reader.story] = std::move(reader.reply);
        reader.reply.clear();
    }
    if (const auto kept = reader.unsent.extract(story)) reader.reply = kept.mapped();
    reader.story = story;
    reader.within = within;
    reader.photo.reset();
    reader.replying = false;
}

void ReaderScene::update(FrameContext& frame) {
    const ReaderState& reader = frame.state.reader;
    if (!reader.story) return;
    const std::uint64_t changes = frame.data.changes();
    if (key_ && key_->changes == changes && key_->story == *reader.story && key_->within == reader.within &&
        key_->now == frame.now && key_->language == frame.tr.language()) {
        return;
    }
    if (!key_ || key_->story != *reader.story) {
        page_.reset();  // Never one story's words under another's place.
        gone_ = false;
        requests_.forget();
    }
    key_ = Key{changes, *reader.story, reader.within, frame.now, frame.tr.language()};
    present(frame);
    edition_ += 1;
}

void ReaderScene::present(FrameContext& frame) {
    ReaderState& reader = frame.state.reader;
    list_ = list_name(reader.within, frame);
    const auto* detail = frame.data.story(*reader.story);
    if (detail == nullptr) {
        gone_ = frame.data.waiting() == 0;
        if (gone_) page_.reset();
        return;
    }
    page_ = present_reader(*detail, frame.names, frame.now, frame.tr);
    if (marked_ != reader.story) {
        frame.intents.push_back(intent::MarkRead{*reader.story});
        marked_ = reader.story;
    }
    for (const AttachmentCard& card : page_->attachments)
        if (card.is_photo()) requests_.ask(frame, card.original_to_ask_for);
    const auto* among = frame.data.stories(reader.within);
    const auto* counts = frame.data.stage_counts(reader.within);
    if (among == nullptr || counts == nullptr) return;
    std::int64_t counted = 0;
    for (const sync::StageCount& count : *counts)
        counted += count.stories;
    const auto reading = reader.within.unanswered ? ReadingOrder::oldest_first : ReadingOrder::newest_first;
    place_ = present_place(among->rows, counted, detail->row.order, reading, frame.tr);
    // The older one must be among the rows before it is asked for.
    if (among->next && detail->row.order <= among->rows.back().order) reader.within.limit += 30;
}

}  // namespace earshot::app
