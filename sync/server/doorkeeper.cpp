#include "sync/server/doorkeeper.hpp"

#include "platform/base/id.hpp"

namespace earshot::sync {
namespace {

constexpr std::size_t devices_most = 100'000;
constexpr std::size_t addresses_most = 100'000;

}  // namespace

Doorkeeper::Doorkeeper(const DoorRates& rates)
    : devices_(rates.device, devices_most),
      strangers_(rates.stranger, addresses_most),
      all_guesses_(rates.all_guesses, 1),
      media_(rates.media, devices_most),
      guesses_(addresses_most) {}

std::optional<Duration> Doorkeeper::admit_device(const Id& device, WallTime now) {
    return devices_.take(to_text(device), now);
}

std::optional<Duration> Doorkeeper::admit_media(const Id& device, std::uint64_t bytes, WallTime now) {
    return media_.take(to_text(device), now, static_cast<double>(bytes));
}

std::optional<Duration> Doorkeeper::admit_stranger(std::string_view address, WallTime now) {
    return address.empty() ? std::nullopt : strangers_.take(address, now);
}

std::optional<Duration> Doorkeeper::admit_guess(std::string_view address, WallTime now) {
    if (address.empty()) return std::nullopt;
    if (const auto wait = guesses_.begin(address, now)) return wait;
    const auto wait = all_guesses_.take({}, now);
    if (wait) guesses_.forgive(address);
    return wait;
}

void Doorkeeper::forgive_guess(std::string_view address) {
    if (!address.empty()) guesses_.forgive(address);
}

}  // namespace earshot::sync
