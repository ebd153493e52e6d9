#include "app/presenters/device_words.hpp"

#include "app/presenters/words.hpp"
#include "platform/base/utf8.hpp"

namespace earshot::app {
namespace {

constexpr std::size_t line_characters = 60;

// The stamps, names and ids that travel with every story, before compression.
constexpr std::int64_t bytes_around_words = 400;

std::string first_line(std::string_view words) {
    const std::string_view start = utf8_prefix(words.substr(0, words.find('\n')), line_characters);
    std::string line(start);
    if (start.size() < words.size()) line += "…";
    return line;
}

std::string_view duty_key(std::string_view role) {
    if (role == "leader") return "sync.duty_leader";
    if (role == "facilitator") return "sync.duty_facilitator";
    if (role == "keeper") return "sync.duty_keeper";
    return "sync.duty_teller";
}

}  // namespace

DeviceWords present_device(const sync::Snapshot& snapshot, const Vocabulary& names, const Strings& tr) {
    DeviceWords words;
    words.name = snapshot.setting("device_name");
    if (words.name.empty() && !snapshot.setting("site").empty()) words.name = names.site(snapshot.setting("site"));
    if (words.name.empty()) words.name = tr("bar.this_tablet");
    const std::string_view company = snapshot.setting("company");
    words.duty =
        company.empty() ? std::string(tr("sync.duty_alone")) : tr(duty_key(snapshot.setting("role")), {company});
    words.used = tr("sync.used", {size_words(snapshot.status.bytes)});
    words.stories = tr.count("sync.stories_kept", snapshot.status.stories);
    return words;
}

WaitingWords present_waiting(const sync::StoryRow& row, const Strings& tr) {
    WaitingWords words;
    words.words = quoted(first_line(row.words), row.language);
    words.refused = row.delivery == sync::Delivery::refused;
    words.what = words.refused ? row.refusal : std::string(tr("sync.words_only"));
    words.size = size_words(static_cast<std::int64_t>(row.words.size()) + bytes_around_words);
    return words;
}

}  // namespace earshot::app
