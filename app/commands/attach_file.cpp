#include "app/commands/attach_file.hpp"

#include "platform/base/utf8.hpp"
#include "sync/model/check.hpp"
#include "sync/model/tables.hpp"

namespace earshot::app {
namespace {

constexpr std::size_t name_bytes_max = 200;

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
    sync::Edit edit{sync::Kind::attachment, context.random.uuid7(context.now), {}};
    const Attachable& file = intent.file;
    const auto text = [&](sync::FieldNumber field, std::string value) {
        if (!value.empty()) edit.writes.emplace_back(field, std::move(value));
    };
    const auto number = [&](sync::FieldNumber field, std::int64_t value) {
        if (value != 0) edit.writes.emplace_back(field, value);
    };
    text(sync::attachment::story, to_text(intent.story));
    text(sync::attachment::media_type, file.media_type);
    text(sync::attachment::name, std::string(utf8_prefix(intent.name, name_bytes_max)));
    number(sync::attachment::bytes, static_cast<std::int64_t>(file.bytes.size()));
    number(sync::attachment::duration_ms, file.duration_ms);
    number(sync::attachment::width, file.width);
    number(sync::attachment::height, file.height);
    EARSHOT_CHECK(sync::check_edit(edit));  // Before any bytes are kept.
    if (!file.thumbnail.empty()) {
        EARSHOT_TRY(std::string thumbnail, store.media().keep(file.thumbnail));
        text(sync::attachment::thumbnail_sha256, std::move(thumbnail));
    }
    EARSHOT_TRY(std::string sha256, store.media().keep(file.bytes));
    text(sync::attachment::sha256, std::move(sha256));
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
