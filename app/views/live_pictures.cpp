#include "app/views/live_pictures.hpp"

#include <algorithm>

#include "platform/base/log.hpp"
#include "platform/pictures/any_picture.hpp"

namespace earshot::app {
namespace {

// More damaged pictures than a screen shows need not be remembered.
constexpr std::size_t broken_most = 64;
constexpr Duration unseen_most{600'000};

}  // namespace

void LivePictures::begin_frame(Instant now) {
    frame_ += 1;
    now_ = now;
    textures_.begin_frame();
    if (under_way_ && under_way_->arrived) {
        const auto request = under_way_;
        give_up();
        take_in(*request);
    }
    if (under_way_ && wanted_at_ + 1 < frame_) give_up();
    make_room();
}

ImTextureData* LivePictures::find(std::string_view sha256, int side) {
    if (under_way_ && under_way_->sha256 == sha256) wanted_at_ = frame_;  // Whatever its size, it is of use.
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
    wanted_at_ = frame_;
    if (reader_) return unpack();
    read_blob();
}

// The way back finds the request only while it is wanted, and so long these LivePictures are there.
void LivePictures::read_blob() {
    const std::weak_ptr<Request> asked = under_way_;
    store_.on_worker(
        [asked](sync::DeviceStore& store) {
            if (const auto request = asked.lock()) request->bytes = store.media().read(request->sha256);
        },
        [this, asked] {
            const auto request = asked.lock();
            if (!request) return;
            if (request->bytes) return unpack();
            request->picture = request->bytes.error();
            request->arrived = true;
        });
}

void LivePictures::unpack() {
    ticket_ = work_.submit(
        [request = under_way_, reader = reader_] {
            if (reader) {
                request->picture = reader(request->sha256, request->side);
            } else {
                request->picture = platform::picture_to_show(*request->bytes, request->side);
                request->bytes = Error{};  // As large as the file, and not needed any more.
            }
        },
        [this] { under_way_->arrived = true; });
}

void LivePictures::give_up() {
    under_way_.reset();
    ticket_.reset();
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
