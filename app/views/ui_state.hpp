// app/views/ui_state.hpp: where the person is and what they have half done. Plain data, owned by the App, changed by
// views.
//
// What would be sad to lose is not only here: the form is written to the store as a draft, settings are kept as
// settings. The rest (which tab, which filter) may be forgotten at the next start.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/presenters/log_form.hpp"
#include "app/presenters/saved_mark.hpp"
#include "sync/store/story_query.hpp"

namespace earshot::app {

enum class Screen : std::uint8_t { welcome, log, stories, wall, reader, gallery };

struct LogState {
    LogForm form;
    DraftState draft = DraftState::empty;
    std::string draft_trouble;                // why, when failed
    std::optional<CivilTime> recovered_from;  // the draft comes from an earlier run, begun then
    std::size_t adding = 0;                   // photos on their way into the form
    bool saving = false;                      // the durable commit is under way
    bool show_missing = false;                // Save was pressed too early: say what is missing
    bool take_keys = true;                    // ready to type: the words take the keys at the next frame
    bool discarding = false;                  // asked to throw the words away, not yet sure
    bool all_similar = false;                 // every similar story is listed, not only the first
    std::vector<Id> heard;                    // similar stories this person heard too, while writing this one
};

struct StoriesState {
    sync::StoryQuery query{.logged_here = true};
    std::optional<Id> selected;
    std::optional<Id> photo;  // of the selected story: seen large
};

struct WallState {
    Month month;        // set at start
    std::string stage;  // key; empty until the first counts are known, then the stage with most stories
    std::string site;   // key; empty: all
    std::string search;
    bool searching = false;
    std::int64_t first = 0;            // about how many stories of the stage have been paged past
    std::optional<std::int64_t> from;  // the order key of the first story shown; empty: the newest

    bool operator==(const WallState&) const = default;
};

struct ReaderState {
    std::optional<Id> story;
    sync::StoryQuery within;  // the stories that Previous and Next walk through
    std::optional<Id> photo;  // an attachment of the story, seen large
    bool replying = false;
    std::string reply;
    std::map<Id, std::string> unsent;  // replies to other stories, half written
};

struct WelcomeState {
    std::string code;    // as typed, upper case, without the hyphen
    std::string server;  // the address, when the code does not know it
    bool joining = false;
    std::string trouble;
    bool demo_possible = true;  // the demo company can be tried from here
};

struct SheetState {
    bool open = false;  // Sending and this tablet
    bool renaming = false;
    std::string new_name;
};

struct PhotoSheetState {
    bool open = false;  // Add a photo
};

struct UiState {
    Screen screen = Screen::log;
    LogState log;
    StoriesState stories;
    WallState wall;
    ReaderState reader;
    WelcomeState welcome;
    SheetState sheet;
    PhotoSheetState photos;
};

}  // namespace earshot::app
