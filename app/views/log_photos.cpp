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

// True when it was taken away.
bool draw_chip(FrameContext& frame, const KeptFile& file, Rect rect, const ChipLook& look) {
    Ui& ui = frame.ui;
    const Rect whole = rect;
    fill(ui, whole, ui.theme.colour.fill, look.radius);
    const Rect place = rect.cut_left(look.photo);
    const std::string& shown = file.thumbnail_sha256.empty() ? file.sha256 : file.thumbnail_sha256;
    const int side = covering_side({file.width, file.height}, {place.width, place.height});
    if (ImTextureData* picture = ui.visible(place) ? frame.pictures.find(shown, side) : nullptr) {
        photo(ui, place, *picture, look.radius);
    } else {
        draw_place_holder(ui, place);
    }
    draw_edge(ui, whole, look.radius);
    return icon_button(ui, "remove", rect, Icon::close);
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

float log_photos_width(FrameContext& frame) {
    const ChipLook look = look_of(frame.ui);
    const auto count = static_cast<float>(count_of(frame.state.log));
    return std::max(0.0F, count * (look.size().x + look.gap) - look.gap);
}

float log_photos_height(FrameContext& frame, float width) {
    const std::size_t count = count_of(frame.state.log);
    const ChipLook look = look_of(frame.ui);
    Flow flow({0, 0, width, 0}, look.gap);
    for (std::size_t i = 0; i < count; ++i)
        flow.place(look.size());
    return count > 0 ? flow.height() : 0;
}

void draw_log_photos(FrameContext& frame, const Rect& place) {
    Ui& ui = frame.ui;
    const IdScope scope(ui, "photos");
    LogState& log = frame.state.log;
    const ChipLook look = look_of(ui);
    Flow flow(place, look.gap);
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
    if (!removed) return;
    log.form.photos.erase(log.form.photos.begin() + static_cast<std::ptrdiff_t>(*removed));
    ui.wake_at(ui.now);
}

}  // namespace earshot::app
