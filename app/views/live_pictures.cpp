#include "app/views/live_pictures.hpp"

#include <algorithm>

#include "platform/base/log.hpp"
#include "platform/pictures/any_picture.hpp"

namespace earshot::app {
namespace {

// More damaged pictures than a screen shows need not be remembered.
constexpr std::size_t broken_most = 64;
constexpr Duration unseen_most{600'000};

Result<platform::Pixels> read_blob(sync::DeviceStore& store, const std::string& sha256, int side) {
    EARSHOT_TRY(const std::string bytes, store.media().read(sha256));
    return platform::picture_to_show(bytes, side);
}

}  // namespace

LivePictures::LivePictures(sync::AsyncStore& store, std::size_t bytes_most)
    : LivePictures(store, bytes_most, read_blob) {}

void LivePictures::begin_frame(Instant now) {
    frame_ += 1;
    now_ = now;
    textures_.begin_frame();
    if (under_way_ && under_way_->arrived) {
        const auto request = std::exchange(under_way_, nullptr);
        take_in(*request);
    }
    make_room();
}

ImTextureData* LivePictures::find(std::string_view sha256, int side) {
    Shown* best = nullptr;
    for (Shown& shown : shelf_) {
        if (shown.sha256 != sha256) continue;
        if (shown.side == side || (shown.is_whole() && shown.longer_side() <= side)) return use(shown);
        if (best == nullptr || shown.longer_side() > best->longer_side()) best = &shown;
    }
    if (!is_broken(sha256)) ask(sha256, side);
    return best != nullptr ? use(*best) : nullptr;
}

ImTextureData* LivePictures::use(Shown& shown) {
    shown.used_at = frame_;
    shown.used = now_;
    return shown.texture;
}

bool LivePictures::is_broken(std::string_view sha256) const {
    const std::uint64_t now = store_.snapshot()->revision;
    return std::any_of(broken_.begin(), broken_.end(),
                       [&](const Broken& broken) { return broken.sha256 == sha256 && broken.revision == now; });
}

void LivePictures::ask(std::string_view sha256, int side) {
    if (under_way_) return;  // Its arrival brings a frame, and that asks again.
    under_way_ = std::make_shared<Request>();
    under_way_->sha256 = sha256;
    under_way_->side = std::max(side, 1);
    store_.on_worker(
        [request = under_way_, reader = reader_](sync::DeviceStore& store) {
            request->picture = reader(store, request->sha256, request->side);
        },
        [request = under_way_] { request->arrived = true; });
}

void LivePictures::take_in(Request& request) {
    std::erase_if(broken_, [&](const Broken& broken) { return broken.sha256 == request.sha256; });
    if (!request.picture) {
        log_warning("picture", request.picture.error().message);
        if (broken_.size() >= broken_most) broken_.pop_front();
        broken_.push_back({std::move(request.sha256), store_.snapshot()->revision});
        return;
    }
    const platform::Pixels& pixels = *request.picture;
    ImTextureData& texture = textures_.add(pixels.width, pixels.height, pixels.rgba);
    shelf_.push_back({std::move(request.sha256), request.side, &texture, frame_, now_});
    bytes_ += shelf_.back().bytes();
}

// What the frame before showed stays.
void LivePictures::make_room() {
    const auto may_go = [&](const Shown& shown) { return shown.used_at + 1 < frame_; };
    for (auto shown = shelf_.begin(); shown != shelf_.end();) {
        const bool unseen = may_go(*shown) && now_ - shown->used > unseen_most;
        shown = unseen ? let_go(shown) : std::next(shown);
    }
    while (bytes_ > bytes_most_) {
        const auto oldest = std::min_element(shelf_.begin(), shelf_.end(),
                                             [](const Shown& a, const Shown& b) { return a.used_at < b.used_at; });
        if (oldest == shelf_.end() || !may_go(*oldest)) return;
        let_go(oldest);
    }
}

std::deque<LivePictures::Shown>::iterator LivePictures::let_go(std::deque<Shown>::iterator shown) {
    bytes_ -= shown->bytes();
    textures_.give_back(*shown->texture);
    return shelf_.erase(shown);
}

}  // namespace earshot::app
