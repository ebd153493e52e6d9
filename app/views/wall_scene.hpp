// app/views/wall_scene.hpp: what the journey wall shows and where its buttons lead, without drawing any of it.
//
// The scene asks LiveData and is presented anew only when an answer came, the person did something or a minute passed;
// every other frame costs one comparison. While answers are on their way the former ones stay.
#pragma once

#include <array>
#include <optional>

#include "app/presenters/wall_notes.hpp"
#include "app/presenters/wall_page.hpp"
#include "app/views/frame_context.hpp"

namespace earshot::app {

// Why there are no cards, and what to touch then.
struct WallEmptiness {
    enum class Way : std::uint8_t { busiest_stage, clear_search, all_sites, month_before };
    std::string words;   // "Nobody told us anything here in November 2026."
    std::string action;  // the button
    Way way = Way::busiest_stage;
};

// Back to the newest stories, after anything that changes which ones there are.
void start_over(WallState& wall);

class WallScene {
public:
    // Chooses a stage when the state has none yet. `cards` are on a page.
    void update(FrameContext& frame, std::size_t cards);

    bool ready() const { return ready_; }  // counts and cards are known
    const std::vector<WallStage>& stages() const { return stages_; }
    const WallPage& page() const { return page_; }
    const std::optional<WallEmptiness>& emptiness() const { return emptiness_; }
    const std::optional<WallAttention>& attention() const { return attention_; }
    const std::optional<SilentSite>& silence() const { return silence_; }
    const std::string& freshness() const { return freshness_; }
    const std::string& month() const { return month_; }                             // "November 2026"
    const std::array<std::string, 12>& months() const { return months_; }           // of its year
    const std::vector<std::string_view>& site_choices() const { return choices_; }  // "All sites", then each
    std::size_t site_chosen() const { return site_chosen_; }
    bool newest_month() const { return newest_month_; }
    // Grows when any of the above changed.
    std::uint64_t edition() const { return edition_; }

    // What touches mean. None of them changes what is shown before the next update.
    void step_month(WallState& wall, int months) const;
    void choose_stage(WallState& wall, std::string_view stage) const;
    void choose_site(WallState& wall, std::size_t choice) const;
    void turn(WallState& wall, const WallSide& side, int direction) const;
    void leave_emptiness(WallState& wall) const;
    void show_silence(WallState& wall) const;
    void open_card(UiState& state, const Id& story) const;
    void open_attention(UiState& state) const;

private:
    struct Key {
        std::uint64_t changes = 0;
        std::size_t cards = 0;
        WallState wall;
        CivilTime now;
        std::string language;
        bool operator==(const Key&) const = default;
    };
    void present(FrameContext& frame);
    void present_bar(FrameContext& frame);
    void present_notes(FrameContext& frame, const sync::StoryQuery& month);
    void present_cards(FrameContext& frame);
    void present_emptiness(FrameContext& frame);

    std::optional<Key> key_;
    std::uint64_t edition_ = 0;
    bool ready_ = false;
    std::vector<WallStage> stages_;
    sync::StoryQuery cards_query_, attention_query_;
    WallPage page_;
    std::optional<std::int64_t> order_before_, order_after_;  // the first story of the neighbouring pages
    std::optional<WallEmptiness> emptiness_;
    std::optional<WallAttention> attention_;
    std::optional<SilentSite> silence_;
    std::string freshness_, month_;
    std::array<std::string, 12> months_;
    bool newest_month_ = false;
    std::vector<Named> sites_;  // the first stands for all
    std::vector<std::string_view> choices_;
    std::size_t site_chosen_ = 0;
};

}  // namespace earshot::app
