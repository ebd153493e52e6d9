#include "app/commands/attach_file.hpp"

#include "app/commands/kept_file.hpp"

namespace earshot::app {
namespace {

Result<void> check_size(const std::string& path, const platform::Files& files) {
    EARSHOT_TRY(const std::uint64_t size, files.size(path));
    if (size <= picture_file_bytes_max) return {};
    return Error{Errc::invalid, path +
                                    " is too large. Nothing was attached. Files of up to 25 MiB are taken, pictures "
                                    "of up to 100 MiB."};
}

}  // namespace

std::string file_name_of(std::string_view path) {
    const std::size_t slash = path.find_last_of("/\\");
    return std::string(slash == std::string_view::npos ? path : path.substr(slash + 1));
}

Result<Attachable> read_attachable(const std::string& path, const platform::Files& files) {
    EARSHOT_CHECK(check_size(path, files));
    EARSHOT_TRY(std::string bytes, files.read(path));
    auto file = attachable_of(std::move(bytes));
    if (!file) return Error{file.error().code, path + ": " + file.error().message};
    return file;
}

Result<Id> attach_file(const AttachFile& intent, sync::DeviceStore& store, const CommandContext& context) {
    EARSHOT_TRY(const sync::Record story, store.find(sync::Kind::story, intent.story));
    if (story.is_deleted()) return Error{Errc::not_found, "The story has been removed. Nothing was attached."};
    EARSHOT_TRY(const KeptFile kept, keep_file(intent.file, intent.name, context.random.uuid7(context.now), store));
    const sync::Edit edit = edit_of(kept, intent.story);
    EARSHOT_CHECK(store.write({&edit, 1}));
    return edit.id;
}

MediaPlace place_of(const sync::MediaState& state) {
    if (state.held) return state.confirmed ? MediaPlace::here : MediaPlace::waits_to_be_sent;
    if (state.missing_since) return MediaPlace::missing;
    return state.wanted == sync::Want::not_now ? MediaPlace::on_the_shared_store : MediaPlace::on_its_way;
}

std::string_view words_of(MediaPlace place) {
    switch (place) {
        case MediaPlace::here:
            return "here";
        case MediaPlace::waits_to_be_sent:
            return "here, waits to be sent";
        case MediaPlace::on_its_way:
            return "on its way";
        case MediaPlace::on_the_shared_store:
            return "on the shared store";
        default:
            return "missing";
    }
}

std::string_view key_of(MediaPlace place) {
    switch (place) {
        case MediaPlace::here:
            return "here";
        case MediaPlace::waits_to_be_sent:
            return "waits";
        case MediaPlace::on_its_way:
            return "on-its-way";
        case MediaPlace::on_the_shared_store:
            return "shared";
        default:
            return "missing";
    }
}

}  // namespace earshot::app
