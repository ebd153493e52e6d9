// tests/ui/wall_harness.hpp: a wall in a meeting room, at half size so that tests are quick, with stories a test tells.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sync/model/tables.hpp"
#include "tests/ui/front_harness.hpp"

namespace earshot::test {

inline FrontOptions wall_of(int width, int height, app::ThemeName name = app::ThemeName::light, float text_scale = 1,
                            std::string language = "en") {
    return {.width = width,
            .height = height,
            .theme = {.name = name, .form = app::Form::wall, .text_scale = text_scale, .less_movement = true},
            .language = std::move(language)};
}

struct WallHarness : FrontHarness {
    // Sunday, 22 November 2026, 14:05.
    static constexpr WallTime today{1'795'356'300'000};

    explicit WallHarness(const FrontOptions& options = wall_of(960, 540)) : FrontHarness(options) {
        clock.set_wall(today);
        state.wall.month = month_of(clock.civil_now());
        state.screen = app::Screen::wall;
    }

    using Writes = std::vector<std::pair<std::string_view, sync::Value>>;
    Id put(sync::Kind kind, const Writes& writes) {
        sync::Edit edit{kind, random.uuid7(clock.wall()), {}};
        for (const auto& [name, value] : writes)
            edit.writes.emplace_back(*sync::table_of(kind).find(name), value);
        write(edit);
        return edit.id;
    }
    Id tell(const std::string& stage, const std::string& words, const std::string& happened, const Writes& more = {}) {
        Writes writes{{"kind", "pain"},
                      {"words", words},
                      {"happened", happened},
                      {"customer", "A nurse in Leeds"},
                      {"customer_reference", "NH-20417"},
                      {"language", "en"}};
        if (!stage.empty()) writes.emplace_back("stage", stage);
        writes.insert(writes.end(), more.begin(), more.end());
        return put(sync::Kind::story, writes);
    }
    // Story 0, Story 1, ... of one stage, each an hour after the other.
    void tell_several(int count, const std::string& stage = "need-help") {
        for (int i = 0; i < count; ++i) {
            const std::string hour = std::to_string(100 + i).substr(1);
            tell(stage, "Story " + std::to_string(i), "2026-11-20T" + hour + ":00");
        }
    }
    void add_site(const std::string& key, const std::string& name) {
        put(sync::Kind::site, {{"key", key}, {"name", name}});
        set_language(tr.language());
    }

    void tap(std::string_view words) {
        screen.tap(words);
        settle();
    }
    void press(ImGuiKey key) {
        screen.press(key);
        settle();
    }
    void drag(float from_x, float to_x) {
        screen.drag(from_x, 250, to_x, 254);
        settle();
    }
    bool sees(std::string_view words) const { return screen.sees(words); }
    // The words of the story the reader shows; "none" while it is not shown.
    std::string story_open() {
        if (state.screen != app::Screen::reader || !state.reader.story) return "none";
        const auto row = store->store().find_row(*state.reader.story);
        return row ? row->words : "gone";
    }
};

}  // namespace earshot::test
