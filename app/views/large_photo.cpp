#include "app/views/large_photo.hpp"

#include <algorithm>
#include <cmath>

#include "app/theme/motion.hpp"
#include "app/widgets/button.hpp"
#include "app/widgets/photo.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

constexpr Colour dark = IM_COL32(0, 0, 0, 235);
constexpr Colour words_on_dark = IM_COL32(255, 255, 255, 255);
// As much as cameras of our own keep of a picture (platform/pictures/clean_picture.hpp).
constexpr int side_most = 2'048;

const AttachmentCard* find_card(std::span<const AttachmentCard> cards, const Id& id) {
    const auto found = std::find_if(cards.begin(), cards.end(),
                                    [&](const AttachmentCard& card) { return card.id == id && card.can_be_shown(); });
    return found == cards.end() ? nullptr : &*found;
}

}  // namespace

void LargePhoto::draw(FrameContext& frame, std::span<const AttachmentCard> cards, std::optional<Id>& open) {
    Ui& ui = frame.ui;
    if (open) last_ = *open;
    const AttachmentCard* card = find_card(cards, last_);
    if (card == nullptr) open.reset();
    const bool is_open = open.has_value();
    const float shown = ui.appear(ui.id("large photo"), is_open, motion::sheet_in, motion::sheet_out);
    if (!is_open && (shown <= 0 || card == nullptr)) {
        requests_.forget();
        return;
    }
    if (is_open) requests_.ask(frame, card->original_to_ask_for);

    const IdScope scope(ui, "large photo");
    ui.begin_layer(is_open ? LayerInput::takes : LayerInput::leaves);
    const Rect screen = ui.screen();
    ui.block(screen);
    {
        const FadeScope fade(ui, shown);
        fill(ui, screen, dark);
        draw_picture(frame, *card, screen.inset(ui.u(24)));
    }
    if (is_open) {
        const bool touched = ui.touch(ui.id("photo"), screen, {.keeps = KeepsKeys::horizontal}).clicked;
        const float cross = ui.u(ui.theme.size.touch);
        const Rect corner{screen.right() - ui.u(24) - cross, screen.y + ui.u(24), cross, cross};
        const bool crossed = icon_button(ui, "close", corner, Icon::close, Look::outlined);
        walk(ui, cards, open);
        if (touched || crossed || ui.escape_pressed()) {
            open.reset();
            ui.wake_at(ui.now);
        }
    }
    ui.end_layer();
}

void LargePhoto::draw_picture(FrameContext& frame, const AttachmentCard& card, const Rect& whole) {
    Ui& ui = frame.ui;
    Rect place = whole;
    if (!card.original_here) {
        const std::string_view words = frame.tr("media.large_coming");
        const TextStyle style = ui.theme.type.hint;
        const float height = paragraph_height(ui, place.width, words, style, {.align = Align::centre});
        const Rect foot = place.cut_bottom(height, ui.u(16));
        paragraph(ui, foot.min(), foot.width, words, style, words_on_dark, {.align = Align::centre});
    }
    const int side = std::min(fitting_side({card.width, card.height}, {place.width, place.height}), side_most);
    ImTextureData* picture = picture_of(frame, card, side);
    if (picture == nullptr) return;
    photo(ui, fitted_place({picture->Width, picture->Height}, place), *picture, 0);
}

void LargePhoto::walk(Ui& ui, std::span<const AttachmentCard> cards, std::optional<Id>& open) const {
    const int by = ui.shortcut(ImGuiKey_RightArrow) ? 1 : ui.shortcut(ImGuiKey_LeftArrow) ? -1 : 0;
    if (by == 0) return;
    std::vector<Id> photos;
    for (const AttachmentCard& card : cards)
        if (card.can_be_shown()) photos.push_back(card.id);
    const auto at = std::find(photos.begin(), photos.end(), *open) - photos.begin() + by;
    if (at >= 0 && at < static_cast<std::ptrdiff_t>(photos.size())) open = photos[static_cast<std::size_t>(at)];
    ui.wake_at(ui.now);
}

}  // namespace earshot::app
