#include "app/cli/progress_line.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace earshot::app {
namespace {

std::string of_total(const sync::Progress& progress) {
    return progress.total ? fmt::format("{} of {}", progress.done, *progress.total)
                          : fmt::format("{} so far", progress.done);
}

std::string about_left(std::optional<Instant> ends, Instant now) {
    if (!ends) return {};
    const std::int64_t seconds = std::max((*ends - now).count() / 1'000, std::int64_t{0});
    if (seconds < 10) return ", a few seconds left";
    if (seconds < 55) return fmt::format(", about {} s left", (seconds + 5) / 10 * 10);
    return fmt::format(", about {} min left", (seconds + 30) / 60);
}

}  // namespace

std::string progress_line(const sync::SyncStatus& status, Instant now) {
    std::string line;
    if (!status.sending.is_over()) line = "sending " + of_total(status.sending);
    if (!status.fetching.is_over()) line += (line.empty() ? "" : ", ") + ("receiving " + of_total(status.fetching));
    if (line.empty()) return "asking the shared store";
    // Both travel in the same exchanges: it is over when the longer one is.
    return line + about_left(std::max(status.sending.ends, status.fetching.ends), now);
}

std::string progress_line(const sync::MediaStatus& status, Instant now) {
    const sync::Progress& files = status.progress;
    return fmt::format("media {}, {:.1f} of {:.1f} MB{}", of_total(files), static_cast<double>(files.bytes_done) / 1e6,
                       static_cast<double>(files.bytes_total) / 1e6, about_left(files.ends, now));
}

}  // namespace earshot::app
