#include "app/views/device_settings.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "app/views/fitted_button.hpp"
#include "app/widgets/segmented.hpp"
#include "app/widgets/select.hpp"
#include "app/widgets/text_field.hpp"
#include "app/widgets/widgets.hpp"

namespace earshot::app {
namespace {

constexpr std::array text_scales{100, 150, 200, 300};
constexpr std::size_t name_most = 60;

// A label with its icon above a control; gives its height with the space below.
float setting_label(Ui& ui, Vec2 at, float width, Icon icon, std::string_view words) {
    const TextStyle style = ui.theme.type.label;
    const float side = ui.text_u(22);
    const float room = width - side - ui.u(10);
    const float height = std::max(side, paragraph_height(ui, room, words, style));
    draw_icon(ui, icon, {at.x + side / 2, at.y + height / 2}, side, ui.theme.colour.ink2);
    label(ui, {at.x + side + ui.u(10), at.y, room, height}, words, style, ui.theme.colour.ink2);
    return height + ui.u(8);
}

std::size_t nearest_scale(float scale) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < text_scales.size(); ++i) {
        const auto off = [&](std::size_t at) { return std::abs(static_cast<float>(text_scales[at]) / 100 - scale); };
        if (off(i) < off(best)) best = i;
    }
    return best;
}

}  // namespace

float DeviceSettings::draw(FrameContext& frame, const DeviceWords& words, Vec2 at, float width) {
    Ui& ui = frame.ui;
    float y = at.y;
    y +=
        frame.state.sheet.renaming ? draw_renaming(frame, {at.x, y}, width) : draw_name(frame, words, {at.x, y}, width);
    y += ui.u(12);
    y += draw_storage(frame, words, {at.x, y}, width) + ui.u(14);
    y += draw_text_size(frame, {at.x, y}, width) + ui.u(12);
    y += draw_colours(frame, {at.x, y}, width) + ui.u(12);
    y += draw_language(frame, {at.x, y}, width) + ui.u(6);
    y += draw_about(frame, {at.x, y}, width);
    return y - at.y;
}

float DeviceSettings::draw_name(FrameContext& frame, const DeviceWords& words, Vec2 at, float width) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    const ButtonOptions rename{
        .label = frame.tr("sync.rename"), .icon = Icon::pencil, .look = Look::quiet, .padding = 20};
    Vec2 press = button_size(ui, rename);
    const float icon = ui.text_u(34);
    const float left = ui.u(22), right = ui.u(16), gap = ui.u(18);
    const float beside_text = width - left - icon - gap - gap - press.x - right;
    const bool beside = beside_text >= ui.text_u(150);
    const float text = beside ? beside_text : width - left - icon - gap - right;
    const float name = paragraph_height(ui, text, words.name, ui.theme.type.heading);
    const float duty = paragraph_height(ui, text, words.duty, ui.theme.type.hint);
    const float tall = name + ui.u(2) + duty;
    float height = std::max(ui.u(96), tall + ui.u(28));
    const float upper = height;
    if (!beside) {
        press = fitted_button(ui, rename, text);
        height += press.y + ui.u(4);
    }
    const Rect rect{at.x, at.y, width, height};
    card(ui, rect);
    draw_icon(ui, Icon::tablet, {rect.x + left + icon / 2, rect.y + upper / 2}, icon, c.primary);
    const float x = rect.x + left + icon + gap;
    const float y = rect.y + std::floor((upper - tall) / 2);
    paragraph(ui, {x, y}, text, words.name, ui.theme.type.heading, c.ink);
    paragraph(ui, {x, y + name + ui.u(2)}, text, words.duty, ui.theme.type.hint, c.ink2);
    const Rect place = beside ? Rect{rect.right() - right - press.x, rect.y, press.x, height}.centred(press)
                              : Rect{x, rect.bottom() - ui.u(16) - press.y, press.x, press.y};
    if (button(ui, "rename", place, rename)) {
        frame.state.sheet.renaming = true;
        frame.state.sheet.new_name = frame.data.snapshot().setting("device_name");
        take_keys_ = true;
    }
    return height;
}

float DeviceSettings::draw_renaming(FrameContext& frame, Vec2 at, float width) {
    Ui& ui = frame.ui;
    SheetState& state = frame.state.sheet;
    const float side = ui.u(16);
    const float inside = width - 2 * side;
    const ButtonOptions keep{.label = frame.tr("sync.keep_name"), .icon = Icon::check, .look = Look::primary};
    const ButtonOptions cancel{.label = frame.tr("sync.cancel"), .look = Look::plain};
    const float field = text_field_height(ui);
    const Vec2 keep_is = fitted_button(ui, keep, inside), cancel_is = fitted_button(ui, cancel, inside);
    const bool one_row = keep_is.x + ui.u(10) + cancel_is.x <= inside;
    const float buttons = one_row ? std::max(keep_is.y, cancel_is.y) : keep_is.y + ui.u(8) + cancel_is.y;
    const Rect rect{at.x, at.y, width, side + field + ui.u(12) + buttons + side};
    card(ui, rect);
    const Rect field_rect{rect.x + side, rect.y + side, inside, field};
    const TextFieldAnswer answer = text_field(ui, "new name", field_rect, state.new_name, name_state_,
                                              {.placeholder = frame.tr("sync.name_hint"),
                                               .icon = Icon::tablet,
                                               .length_max = name_most,
                                               .focus_now = std::exchange(take_keys_, false)});
    Flow row({field_rect.x, field_rect.bottom() + ui.u(12), inside, 0}, ui.u(10), ui.u(8));
    const bool kept = button(ui, "keep", row.place(keep_is), keep) || answer.submitted;
    const bool cancelled = button(ui, "cancel", row.place(cancel_is), cancel);
    if (kept) frame.intents.push_back(intent::Rename{state.new_name});
    if (kept || cancelled) state.renaming = false;
    return rect.height;
}

float DeviceSettings::draw_storage(FrameContext& frame, const DeviceWords& words, Vec2 at, float width) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    const TextStyle strong{Face::semibold, 17, 24};
    const TextStyle hint = ui.theme.type.hint;
    const float side = ui.u(22);
    const float inside = width - 2 * side;
    const float used = std::ceil(text_size(ui, words.used, strong).x);
    const float stories = std::ceil(text_size(ui, words.stories, hint).x);
    const bool one_row = used + ui.u(16) + stories <= inside;
    const float tall = one_row ? line_height(ui, strong) : line_height(ui, strong) + line_height(ui, hint);
    const Rect rect{at.x, at.y, width, std::max(ui.u(64), tall + ui.u(28))};
    card(ui, rect);
    const float y = rect.y + std::floor((rect.height - tall) / 2);
    label(ui, {rect.x + side, y, inside, line_height(ui, strong)}, words.used, strong, c.ink);
    const Rect second = one_row ? Rect{rect.x + side, y, inside, line_height(ui, strong)}
                                : Rect{rect.x + side, y + line_height(ui, strong), inside, line_height(ui, hint)};
    label(ui, second, words.stories, hint, c.ink2, one_row ? Align::right : Align::left);
    return rect.height;
}

float DeviceSettings::draw_text_size(FrameContext& frame, Vec2 at, float width) {
    Ui& ui = frame.ui;
    const float top = setting_label(ui, at, width, Icon::text_size, frame.tr("sync.text_size"));
    const std::array<Segment, 4> segments{{{.label = "100 %", .text_size = 16},
                                           {.label = "150 %", .text_size = 18},
                                           {.label = "200 %", .text_size = 21},
                                           {.label = "300 %", .text_size = 25}}};
    const Rect rect{at.x, at.y + top, width, segmented_height(ui, segments, width)};
    if (const auto chosen = segmented(ui, "text size", rect, segments, nearest_scale(ui.theme.text_scale)))
        frame.intents.push_back(intent::ChooseTextScale{text_scales[*chosen]});
    return top + rect.height;
}

float DeviceSettings::draw_colours(FrameContext& frame, Vec2 at, float width) {
    Ui& ui = frame.ui;
    const float top = setting_label(ui, at, width, Icon::brightness, frame.tr("sync.colours"));
    const std::array<Segment, 3> segments{
        {{.label = frame.tr("sync.light")}, {.label = frame.tr("sync.dark")}, {.label = frame.tr("sync.contrast")}}};
    const Rect rect{at.x, at.y + top, width, segmented_height(ui, segments, width)};
    if (const auto chosen = segmented(ui, "colours", rect, segments, static_cast<std::size_t>(ui.theme.name)))
        frame.intents.push_back(intent::ChooseTheme{std::string(name_of(static_cast<ThemeName>(*chosen)))});
    return top + rect.height;
}

float DeviceSettings::draw_language(FrameContext& frame, Vec2 at, float width) {
    Ui& ui = frame.ui;
    const float top = setting_label(ui, at, width, Icon::translate, frame.tr("sync.language"));
    static const std::vector<Language> known = languages();
    std::vector<std::string_view> names;
    std::size_t selected = 0;
    for (const Language& language : known) {
        if (language.code == frame.tr.language()) selected = names.size();
        names.push_back(language.name);
    }
    const SelectOptions options{.choices = names, .selected = selected, .placeholder = {}};
    const Rect rect{at.x, at.y + top, width, select_height(ui, options, width)};
    if (const auto chosen = select(ui, "language", rect, options))
        frame.intents.push_back(intent::ChooseLanguage{std::string(known[*chosen].code)});
    return top + rect.height;
}

float DeviceSettings::draw_about(FrameContext& frame, Vec2 at, float width) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    const TextStyle style{Face::medium, 18, 26};
    const std::string about = frame.tr("sync.about", {EARSHOT_VERSION});
    const ButtonOptions join{
        .label = frame.tr("sync.join_another"), .icon = Icon::swap, .look = Look::plain, .padding = 4};
    const Vec2 join_is = fitted_button(ui, join, width);
    const float icon = ui.text_u(ui.theme.size.icon);
    const float about_width = icon + ui.u(12) + std::ceil(text_size(ui, about, style).x);
    Flow row({at.x, at.y, width, 0}, ui.u(16), ui.u(4));
    Rect words = row.place({about_width, join_is.y});
    draw_icon(ui, Icon::help, {words.x + icon / 2, words.centre().y}, icon, c.ink2);
    words.cut_left(icon + ui.u(12));
    label(ui, words, about, style, c.ink);
    Rect place = row.place(join_is);
    if (place.y == at.y) place.x = at.x + width - place.width;
    if (button(ui, "join another", place, join)) {
        frame.state.sheet.open = false;
        frame.state.screen = Screen::welcome;
    }
    return row.height();
}

}  // namespace earshot::app
