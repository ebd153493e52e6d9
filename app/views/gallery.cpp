#include "app/views/gallery.hpp"

#include <array>
#include <cmath>

#include "app/views/gallery_samples.hpp"

namespace earshot::app {
namespace {

// The states a control is shown in.
struct Pretence {
    std::string_view name;
    std::optional<Touch> touch;
    bool enabled;
};
constexpr Touch held{.held = true, .glow = 1};
constexpr Touch ringed{.focused = true, .ring = true};
const std::array pretences{Pretence{"default", std::nullopt, true}, Pretence{"pressed", held, true},
                           Pretence{"focused", ringed, true}, Pretence{"disabled", std::nullopt, false}};

// Draws one section after the other down the page.
class Page {
public:
    Page(Ui& ui, const Rect& place) : ui_(ui), x_(place.x), width_(place.width), y_(place.y) {}

    void section(std::string_view title) {
        y_ += ui_.u(28);
        y_ += paragraph(ui_, {x_, y_}, width_, title, ui_.theme.type.heading, ui_.theme.colour.ink);
        hairline(ui_, {x_, y_ + ui_.u(4)}, width_);
        y_ += ui_.u(18);
    }
    void note(std::string_view words) {
        y_ += paragraph(ui_, {x_, y_}, width_, words, ui_.theme.type.hint, ui_.theme.colour.ink2) + ui_.u(6);
    }
    Rect take(float height, float units_wide = 0) {
        const float width = units_wide > 0 ? std::min(width_, ui_.text_u(units_wide)) : width_;
        const Rect rect{x_, y_, width, height};
        y_ += height + ui_.u(16);
        return rect;
    }
    // The width a part of that many units gets: grows with the text as far as the page allows.
    float width(float units_wide = 0) const {
        return units_wide > 0 ? std::min(width_, ui_.text_u(units_wide)) : width_;
    }
    float y() const { return y_; }
    Rect rest() const { return {x_, y_, width_, 0}; }
    void advance(float height) { y_ += height + ui_.u(16); }

private:
    Ui& ui_;
    float x_;
    float width_;
    float y_;
};

void draw_buttons(Ui& ui, Page& page, GalleryState& state, const GallerySamples& s) {
    page.section("Button");
    struct Variant {
        Look look;
        Icon icon;
        std::string_view label;
        bool big;
    };
    for (const Variant& v :
         {Variant{Look::primary, Icon::check, s.save, true}, Variant{Look::quiet, Icon::people, s.heard, false},
          Variant{Look::outlined, Icon::none, s.photo, false}, Variant{Look::plain, Icon::pencil, s.speak, false},
          Variant{Look::attention, Icon::upload, s.undo, false}}) {
        Flow flow(page.rest(), ui.u(20));
        for (std::size_t i = 0; i < pretences.size(); ++i) {
            const Pretence& pretence = pretences[i];
            const IdScope scope(ui, v.label, i);
            const ButtonOptions options{.label = v.label,
                                        .icon = v.icon,
                                        .look = v.look,
                                        .big = v.big,
                                        .enabled = pretence.enabled,
                                        .why_not = v.look == Look::primary ? s.why_not : std::string_view{}};
            Vec2 size = button_size(ui, options);
            if (size.x > page.width()) size = {page.width(), button_height(ui, options, page.width())};
            ui.pretend(pretence.touch);
            if (button(ui, "button", flow.place(size), options)) state.pressed += 1;
            ui.pretend(std::nullopt);
        }
        page.advance(flow.height());
    }
    const ButtonOptions two_lines{.label = s.demo,
                                  .detail = s.demo_detail,
                                  .icon = Icon::store,
                                  .trailing = Icon::chevron_right,
                                  .align = Align::left,
                                  .spread = true};
    if (button(ui, "two lines", page.take(std::max(ui.u(96), button_height(ui, two_lines, page.width(528))), 528),
               two_lines))
        state.pressed += 1;
    const Rect row = page.take(ui.u(ui.theme.size.touch));
    icon_button(ui, "close", {row.x, row.y, row.height, row.height}, Icon::close);
    icon_button(ui, "back", {row.x + row.height + ui.u(8), row.y, row.height, row.height}, Icon::arrow_left,
                Look::quiet);
    Flow tabs(page.rest(), ui.u(8));
    const TabOptions on{.label = s.save, .icon = Icon::pencil, .on = true};
    const TabOptions off{.label = s.search, .icon = Icon::book};
    tab(ui, "on", tabs.place(tab_size(ui, on)), on);
    tab(ui, "off", tabs.place(tab_size(ui, off)), off);
    page.advance(tabs.height());
}

void draw_choices(Ui& ui, Page& page, GalleryState& state, const GallerySamples& s) {
    page.section("Tile, MoodPicker, StageRibbon");
    if (const auto kind = kind_picker(ui, "kind", page.take(kind_picker_height(ui, s.kinds, page.width(418)), 418),
                                      s.kinds, state.kind))
        state.kind = kind;
    for (const auto& [name, touch] : {std::pair{"pressed tiles", held}, {"focused tiles", ringed}}) {
        ui.pretend(touch);
        kind_picker(ui, name, page.take(kind_picker_height(ui, s.kinds, page.width(418)), 418), s.kinds, std::nullopt);
        ui.pretend(std::nullopt);
    }
    if (const auto mood = mood_picker(ui, "mood", page.take(mood_picker_height(ui, s.moods, page.width(378)), 378),
                                      s.moods, state.mood))
        state.mood = *mood;
    std::vector<Stage> stages;
    for (const std::string_view name : s.stages)
        stages.push_back({name, {}});
    if (const auto stage = stage_ribbon(ui, "stages", page.take(stage_ribbon_height(ui, stages, page.width(812)), 812),
                                        stages, state.stage))
        state.stage = stage;
    for (std::size_t i = 0; i < stages.size(); ++i)
        stages[i].count = std::array{"31", "26", "38", "44", "58", "15"}[i];
    stage_ribbon(ui, "counted stages", page.take(stage_ribbon_height(ui, stages, page.width())), stages, 4);

    page.section("Toggle, Segmented, Select");
    const ToggleOptions leave{
        .label = s.may_leave, .detail = s.may_leave_detail, .icon = Icon::flag, .attention = true};
    if (toggle(ui, "leave", page.take(toggle_height(ui, leave, page.width(460)), 460), state.may_leave, leave))
        state.may_leave = !state.may_leave;
    const ToggleOptions plain{.label = s.may_leave, .icon = Icon::flag_line};
    toggle(ui, "off", page.take(toggle_height(ui, plain, page.width(460)), 460), false, plain);
    ToggleOptions never = plain;
    never.enabled = false;
    toggle(ui, "never", page.take(toggle_height(ui, never, page.width(460)), 460), false, never);

    const std::array lenses{Segment{s.lenses[0], Icon::scale}, Segment{s.lenses[1], Icon::compass}};
    if (const auto lens =
            segmented(ui, "lens", page.take(segmented_height(ui, lenses, page.width(420)), 420), lenses, state.lens))
        state.lens = *lens;
    const std::array answers{Segment{s.answers[0]}, Segment{s.answers[1]}, Segment{s.answers[2]}};
    if (const auto answer =
            segmented(ui, "answer", page.take(segmented_height(ui, answers, page.width(508), {.strong = true}), 508),
                      answers, state.answer, {.strong = true}))
        state.answer = *answer;
    const std::array sizes{Segment{"100 %", Icon::none, 16}, Segment{"150 %", Icon::none, 18},
                           Segment{"200 %", Icon::none, 21}, Segment{"300 %", Icon::none, 25}};
    if (const auto size =
            segmented(ui, "size", page.take(segmented_height(ui, sizes, page.width(508)), 508), sizes, state.size))
        state.size = *size;

    const SelectOptions language{.choices = s.languages, .selected = state.language};
    if (const auto chosen =
            select(ui, "language", page.take(select_height(ui, language, page.width(508)), 508), language))
        state.language = chosen;
    Flow flow(page.rest(), ui.u(10));
    const SelectOptions kind{.choices = s.kinds, .selected = 0, .kind = Kind::praise};
    const SelectOptions mood{.choices = s.moods, .selected = 4, .mood = 5};
    const SelectOptions stage{.choices = s.stages, .placeholder = s.stages[0], .icon = Icon::walk};
    for (const auto& [name, options] : {std::pair{"k", &kind}, {"m", &mood}, {"s", &stage}})
        select(ui, name, flow.place(select_size(ui, *options)), *options);
    page.advance(flow.height());
}

void draw_texts(Ui& ui, Page& page, GalleryState& state, const GallerySamples& s) {
    page.section("Words, fields");
    if (state.words.empty()) state.words = s.words;
    std::array<TextMark, 1> marks{};
    const std::size_t number = state.words.find(s.number);
    const bool marked = number != std::string::npos;
    if (marked) marks[0] = {number, number + s.number.size()};
    const WordsEditorOptions options{.placeholder = s.placeholder, .marks = std::span(marks).first(marked ? 1 : 0)};
    const float width = page.width(812);
    const float height = words_editor_height(ui, state.words, width - 2 * ui.u(28), options);
    const Rect words = page.take(height + 2 * ui.u(22), 812);
    card(ui, words);
    words_editor(ui, "words", words.inset(ui.u(28), ui.u(22)), state.words, state.words_editor, options);
    search_field(ui, "search", page.take(text_field_height(ui), 400), state.search, state.search_editor, s.search);
    text_field(ui, "name", page.take(text_field_height(ui), 400), state.name, state.name_editor,
               {.placeholder = s.save});
    code_field(ui, "code", page.take(code_field_height(ui, page.width(528)), 528), state.code);

    page.section("Paragraphs");
    const TypeScale& type = ui.theme.type;
    for (const TextStyle& style : {type.display, type.title, type.words_writing, type.words, type.body, type.hint}) {
        const float h = paragraph_height(ui, page.width(812), s.verbatim, style);
        const Rect place = page.take(h, 812);
        paragraph(ui, place.min(), place.width, s.verbatim, style, ui.theme.colour.ink);
    }
    const TextOptions short_text{.lines_max = 2};
    const Rect two = page.take(paragraph_height(ui, page.width(356), s.verbatim, type.words, short_text), 356);
    paragraph(ui, two.min(), two.width, s.verbatim, type.words, ui.theme.colour.ink, short_text);
    const std::string_view japanese = "「夜の九時でも、人が電話に出てくれて安心しました。」👍 (ありがとう)";
    const Rect han = page.take(paragraph_height(ui, page.width(356), japanese, type.words), 356);
    paragraph(ui, han.min(), han.width, japanese, type.words, ui.theme.colour.ink);
    const TextOptions hanging{.hang_quote = true};
    const float margin = ui.text_u(40);
    const Rect quote =
        page.take(paragraph_height(ui, page.width(812) - margin, s.verbatim, type.words_large, hanging), 812);
    paragraph(ui, {quote.x + margin, quote.y}, quote.width - margin, s.verbatim, type.words_large, ui.theme.colour.ink,
              hanging);
}

void draw_small_things(Ui& ui, Page& page, const GallerySamples& s) {
    page.section("Chip, SyncBadge");
    Flow chips(page.rest(), ui.u(10));
    const auto place = [&](const ChipOptions& options) {
        chip(ui, chips.place(chip_size(ui, options)).min(), options);
    };
    for (std::size_t i = 0; i < 4; ++i)
        place({.label = s.kinds[i], .kind = static_cast<Kind>(i)});
    for (std::size_t i = 0; i < 4; ++i)
        place({.label = s.kinds[i], .kind = static_cast<Kind>(i), .small = true});
    place({.label = s.moods[1], .mood = 2});
    place({.label = s.stages[4], .icon = Icon::help, .primary = true});
    place({.label = s.stages[4], .light = true});
    place({.label = s.may_leave, .icon = Icon::flag, .attention = true});
    page.advance(chips.height());
    Flow badges(page.rest(), ui.u(10));
    const SyncBadgeOptions waiting{.waiting = 3, .label = s.ready};
    const SyncBadgeOptions nothing{.waiting = 0, .label = s.nothing};
    sync_badge(ui, "waiting", badges.place(sync_badge_size(ui, waiting)), waiting);
    sync_badge(ui, "nothing", badges.place(sync_badge_size(ui, nothing)), nothing);
    page.advance(badges.height());

    page.section("Timeline, ProgressBar, QR, faces, mark");
    const std::array icons{Icon::check_circle, Icon::eye, Icon::room, Icon::star, Icon::hourglass};
    std::vector<TimelineStep> steps;
    for (std::size_t i = 0; i < icons.size(); ++i)
        steps.push_back({icons[i], s.receipt[i].first, s.receipt[i].second, i < 4});
    for (const bool discs : {false, true}) {
        const Rect place_of = page.take(timeline_height(ui, steps, page.width(420), {.discs = discs}), 420);
        timeline(ui, place_of.min(), place_of.width, steps, {.discs = discs});
    }
    progress_bar(ui, page.take(ui.u(8), 400), 0.62F);
    const Palette& c = ui.theme.colour;
    stacked_bar(ui, page.take(ui.u(10), 400),
                std::array{BarPart{0.53F, c.primary}, BarPart{0.095F, c.idea}, BarPart{0.035F, c.marigold}});
    const Rect row = page.take(ui.u(156));
    qr_code(ui, {row.x, row.y, row.height, row.height}, "EARSHOT:K7M4PQ2X");
    const float face = ui.u(52);
    for (int mood = 1; mood <= 5; ++mood)
        draw_face(ui,
                  {row.x + row.height + ui.u(24) + static_cast<float>(mood - 1) * (face + ui.u(12)), row.y, face, face},
                  mood, c.ink2);
    draw_mark(ui, {row.x + row.height + ui.u(24), row.y + face + ui.u(14), ui.u(84), ui.u(84)});
    draw_brand(ui, {row.x + row.height + ui.u(140), row.y + face + ui.u(56)});
}

void draw_surfaces(Ui& ui, Page& page, GalleryState& state, const GallerySamples& s) {
    page.section("Card, Sheet, Toast");
    const float height = ui.u(96);
    const auto places = grid(page.take(height), 4, 4, ui.u(160), height, ui.u(24));
    if (!places.empty()) page.advance(places.back().bottom() - page.y());
    const std::array levels{Level::e0, Level::e1, Level::e2, Level::e3};
    for (std::size_t i = 0; i < levels.size(); ++i)
        card(ui, places[i], levels[i]);
    const auto more = grid(page.take(height), 4, 4, ui.u(160), height, ui.u(24));
    if (!more.empty()) page.advance(more.back().bottom() - page.y());
    sunken_panel(ui, more[0]);
    touch_card(ui, "touch card", more[1]);
    touch_card(ui, "selected card", more[2], {.selected = true});
    touch_card(ui, "attention card", more[3], {.edge = ui.theme.colour.attention});
    Flow flow(page.rest(), ui.u(14));
    const ButtonOptions sheet{.label = s.sheet_title, .look = Look::quiet};
    const ButtonOptions toast_button{.label = s.saved, .look = Look::quiet};
    Vec2 size = button_size(ui, sheet);
    if (button(ui, "sheet button",
               flow.place({std::min(size.x, page.width()), button_height(ui, sheet, std::min(size.x, page.width()))}),
               sheet))
        state.sheet = true;
    size = button_size(ui, toast_button);
    if (button(ui, "toast button",
               flow.place(
                   {std::min(size.x, page.width()), button_height(ui, toast_button, std::min(size.x, page.width()))}),
               toast_button))
        state.toast = true;
    page.advance(flow.height());

    page.section("EmptyState");
    const std::array icons{Icon::pencil, Icon::eye, Icon::room, Icon::reply};
    std::vector<WayStep> way;
    for (std::size_t i = 0; i < icons.size(); ++i)
        way.push_back({icons[i], s.way[i].first, s.way[i].second});
    const Rect empty = page.take(ui.u(724));
    empty_state(ui, "empty", empty,
                {.title = s.empty_title, .words = s.empty_words, .action = s.empty_action, .way = way});
}

}  // namespace

void draw_gallery(Ui& ui, GalleryState& state) {
    const GallerySamples& samples = gallery_samples(state.german);
    const float margin = ui.u(ui.theme.size.page_margin);
    ScrollArea area(ui, "gallery", ui.screen());
    Page page(ui, {margin, area.top() + margin / 2, ui.screen().width - 2 * margin, 0});
    draw_buttons(ui, page, state, samples);
    draw_choices(ui, page, state, samples);
    draw_texts(ui, page, state, samples);
    draw_small_things(ui, page, samples);
    draw_surfaces(ui, page, state, samples);
    area.end(page.y() + margin - area.top());
    if (state.toast && toast(ui, samples.saved, samples.undo)) state.toast = false;
    if (Sheet sheet(ui, "sheet", state.sheet, {.title = samples.sheet_title}); sheet) {
        Rect content = sheet.content();
        paragraph(ui, content.min(), content.width, samples.verbatim, ui.theme.type.words, ui.theme.colour.ink);
    }
}

}  // namespace earshot::app
