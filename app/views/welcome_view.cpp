#include "app/views/welcome_view.hpp"

#include <algorithm>
#include <cmath>

#include "app/views/welcome_examples.hpp"
#include "app/widgets/select.hpp"
#include "app/widgets/text_field.hpp"
#include "app/widgets/widgets.hpp"
#include "sync/protocol/enrolment_link.hpp"

namespace earshot::app {
namespace {

constexpr std::size_t code_least = 6;
constexpr float columns_least = 1'080;
constexpr float join_width = 600;

const std::vector<Language>& known_languages() {
    static const std::vector<Language> known = languages();
    return known;
}

// Somebody uses this device already: they came to join another store, and may go back.
bool is_in_use(const FrameContext& frame) {
    const sync::Snapshot& snapshot = frame.data.snapshot();
    return !snapshot.setting("server").empty() || !snapshot.setting("started_alone").empty() ||
           snapshot.status.stories > 0;
}

TextStyle title_style() {
    return {Face::semibold, 26, 34};
}

ButtonOptions demo_options(const FrameContext& frame) {
    return {.label = frame.tr("welcome.demo"),
            .detail = frame.tr("welcome.demo_why"),
            .icon = Icon::store,
            .trailing = Icon::chevron_right,
            .look = Look::outlined,
            .big = true,
            .align = Align::left,
            .spread = true};
}

ButtonOptions alone_options(const FrameContext& frame) {
    return {.label = frame.tr("welcome.alone"), .icon = Icon::pencil, .look = Look::quiet};
}

// Why the code cannot be tried yet: a key of assets/strings; empty: it can.
std::string_view missing_to_join(const WelcomeState& state) {
    if (state.code.size() < code_least) return "welcome.missing_code";
    if (state.server.empty()) return "welcome.missing_server";
    return {};
}

ButtonOptions join_options(const FrameContext& frame, const WelcomeState& state) {
    const std::string_view missing = missing_to_join(state);
    ButtonOptions options{.label = frame.tr(state.joining ? "welcome.joining" : "welcome.join"),
                          .trailing = state.joining ? Icon::none : Icon::arrow_right,
                          .look = Look::primary,
                          .big = true,
                          .enabled = missing.empty() && !state.joining};
    if (!missing.empty()) options.why_not = frame.tr(missing);
    return options;
}

float trouble_height(FrameContext& frame, float width) {
    Ui& ui = frame.ui;
    const std::string& trouble = frame.state.welcome.trouble;
    if (trouble.empty()) return 0;
    const float text = width - 2 * ui.u(16) - ui.text_u(ui.theme.size.icon) - ui.u(10);
    return paragraph_height(ui, text, trouble, ui.theme.type.hint.with(Face::semibold)) + 2 * ui.u(14);
}

void draw_trouble(FrameContext& frame, const Rect& rect) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    fill(ui, rect, c.attention_soft, ui.u(14));
    edge(ui, rect, c.attention, ui.theme.line(), ui.u(14));
    const float icon = ui.text_u(ui.theme.size.icon);
    const TextStyle style = ui.theme.type.hint.with(Face::semibold);
    const float y = rect.y + ui.u(14);
    draw_icon(ui, Icon::alert, {rect.x + ui.u(16) + icon / 2, y + line_height(ui, style) / 2}, icon, c.attention);
    const float text = rect.width - 2 * ui.u(16) - icon - ui.u(10);
    paragraph(ui, {rect.x + ui.u(16) + icon + ui.u(10), y}, text, frame.state.welcome.trouble, style, c.attention);
}

std::string_view words_of(sync::LinkFlaw flaw, const Strings& tr) {
    switch (flaw) {
        case sync::LinkFlaw::none:
            break;
        case sync::LinkFlaw::not_a_link:
            return tr("welcome.not_a_link");
        case sync::LinkFlaw::no_address:
            return tr("welcome.link_no_address");
        case sync::LinkFlaw::no_code:
        case sync::LinkFlaw::wrong_code:
            return tr("welcome.link_no_code");
    }
    return {};
}

// Fills in address and code; what is no such link changes neither.
void take_link(FrameContext& frame, const std::string& text) {
    WelcomeState& state = frame.state.welcome;
    sync::EnrolmentLink link;
    const sync::LinkFlaw flaw = sync::read_link(text, link);
    state.trouble = words_of(flaw, frame.tr);
    if (flaw != sync::LinkFlaw::none) return;
    state.server = std::move(link.server);
    state.code = std::move(link.code);
    frame.ui.wake_after(Duration{0});
}

float or_height(Ui& ui) {
    return line_height(ui, ui.theme.type.hint) + 2 * ui.u(18);
}

void draw_or(FrameContext& frame, const Rect& rect) {
    Ui& ui = frame.ui;
    const std::string_view words = frame.tr("welcome.or");
    const float width = std::ceil(text_size(ui, words, ui.theme.type.hint).x);
    const float line = std::max(0.0F, (rect.width - width) / 2 - ui.u(16));
    hairline(ui, {rect.x, rect.centre().y}, line);
    hairline(ui, {rect.right() - line, rect.centre().y}, line);
    label(ui, rect, words, ui.theme.type.hint, ui.theme.colour.ink2, Align::centre);
}

}  // namespace

void WelcomeView::draw(FrameContext& frame) {
    Ui& ui = frame.ui;
    if (!prefilled_ && frame.state.welcome.server.empty())
        frame.state.welcome.server = frame.data.snapshot().setting("server");
    const bool first_time = !prefilled_;
    prefilled_ = true;
    Rect page = ui.screen();
    const float bar_height = std::max(ui.u(ui.theme.size.bar_top), line_height(ui, ui.theme.type.tab) + ui.u(28));
    const Rect bar = page.cut_top(bar_height);
    const float margin = ui.u(page.width < ui.u(900) ? 24 : ui.theme.size.page_margin);
    const float aside = ui.u(24);
    ScrollArea area(ui, "welcome", page);
    const float top = area.top() + aside;
    const float width = page.width - 2 * margin;
    float height = 0;
    if (width >= ui.text_u(columns_least)) {
        const float join_wide = std::clamp(width * 0.5F, ui.u(join_width), ui.text_u(680));
        const float join_high = join_height(frame, join_wide);
        draw_join(frame, first_time, {page.x + margin + width - join_wide, top, join_wide, join_high});
        const Rect left{page.x + margin, top + ui.u(12), width - join_wide - ui.u(56),
                        std::max(page.height - 2 * aside, join_high) - ui.u(12)};
        height = std::max(join_high, draw_welcome_examples(frame, left) + ui.u(12));
    } else {
        const float join_wide = std::min(width, ui.text_u(680));
        const float x = page.x + margin + std::floor((width - join_wide) / 2);
        const float join_high = join_height(frame, join_wide);
        draw_join(frame, first_time, {x, top, join_wide, join_high});
        const Rect below{x, top + join_high + ui.u(44), join_wide, 1'000'000};
        height = join_high + ui.u(44) + draw_welcome_examples(frame, below);
    }
    area.end(height + 2 * aside);
    draw_bar(frame, bar);
}

void WelcomeView::draw_bar(FrameContext& frame, const Rect& bar) {
    Ui& ui = frame.ui;
    fill(ui, bar, ui.theme.colour.paper);
    Rect inside = bar;
    inside.cut_left(ui.u(ui.theme.size.page_margin));
    inside.cut_right(ui.u(16));
    const Vec2 brand = brand_size(ui);
    float tabs = ui.text_u(ui.theme.size.icon) + ui.u(8);
    for (const Language& language : known_languages())
        tabs += tab_size(ui, {.label = language.name, .padding = 14}).x;
    const auto choose = [&](std::size_t chosen) {
        frame.intents.push_back(intent::ChooseLanguage{std::string(known_languages()[chosen].code)});
    };
    if (brand.x + ui.u(24) + tabs <= inside.width) {
        draw_brand(ui, {inside.x, inside.centre().y});
        for (std::size_t i = known_languages().size(); i-- > 0;) {
            const Language& language = known_languages()[i];
            const TabOptions options{.label = language.name, .on = language.code == frame.tr.language(), .padding = 14};
            const Vec2 size = tab_size(ui, options);
            const IdScope scope(ui, "language", i);
            if (tab(ui, "tab", inside.cut_right(size.x).centred(size), options)) choose(i);
        }
        const float icon = ui.text_u(ui.theme.size.icon);
        draw_icon(ui, Icon::translate, {inside.right() - ui.u(8) - icon / 2, inside.centre().y}, icon,
                  ui.theme.colour.ink2);
        return;
    }
    std::vector<std::string_view> names;
    std::size_t selected = 0;
    for (const Language& language : known_languages()) {
        if (language.code == frame.tr.language()) selected = names.size();
        names.push_back(language.name);
    }
    const SelectOptions options{
        .choices = names, .selected = selected, .placeholder = {}, .icon = Icon::translate, .bold = false};
    const Vec2 size = select_size(ui, options);
    const float mark = ui.text_u(34);
    if (brand.x + ui.u(24) + size.x <= inside.width) {
        draw_brand(ui, {inside.x, inside.centre().y});
    } else {
        draw_mark(ui, Rect{inside.x, inside.y, mark, inside.height}.centred({mark, mark}));
    }
    const Rect place = inside.cut_right(std::min(size.x, inside.width - mark - ui.u(16)));
    if (const auto chosen = select(ui, "language", place.centred({place.width, std::min(size.y, bar.height)}), options))
        choose(*chosen);
}

float WelcomeView::join_height(FrameContext& frame, float width) {
    Ui& ui = frame.ui;
    const float inside = width - 2 * ui.u(36);
    const float trouble = trouble_height(frame, inside);
    float height = ui.u(32) + paragraph_height(ui, inside, frame.tr("welcome.title"), title_style()) + ui.u(4) +
                   paragraph_height(ui, inside, frame.tr("welcome.how"), ui.theme.type.body);
    height += ui.u(22) + code_field_height(ui, inside);
    height += ui.u(14) + text_field_height(ui);
    if (trouble > 0) height += ui.u(12) + trouble;
    height += ui.u(14) + button_height(ui, join_options(frame, frame.state.welcome), inside);
    height += or_height(ui);
    if (frame.state.welcome.demo_possible)
        height += std::max(ui.u(96), button_height(ui, demo_options(frame), inside)) + ui.u(12);
    height += button_height(ui, alone_options(frame), inside);
    height += ui.u(18) +
              paragraph_height(ui, inside - ui.text_u(22) - ui.u(12), frame.tr("welcome.no_code"), ui.theme.type.hint);
    return height + ui.u(24);
}

void WelcomeView::draw_join(FrameContext& frame, bool take_keys, const Rect& card_rect) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    WelcomeState& state = frame.state.welcome;
    raised(ui, card_rect, c.card, ui.u(ui.theme.size.sheet_radius), Level::e2);
    const float x = card_rect.x + ui.u(36);
    const float inside = card_rect.width - 2 * ui.u(36);
    float y = card_rect.y + ui.u(32);
    y += paragraph(ui, {x, y}, inside, frame.tr("welcome.title"), title_style(), c.ink) + ui.u(4);
    y += paragraph(ui, {x, y}, inside, frame.tr("welcome.how"), ui.theme.type.body, c.ink2) + ui.u(22);

    const float code = code_field_height(ui, inside);
    const TextFieldAnswer typed = code_field(ui, "code", {x, y, inside, code}, state.code, {.focus_now = take_keys});
    y += code + ui.u(14);
    const float field = text_field_height(ui);
    const TextFieldAnswer address = text_field(ui, "server", {x, y, inside, field}, state.server, server_state_,
                                               {.placeholder = frame.tr("welcome.server"), .icon = Icon::globe});
    y += field;
    if (typed.changed || address.changed) state.trouble.clear();
    if (!typed.pasted.empty()) take_link(frame, typed.pasted);
    if (address.changed && sync::is_meant_as_link(state.server)) take_link(frame, state.server);
    if (const float trouble = trouble_height(frame, inside); trouble > 0) {
        draw_trouble(frame, {x, y + ui.u(12), inside, trouble});
        y += ui.u(12) + trouble;
    }
    y += ui.u(14);
    const float join = button_height(ui, join_options(frame, state), inside);
    const bool pressed = button(ui, "join", {x, y, inside, join}, join_options(frame, state));
    const bool ready = missing_to_join(state).empty() && !state.joining;
    if (pressed || ((typed.submitted || address.submitted) && ready)) frame.intents.push_back(intent::Join{});
    y += join;
    draw_or(frame, {x, y, inside, or_height(ui)});
    y += or_height(ui);
    if (state.demo_possible) {
        const float demo = std::max(ui.u(96), button_height(ui, demo_options(frame), inside));
        if (button(ui, "demo", {x, y, inside, demo}, demo_options(frame))) frame.intents.push_back(intent::TryDemo{});
        y += demo + ui.u(12);
    }
    ButtonOptions other = alone_options(frame);
    const bool in_use = is_in_use(frame);
    if (in_use) {
        other.label = frame.tr("welcome.back");
        other.icon = Icon::arrow_left;
    }
    const float alone = button_height(ui, other, inside);
    if (button(ui, "alone", {x, y, inside, alone}, other)) {
        if (in_use) {
            frame.state.screen = Screen::log;
        } else {
            frame.intents.push_back(intent::StartAlone{});
        }
    }
    y += alone + ui.u(18);
    const float icon = ui.text_u(22);
    draw_icon(ui, Icon::help, {x + icon / 2, y + line_height(ui, ui.theme.type.hint) / 2}, icon, c.ink2);
    paragraph(ui, {x + icon + ui.u(12), y}, inside - icon - ui.u(12), frame.tr("welcome.no_code"), ui.theme.type.hint,
              c.ink2);
}

}  // namespace earshot::app
