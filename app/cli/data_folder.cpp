#include "app/cli/data_folder.hpp"

#include <algorithm>
#include <cstdlib>

#include "sync/model/tables.hpp"

namespace earshot::app {
namespace {

constexpr Duration busy_patience{2'000};
constexpr Duration busy_pause{50};

std::string from_environment(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

}  // namespace

std::string default_data_folder() {
    if (const auto home = from_environment("XDG_DATA_HOME"); !home.empty()) return home + "/earshot";
    return from_environment("HOME") + "/.local/share/earshot";
}

Result<std::unique_ptr<sync::DeviceStore>> open_store(Shell& shell) {
    const Instant give_up = shell.clock.monotonic() + busy_patience;
    while (true) {
        auto store = sync::DeviceStore::open({.folder = shell.data_folder, .in_memory = false, .vfs = {}}, shell.files,
                                             shell.clock, shell.random);
        const bool busy = !store && store.error().code == Errc::busy;
        if (!busy || shell.clock.monotonic() >= give_up) return store;
        shell.pause(busy_pause);
    }
}

Result<CommandContext> context_of(sync::DeviceStore& store, Shell& shell) {
    constexpr sync::FieldNumber key = sync::number_of_field(sync::stage_fields, "key");
    EARSHOT_TRY(std::string device_name, store.setting("device_name"));
    EARSHOT_TRY(std::string site, store.setting("site"));
    EARSHOT_TRY(const std::vector<sync::Record> stages, store.all(sync::Kind::stage));
    CommandContext context{.device = store.device(),
                           .device_name = std::move(device_name),
                           .site = std::move(site),
                           .now = shell.clock.wall(),
                           .here = shell.clock.civil_now(),
                           .stages = {},
                           .random = shell.random};
    for (const sync::Record& stage : stages)
        context.stages.emplace_back(stage.text(key));
    return context;
}

Result<Id> find_story(sync::DeviceStore& store, std::string_view typed) {
    std::string digits;
    for (const char c : typed) {
        const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        if (!hex && c != '-') {
            return Error{Errc::invalid, "\"" + std::string(typed) + "\" is not an id. An id has digits 0-9 and a-f."};
        }
        if (hex) digits += c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (digits.empty() || digits.size() > 32) {
        return Error{Errc::invalid,
                     "\"" + std::string(typed) + "\" is not an id. An id has up to 32 digits 0-9 and a-f."};
    }
    EARSHOT_TRY(const std::vector<Id> found, store.find_stories_by_prefix(digits));
    if (found.size() == 1) return found.front();
    if (found.empty())
        return Error{Errc::not_found, "No story here has an id that begins with " + std::string(typed) + "."};
    return Error{Errc::not_found, "More than one story has an id that begins with " + std::string(typed) +
                                      ", among them " + to_text(found[0]) + " and " + to_text(found[1]) +
                                      ". Type more of it."};
}

}  // namespace earshot::app
