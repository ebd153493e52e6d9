#include "app/views/attachments.hpp"

#include <algorithm>
#include <cmath>

#include "app/widgets/card.hpp"
#include "app/widgets/flow.hpp"
#include "app/widgets/photo.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

// No photo on a page is decoded larger, whatever its maker says of its proportions.
constexpr int side_most = 4'096;
constexpr std::size_t columns_least = 2, columns_most = 3;  // of small photos

struct Look {
    float gap, small_width, padding, disc;
    TextStyle name, facts;
};

Look look_of(const Ui& ui) {
    const TypeScale& type = ui.theme.type;
    if (ui.theme.is_wall()) return {ui.u(20), ui.u(180), ui.u(28), ui.text_u(72), type.strong, type.hint};
    return {ui.u(10), ui.u(112), ui.u(14), ui.text_u(40), type.label, type.hint};
}

Icon icon_of(AttachmentCard::Sort sort) {
    switch (sort) {
        case AttachmentCard::Sort::photo:
            return Icon::camera;
        case AttachmentCard::Sort::sound:
            return Icon::microphone;
        case AttachmentCard::Sort::document:
            return Icon::document;
    }
    return Icon::none;
}

bool is_broken(const FrameContext& frame, const AttachmentCard& card) {
    const bool original = card.original_here && !frame.pictures.is_broken(card.sha256);
    const bool thumbnail = card.thumbnail_here && !frame.pictures.is_broken(card.thumbnail_sha256);
    return card.can_be_shown() && !original && !thumbnail;
}

// What a card says besides its name, from the top down.
struct Lines {
    std::string_view first, second, third;
};

// An icon in a disc, a name, and up to two quieter lines.
float line_card_height(Ui& ui, const Lines& lines, float width, const Look& look) {
    const float words = width - 2 * look.padding - look.disc - look.padding;
    float height = paragraph_height(ui, words, lines.first, look.name);
    for (const std::string_view line : {lines.second, lines.third})
        if (!line.empty()) height += paragraph_height(ui, words, line, look.facts);
    return std::max(height, look.disc) + 2 * look.padding;
}

// On the paper of a wall a thing that is here is a card; what lies on a card already, or is not here, is sunken.
void line_card(Ui& ui, const Rect& rect, Icon icon, const Lines& lines, const Look& look, bool here) {
    const Palette& c = ui.theme.colour;
    if (here && ui.theme.is_wall()) {
        card(ui, rect);
    } else {
        sunken_panel(ui, rect, ui.u(ui.theme.size.card_radius));
    }
    const Vec2 disc{rect.x + look.padding + look.disc / 2, rect.centre().y};
    ui.list().AddCircleFilled(disc, look.disc / 2, c.primary_soft);
    draw_icon(ui, icon, disc, look.disc * 0.55F, c.primary);
    const float x = rect.x + 2 * look.padding + look.disc;
    const float width = rect.right() - look.padding - x;
    float height = paragraph_height(ui, width, lines.first, look.name);
    for (const std::string_view line : {lines.second, lines.third})
        if (!line.empty()) height += paragraph_height(ui, width, line, look.facts);
    float y = rect.y + std::floor((rect.height - height) / 2);
    y += paragraph(ui, {x, y}, width, lines.first, look.name, c.ink);
    for (const std::string_view line : {lines.second, lines.third})
        if (!line.empty()) y += paragraph(ui, {x, y}, width, line, look.facts, c.ink2);
}

void draw_photo(FrameContext& frame, const AttachmentCard& card, const Rect& rect, std::optional<Id>& open) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    const float radius = ui.u(ui.theme.size.card_radius);
    const Touch touch = ui.touch(ui.id("photo"), rect);
    const int side = std::min(covering_side({card.width, card.height}, {rect.width, rect.height}), side_most);
    if (ImTextureData* picture = ui.visible(rect) ? picture_of(frame, card, side) : nullptr) {
        photo(ui, rect, *picture, radius);
    } else {
        fill(ui, rect, c.fill, radius);
    }
    if (ui.theme.is_contrast()) edge(ui, rect, c.hairline, ui.exact(2), radius);
    if (touch.glow > 0) fill(ui, rect, faded(c.ink, 0.18F * touch.glow), radius);
    if (touch.ring) focus_ring(ui, rect, radius);
    if (touch.clicked) {
        open = card.id;
        ui.wake_at(ui.now);
    }
}

// One page's worth of attachments on its way down.
class Page {
public:
    Page(FrameContext& frame, Vec2 at, float width, AttachmentsForm form, std::optional<Id>& open)
        : frame_(frame),
          ui_(frame.ui),
          look_(look_of(frame.ui)),
          form_(form),
          open_(open),
          column_({at.x, at.y, width, 0}, look_.gap) {}

    float height() const { return column_.height(); }

    // Photos that can be seen. Small ones stand beside each other, with what each waits for below.
    void draw_photos(std::span<const AttachmentCard> cards) {
        std::vector<const AttachmentCard*> shown;
        for (const AttachmentCard& card : cards)
            if (is_shown(frame_, card)) shown.push_back(&card);
        if (form_ == AttachmentsForm::large_first && !shown.empty()) {
            const IdScope scope(ui_, "large");
            draw_photo(frame_, *shown.front(), column_.take(std::round(column_.width() / 2)), open_);
            shown.erase(shown.begin());
        }
        const float room = column_.width() + look_.gap;
        const auto fit = static_cast<std::size_t>(std::max(1.0F, room / (look_.small_width + look_.gap)));
        const std::size_t columns = std::min(fit, std::clamp(shown.size(), columns_least, columns_most));
        const float share = std::floor(room / static_cast<float>(columns) - look_.gap);
        const float side = std::min(share, std::round(look_.small_width * 1.7F));
        for (std::size_t i = 0; i < shown.size(); i += columns)
            draw_row(std::span(shown).subspan(i, std::min(columns, shown.size() - i)), side, i);
    }

    void draw_cards(std::span<const AttachmentCard> cards) {
        for (const AttachmentCard& card : cards) {
            if (is_shown(frame_, card)) continue;
            const Lines lines = lines_of(card);
            line_card(ui_, column_.take(line_card_height(ui_, lines, column_.width(), look_)), icon_of(card.sort),
                      lines, look_, !card.is_photo());
        }
    }

private:
    Lines lines_of(const AttachmentCard& card) const {
        if (card.is_photo()) {
            const PhotoAbsence absence = absence_of(frame_, card);
            return {absence.first, absence.then, {}};
        }
        return {card.name, card.facts, form_ == AttachmentsForm::small ? card.sending : std::string_view()};
    }

    void draw_row(std::span<const AttachmentCard* const> row, float side, std::size_t first) {
        const bool captions = form_ == AttachmentsForm::small;
        float below = 0;
        if (captions) {
            for (const AttachmentCard* card : row)
                below = std::max(below, ui_.u(4) + paragraph_height(ui_, side, card->sending, look_.facts));
        }
        const float high = std::round(side * 3 / 4);
        Rect rest = column_.take(high + below);
        for (const AttachmentCard* card : row) {
            Rect place = rest.cut_left(side, look_.gap);
            const IdScope scope(ui_, "small", first++);
            draw_photo(frame_, *card, place.cut_top(high, ui_.u(4)), open_);
            if (captions) paragraph(ui_, place.min(), side, card->sending, look_.facts, ui_.theme.colour.ink2);
        }
    }

    FrameContext& frame_;
    Ui& ui_;
    const Look look_;
    const AttachmentsForm form_;
    std::optional<Id>& open_;
    Column column_;
};

}  // namespace

bool is_shown(const FrameContext& frame, const AttachmentCard& card) {
    return card.can_be_shown() && !is_broken(frame, card);
}

PhotoAbsence absence_of(const FrameContext& frame, const AttachmentCard& card) {
    if (is_broken(frame, card)) return {frame.tr("media.broken"), frame.tr("media.broken_then")};
    return {card.absence, card.absence_then};
}

float draw_attachments(FrameContext& frame, Vec2 at, float width, std::span<const AttachmentCard> cards,
                       AttachmentsForm form, std::optional<Id>& open) {
    const IdScope scope(frame.ui, "attachments");
    Page page(frame, at, width, form, open);
    page.draw_photos(cards);
    page.draw_cards(cards);
    return page.height();
}

ImTextureData* picture_of(FrameContext& frame, const AttachmentCard& card, int side) {
    LivePictures& pictures = frame.pictures;
    const bool thumbnail_works = card.thumbnail_here && !pictures.is_broken(card.thumbnail_sha256);
    ImTextureData* small = thumbnail_works ? pictures.find(card.thumbnail_sha256, side) : nullptr;
    if (!card.original_here) return small;
    if (small == nullptr && thumbnail_works) return nullptr;  // The thumbnail comes first.
    if (small != nullptr && std::max(small->Width, small->Height) >= side) return small;
    ImTextureData* original = pictures.find(card.sha256, side);
    return original != nullptr ? original : small;
}

void MediaRequests::ask(FrameContext& frame, const std::string& sha256) {
    if (sha256.empty() || std::find(asked_.begin(), asked_.end(), sha256) != asked_.end()) return;
    asked_.push_back(sha256);
    frame.intents.push_back(intent::FetchMedia{sha256});
}

}  // namespace earshot::app
