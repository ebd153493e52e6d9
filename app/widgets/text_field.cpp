#include "app/widgets/text_field.hpp"

#include <cmath>

#include "app/theme/motion.hpp"
#include "app/widgets/button.hpp"
#include "app/widgets/shapes.hpp"

namespace earshot::app {
namespace {

constexpr float padding_side = 18;

TextStyle style_of(const Ui& ui) {
    return ui.theme.is_wall() ? TextStyle{Face::regular, 42, 56} : ui.theme.type.body;
}

void draw_box(Ui& ui, const Rect& rect, const Touch& touch, bool enabled) {
    const Palette& c = ui.theme.colour;
    const float radius = ui.u(ui.theme.size.button_radius);
    fill(ui, rect, enabled ? c.card : c.fill, radius);
    if (!enabled) return;
    if (touch.focused) {
        edge(ui, rect, c.primary, ui.exact(3), radius);
    } else {
        edge(ui, rect, c.control, ui.exact(ui.theme.size.edge_control), radius);
    }
    if (touch.ring) focus_ring(ui, rect, radius);
}

}  // namespace

float text_field_height(Ui& ui) {
    return std::max(ui.u(ui.theme.size.button_height), line_height(ui, style_of(ui)) + ui.u(24));
}

TextFieldAnswer text_field(Ui& ui, std::string_view name, const Rect& rect, std::string& text, EditorState& state,
                           const TextFieldOptions& options) {
    const WidgetId id = ui.id(name);
    const Palette& c = ui.theme.colour;
    const TextStyle style = style_of(ui);
    follow_owner(text, state);
    if (options.focus_now) ui.focus().focus(id, false);
    const bool by_mouse = ImGui::GetIO().MouseSource != ImGuiMouseSource_TouchScreen;
    const Touch touch = ui.touch(
        id, rect, {.enabled = options.enabled, .keeps = KeepsKeys::horizontal, .keeps_drag = by_mouse, .typing = true});
    draw_box(ui, rect, touch, options.enabled);

    Rect inside = rect.inset(ui.u(padding_side), 0);
    if (options.icon != Icon::none) {
        const float icon = ui.text_u(ui.theme.size.icon);
        draw_icon(ui, options.icon, {inside.x + icon / 2, rect.centre().y}, icon, c.ink2);
        inside.cut_left(icon, ui.u(12));
    }
    TextFieldAnswer answer;
    if (options.clearable && !text.empty()) {
        const float touch_width = std::min(ui.u(ui.theme.size.touch), rect.width / 3);
        const Rect cross{rect.right() - touch_width, rect.y, touch_width, rect.height};
        inside.width = cross.x - inside.x;
        const IdScope scope(ui, name);
        if (icon_button(ui, "clear", cross, Icon::close)) {
            select_all(text, state);
            erase(text, state, true, Reach::cluster);
            answer.changed = true;
            ui.focus().focus(id, false);
        }
    }
    answer.focused = touch.focused;
    {
        const TextLayout& layout = layout_text(ui, text, style);
        const Vec2 origin{inside.x - state.scroll_x, rect.y + std::floor((rect.height - layout.height()) / 2)};
        handle_touch(ui, touch, text, state, layout, origin);
        if (touch.focused) {
            const bool cleared = answer.changed;
            static_cast<TypingAnswer&>(answer) =
                handle_keys(ui, text, state, layout, {.length_max = options.length_max});
            answer.changed = answer.changed || cleared;
        }
    }
    std::string shown = text;
    std::size_t caret = state.caret;
    const bool composing = touch.focused && !ui.composition.empty();
    if (composing) {
        shown.insert(caret, ui.composition);
        caret += ui.composition.size();
    }
    const TextLayout& layout = layout_text(ui, shown, style);
    const float caret_width = ui.u(ui.theme.is_wall() ? 4 : 3);
    const float caret_left = caret_x(ui, layout, 0, caret);
    // The caret stays in view; a text that fits does not move.
    const float room = inside.width - caret_width;
    if (caret_left - state.scroll_x > room) state.scroll_x = caret_left - room;
    if (caret_left < state.scroll_x) state.scroll_x = caret_left;
    state.scroll_x = std::clamp(std::round(state.scroll_x), 0.0F, std::max(0.0F, std::ceil(layout.width) - room));
    const Vec2 origin{inside.x - state.scroll_x, rect.y + std::floor((rect.height - layout.height()) / 2)};
    {
        const ClipScope clip(ui, inside.grown(1));
        if (touch.focused && state.has_selection()) {
            const float from = caret_x(ui, layout, 0, state.begin());
            const float to = caret_x(ui, layout, 0, state.end());
            fill(ui, {origin.x + from, origin.y, to - from, layout.line_height}, selection_colour(ui));
        }
        const Rect whole{inside.x, rect.y, inside.width, rect.height};
        if (shown.empty()) {
            label(ui, whole, options.placeholder, style, c.ink3);
        } else if (!touch.focused) {
            label(ui, whole, shown, style, options.enabled ? c.ink : c.ink3);
        } else {
            const CutScope scrolled(ui.problems);
            draw_layout(ui, layout, origin, options.enabled ? c.ink : c.ink3);
            if (composing) {
                const float from = caret_x(ui, layout, 0, state.caret);
                fill(ui, {origin.x + from, origin.y + baseline_of(ui, style) + ui.u(4), caret_left - from, ui.u(2)},
                     c.primary);
            }
        }
    }
    if (touch.focused) {
        const float height = std::round(style.size * ui.theme.unit * ui.theme.text_scale * 1.2F);
        const Rect bar{std::round(origin.x + caret_left), std::round(rect.centre().y - height / 2), caret_width,
                       height};
        ui.type_at({bar.x, bar.y, bar.width, bar.height});
        if (caret_shows(ui, state)) fill(ui, bar, c.primary, ui.exact(1));
    }
    return answer;
}

TextFieldAnswer search_field(Ui& ui, std::string_view name, const Rect& rect, std::string& text, EditorState& state,
                             std::string_view placeholder) {
    return text_field(ui, name, rect, text, state,
                      {.placeholder = placeholder, .icon = Icon::search, .clearable = true});
}

namespace {

constexpr float box_gap = 6;
constexpr float dash_width = 12;

struct CodeBoxes {
    float box;  // width
    float height;
    float dash;
    float gap;
    float text;  // units
};

CodeBoxes boxes_of(Ui& ui, float width, const CodeFieldOptions& options) {
    CodeBoxes boxes{};
    const auto count = static_cast<float>(options.length);
    boxes.gap = ui.u(box_gap);
    boxes.dash = ui.u(dash_width);
    boxes.box = std::min(std::floor((width - boxes.dash - boxes.gap * count) / count), ui.text_u(64));
    // A letter never grows out of its box, however large the text.
    const float scale = ui.theme.unit * ui.theme.text_scale;
    boxes.text = std::min(36.0F, std::max(12.0F, boxes.box * 0.72F / scale));
    boxes.height = std::max(ui.u(84), std::round(boxes.text * scale * 1.8F));
    return boxes;
}

}  // namespace

float code_field_height(Ui& ui, float width, const CodeFieldOptions& options) {
    return boxes_of(ui, width, options).height;
}

TextFieldAnswer code_field(Ui& ui, std::string_view name, const Rect& rect, std::string& code,
                           const CodeFieldOptions& options) {
    const WidgetId id = ui.id(name);
    const Palette& c = ui.theme.colour;
    const CodeBoxes boxes = boxes_of(ui, rect.width, options);
    if (options.focus_now) ui.focus().focus(id, false);
    const Rect place{rect.x, rect.y, rect.width, boxes.height};
    const Touch touch = ui.touch(id, place, {.keeps = KeepsKeys::none, .typing = true});
    TextFieldAnswer answer;
    answer.focused = touch.focused;
    const auto add = [&](std::uint32_t typed) {
        if (typed >= 'a' && typed <= 'z') typed -= 'a' - 'A';
        const bool fits = (typed >= 'A' && typed <= 'Z') || (typed >= '0' && typed <= '9');
        if (!fits) return;
        if (code.size() >= options.length) {
            answer.full = true;
            return;
        }
        code += static_cast<char>(typed);
        answer.changed = true;
    };
    if (touch.focused) {
        const ImGuiIO& io = ImGui::GetIO();
        if (ImGui::IsKeyPressed(ImGuiKey_Backspace) && !code.empty()) {
            code.pop_back();
            answer.changed = true;
        }
        if (io.KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_V)) {
            const char* clipboard = ImGui::GetClipboardText();
            const std::string_view pasted = clipboard != nullptr ? clipboard : "";
            if (pasted.find(':') != std::string_view::npos) {
                answer.pasted = pasted;
            } else {
                for (const char letter : pasted)
                    add(static_cast<unsigned char>(letter));
            }
        }
        if (!io.KeyCtrl)
            for (const ImWchar typed : io.InputQueueCharacters)
                add(typed);
        answer.submitted =
            ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
        if (answer.changed || !answer.pasted.empty()) ui.wake_at(ui.now);
    }
    const float spread =
        (rect.width - boxes.dash - boxes.box * static_cast<float>(options.length)) / static_cast<float>(options.length);
    const float gap = std::min(spread, ui.u(16));
    const TextStyle style{Face::semibold, boxes.text, boxes.text};
    float x = rect.x;
    for (std::size_t i = 0; i < options.length; ++i) {
        if (i == options.length / 2) {
            fill(ui, {x, std::round(place.centre().y - ui.u(3) / 2), boxes.dash, ui.u(3)}, c.control, ui.exact(2));
            x += boxes.dash + gap;
        }
        const Rect box{std::round(x), rect.y, boxes.box, boxes.height};
        x += boxes.box + gap;
        const bool now = touch.focused && i == std::min(code.size(), options.length - 1);
        const float radius = ui.u(12);
        fill(ui, box, now ? c.card : c.paper, radius);
        edge(ui, box, now ? c.primary : c.control, ui.exact(now ? 3 : ui.theme.size.edge_control), radius);
        const BoundsScope bounds(ui.problems, box);
        if (i < code.size()) label(ui, box, std::string_view(code).substr(i, 1), style, c.ink, Align::centre);
        if (now && i == code.size()) {
            EditorState blink;
            blink.blink_from = Instant{0};
            const Rect caret = box.centred({ui.u(3), std::round(boxes.height / 2)});
            ui.type_at({caret.x, caret.y, caret.width, caret.height});
            if (caret_shows(ui, blink))
                fill(ui, {std::round(caret.x), caret.y, caret.width, caret.height}, c.primary, ui.exact(1));
        } else if (now) {
            ui.type_at({box.x, box.y, box.width, box.height});
        }
    }
    if (touch.ring) focus_ring(ui, place, ui.u(12));
    return answer;
}

}  // namespace earshot::app
