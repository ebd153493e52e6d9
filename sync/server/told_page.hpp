// sync/server/told_page.hpp: what a reader asks of the list of stories, and a page of it: the same in every home of
// the shared store.
//
// The list is newest first, as on a device (sync/model/story_key.hpp), and holds the living stories of which the reader
// may be told anything. A page ends at the number of stories or the bytes that were asked for, and says where the next
// one begins; it may hold fewer, even none, and still not be the last.
//
// Guarantee    Page by page a list of StoryOrder::filed tells every story that is in it throughout exactly once,
//              whatever is written between the pages, and none twice; each as it is when its page is made. A list of
//              StoryOrder::newest does so as long as no story is given another date.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "platform/base/id.hpp"
#include "platform/base/time.hpp"

namespace earshot::sync {

// Where a living story stands: the smaller, the newer. The id settles ties.
struct StoryPlace {
    std::int64_t place = std::numeric_limits<std::int64_t>::min();
    Id id;

    bool operator==(const StoryPlace&) const = default;
};

enum class StoryOrder : std::uint8_t {
    newest,  // by when it was heard
    filed,   // the same, but a story keeps the place it had before its date was changed
};

struct StoryRequest {
    std::optional<Id> only;         // this story and no other
    std::string kind, stage, site;  // empty: any
    std::optional<Month> month;     // in which it was heard
    StoryOrder order = StoryOrder::newest;
    StoryPlace after;  // nothing up to here, in that order
    std::int64_t stories_most = 50;
    std::int64_t bytes = 4 * 1024 * 1024;  // about how much, but at least one story
    WallTime now;                          // consent ends by the day

    // The places of the month: from the first up to, not including, the second.
    std::int64_t first_place() const;
    std::int64_t end_place() const;
};

// A story as its reader may be told it, with what hangs on it: wire forms (protocol/record_codec.hpp), by id.
struct ToldStory {
    std::string story;
    std::vector<std::string> echoes, attachments;
    std::int64_t echoes_left_out = 0, attachments_left_out = 0;  // beyond hanging_bytes_most
};

// Of the echoes of one story, and of its attachments, as many are told as have this many bytes.
inline constexpr std::int64_t hanging_bytes_most = 1024 * 1024;

struct ToldPage {
    std::vector<ToldStory> stories;
    StoryPlace last;  // up to here the page has come
    bool more = false;
};

// Fills a page story by story.
class ToldPageWriter {
public:
    // A list of which hardly anything may be told is answered after this many rows.
    static constexpr int rows_looked_at_most = 50'000;

    explicit ToldPageWriter(const StoryRequest& request) : request_(request) { page_.last = request.after; }

    // No further row fits; the page then says that there are more.
    bool is_full() const;
    // The next row; an empty text tells nothing. Whether what hangs on it is wanted.
    bool take(const StoryPlace& place, std::string_view text);
    // Of the story that was taken last.
    void take_echo(std::string_view text) { hang(page_.stories.back().echoes, text); }
    void take_attachment(std::string_view text) { hang(page_.stories.back().attachments, text); }
    void leave_out_echoes(std::int64_t count) { page_.stories.back().echoes_left_out = count; }
    void leave_out_attachments(std::int64_t count) { page_.stories.back().attachments_left_out = count; }
    std::int64_t stories_left() const {
        return request_.stories_most - static_cast<std::int64_t>(page_.stories.size());
    }
    const StoryPlace& last() const { return page_.last; }
    ToldPage finish(bool more);

private:
    void hang(std::vector<std::string>& texts, std::string_view text);

    const StoryRequest& request_;
    ToldPage page_;
    int looked_at_ = 0;
    std::int64_t bytes_ = 0;
};

}  // namespace earshot::sync
