#include "app/views/log_photos.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "app/commands/add_photo.hpp"
#include "app/widgets/button.hpp"
#include "app/widgets/flow.hpp"
#include "app/widgets/photo.hpp"
#include "app/widgets/shapes.hpp"
#include "app/widgets/text.hpp"

namespace earshot::app {
namespace {

ButtonOptions button_options(const FrameContext& frame) {
    return {.label = frame.tr("photo.button"), .icon = Icon::camera, .look = Look::quiet, .padding = 20};
}

// Whatever a photo's maker says of its proportions.
constexpr int had_side_most = 2'048;

// A photo with its cross beside it, so that both are as large as a finger.
struct ChipLook {
    float photo, cross, height, gap, radius;

    Vec2 size() const { return {photo + cross, height}; }
};

ChipLook look_of(const Ui& ui) {
    const float height = ui.u(ui.theme.size.touch);
    return {std::round(height * 4 / 3), ui.u(ui.theme.size.touch), height, ui.u(10), ui.u(ui.theme.size.button_radius)};
}

std::size_t count_of(const LogState& log) {
    return log.form.photos.size() + log.adding;
}

// Where surfaces are black, around the photo too.
void draw_edge(Ui& ui, const Rect& rect, float radius) {
    if (ui.theme.is_contrast()) edge(ui, rect, ui.theme.colour.control, ui.exact(2), radius);
}

void draw_place_holder(Ui& ui, const Rect& rect) {
    draw_icon(ui, Icon::camera, rect.centre(), ui.u(ui.theme.size.icon), ui.theme.colour.ink3);
}

void draw_picture(Ui& ui, const Rect& place, ImTextureData* picture, float radius) {
    if (picture != nullptr) {
        photo(ui, place, *picture, radius);
    } else {
        draw_place_holder(ui, place);
    }
}

// True when it was taken away.
bool draw_chip(FrameContext& frame, const KeptFile& file, Rect rect, const ChipLook& look) {
    Ui& ui = frame.ui;
    const Rect whole = rect;
    fill(ui, whole, ui.theme.colour.fill, look.radius);
    const Rect place = rect.cut_left(look.photo);
    const std::string& shown = file.thumbnail_sha256.empty() ? file.sha256 : file.thumbnail_sha256;
    const int side = covering_side({file.width, file.height}, {place.width, place.height});
    draw_picture(ui, place, ui.visible(place) ? frame.pictures.find(shown, side) : nullptr, look.radius);
    draw_edge(ui, whole, look.radius);
    return icon_button(ui, "remove", rect, Icon::close);
}

// A photo that the story had: its picture, or what is said where it cannot be seen.
struct HadLook {
    PhotoAbsence absence;
    float words = 0;  // room for them
    Vec2 size;
};

HadLook look_of(FrameContext& frame, const AttachmentCard& card, const ChipLook& look, float width) {
    Ui& ui = frame.ui;
    if (is_shown(frame, card)) return {{}, 0, {look.photo, look.height}};
    const TextStyle style = ui.theme.type.hint;
    HadLook had{absence_of(frame, card), 0, {}};
    const float wanted = std::max(text_size(ui, had.absence.first, style).x, text_size(ui, had.absence.then, style).x);
    const float aside = look.photo + ui.u(16);
    had.words = std::max(ui.u(60), std::min(std::ceil(wanted), width - aside));
    const float height = paragraph_height(ui, had.words, had.absence.first, style) +
                         paragraph_height(ui, had.words, had.absence.then, style);
    had.size = {aside + had.words, std::max(look.height, height + 2 * ui.u(8))};
    return had;
}

void draw_had(FrameContext& frame, const AttachmentCard& card, Rect rect, const HadLook& had, const ChipLook& look) {
    Ui& ui = frame.ui;
    const Palette& c = ui.theme.colour;
    const Rect whole = rect;
    fill(ui, whole, c.fill, look.radius);
    const Rect place = rect.cut_left(look.photo);
    if (had.words > 0) {
        const TextStyle style = ui.theme.type.hint;
        draw_place_holder(ui, place);
        const float first = paragraph_height(ui, had.words, had.absence.first, style);
        const float both = first + paragraph_height(ui, had.words, had.absence.then, style);
        const float y = rect.y + std::floor((rect.height - both) / 2);
        paragraph(ui, {rect.x, y}, had.words, had.absence.first, style, c.ink);
        paragraph(ui, {rect.x, y + first}, had.words, had.absence.then, style, c.ink2);
    } else {
        const int side = covering_side({card.width, card.height}, {place.width, place.height});
        const bool seen = ui.visible(place);
        draw_picture(ui, place, seen ? picture_of(frame, card, std::min(side, had_side_most)) : nullptr, look.radius);
    }
    draw_edge(ui, whole, look.radius);
}

// After a crash while the correction was saved, the draft may name what the story has by now.
bool is_in_form(const LogForm& form, const AttachmentCard& card) {
    return std::any_of(form.photos.begin(), form.photos.end(),
                       [&](const KeptFile& photo) { return photo.id == card.id; });
}

}  // namespace

Vec2 photo_button_size(FrameContext& frame) {
    return button_size(frame.ui, button_options(frame));
}

void draw_photo_button(FrameContext& frame, const Rect& rect) {
    if (!button(frame.ui, "photo", rect, button_options(frame))) return;
    if (count_of(frame.state.log) >= photos_most) {
        frame.intents.push_back(intent::Say{frame.tr("photo.enough", {std::to_string(photos_most)})});
        return;
    }
    frame.state.photos.open = true;
    frame.ui.wake_at(frame.ui.now);
}

void LogPhotos::update(FrameContext& frame) {
    const LogForm& form = frame.state.log.form;
    if (!form.correcting) {
        key_.reset();
        had_.clear();
        requests_.forget();
        return;
    }
    Key key{frame.data.changes(), form.id, frame.tr.language()};
    if (key_ == key) return;
    if (!key_ || key_->story != form.id) requests_.forget();
    key_ = std::move(key);
    had_.clear();
    const sync::StoryDetail* detail = frame.data.story(form.id);
    if (detail == nullptr) return;  // Its arrival brings a frame.
    had_ = present_attachments(*detail, frame.tr);
    std::erase_if(had_, [](const AttachmentCard& card) { return !card.is_photo(); });
    for (const AttachmentCard& card : had_)
        requests_.ask(frame, card.thumbnail_to_ask_for);
}

float LogPhotos::width(FrameContext& frame) const {
    const LogState& log = frame.state.log;
    const ChipLook look = look_of(frame.ui);
    float width = static_cast<float>(count_of(log)) * (look.size().x + look.gap);
    for (const AttachmentCard& card : had_)
        if (!is_in_form(log.form, card)) width += look_of(frame, card, look, 1e6F).size.x + look.gap;
    return std::max(0.0F, width - look.gap);
}

float LogPhotos::height(FrameContext& frame, float width) const {
    const LogState& log = frame.state.log;
    const ChipLook look = look_of(frame.ui);
    Flow flow({0, 0, width, 0}, look.gap);
    const auto place = [&](bool shown) {
        for (const AttachmentCard& card : had_)
            if (!is_in_form(log.form, card) && is_shown(frame, card) == shown)
                flow.place(look_of(frame, card, look, width).size);
    };
    place(true);
    for (std::size_t i = 0; i < count_of(log); ++i)
        flow.place(look.size());
    place(false);
    return flow.height();
}

void LogPhotos::draw(FrameContext& frame, const Rect& place) const {
    Ui& ui = frame.ui;
    const IdScope scope(ui, "photos");
    LogState& log = frame.state.log;
    const ChipLook look = look_of(ui);
    Flow flow(place, look.gap);
    const auto draw_those = [&](bool shown) {
        for (const AttachmentCard& card : had_) {
            if (is_in_form(log.form, card) || is_shown(frame, card) != shown) continue;
            const HadLook had = look_of(frame, card, look, place.width);
            draw_had(frame, card, flow.place(had.size), had, look);
        }
    };
    draw_those(true);
    std::optional<std::size_t> removed;
    for (std::size_t i = 0; i < log.form.photos.size(); ++i) {
        const IdScope one(ui, "photo", i);
        if (draw_chip(frame, log.form.photos[i], flow.place(look.size()), look) && !log.saving) removed = i;
    }
    for (std::size_t i = 0; i < log.adding; ++i) {
        Rect rect = flow.place(look.size());
        fill(ui, rect, ui.theme.colour.fill, look.radius);
        draw_edge(ui, rect, look.radius);
        draw_place_holder(ui, rect.cut_left(look.photo));
    }
    draw_those(false);
    if (!removed) return;
    log.form.photos.erase(log.form.photos.begin() + static_cast<std::ptrdiff_t>(*removed));
    ui.wake_at(ui.now);
}

}  // namespace earshot::app
