#include "app/views/device_photos.hpp"

#include "app/commands/attachable.hpp"
#include "platform/pictures/any_picture.hpp"

namespace earshot::app {
namespace {

constexpr std::size_t bytes_most = std::size_t{24} * 1024 * 1024;
// A JPEG is unpacked at an eighth of its size; other formats are unpacked whole.
constexpr std::int64_t jpeg_pixels_max = 100'000'000;

Result<platform::Pixels> read_small(const platform::Files& files, const std::string& path, int side) {
    EARSHOT_TRY(const std::uint64_t size, files.size(path));
    if (size > picture_file_bytes_max) return Error{Errc::invalid, path + " is too large to be shown"};
    EARSHOT_TRY(const std::string bytes, files.read(path));
    const auto format = platform::picture_format_of(bytes);
    if (!format) return Error{Errc::invalid, path + " is neither JPEG, PNG nor WebP"};
    const std::int64_t pixels_max =
        *format == platform::PictureFormat::jpeg ? jpeg_pixels_max : platform::shown_pixels_max;
    EARSHOT_TRY(const platform::Pixels whole, platform::read_any_picture(*format, bytes, side, pixels_max));
    return platform::shrunk(whole, side);
}

}  // namespace

DevicePhotos::DevicePhotos(sync::AsyncStore& store, PictureWork& work, const platform::Files& files, PictureHome home)
    : store_(store),
      work_(work),
      files_(files),
      home_(std::move(home)),
      pictures_(store, work, bytes_most,
                [&files](const std::string& path, int side) { return read_small(files, path, side); }) {}

void DevicePhotos::begin_frame(Instant now) {
    pictures_.begin_frame(now);
}

// The way back finds what is looked for only while it is wanted, and so long these DevicePhotos are there.
void DevicePhotos::look_again() {
    ticket_.reset();
    found_ = std::make_shared<Found>();
    const std::weak_ptr<Found> asked = found_;
    store_.on_worker(
        [asked](sync::DeviceStore& store) {
            if (const auto found = asked.lock()) found->folder = chosen_picture_folder(store);
        },
        [this, asked] {
            if (!asked.expired()) look();
        });
}

// Away from the store: a folder may lie on a slow disk, or on another machine.
void DevicePhotos::look() {
    ticket_ =
        work_.submit([found = found_, home = home_,
                      &files = files_] { found->pictures = find_pictures(found->folder, home, shown_most, files); },
                     [this] { found_->done = true; });
}

}  // namespace earshot::app
