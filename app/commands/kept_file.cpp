#include "app/commands/kept_file.hpp"

#include "platform/base/utf8.hpp"
#include "sync/model/check.hpp"
#include "sync/model/tables.hpp"

namespace earshot::app {
namespace {

constexpr std::size_t name_bytes_max = 200;

}  // namespace

Result<KeptFile> keep_file(const Attachable& file, std::string name, const Id& id, sync::DeviceStore& store) {
    KeptFile kept{.id = id,
                  .name = std::string(utf8_prefix(name, name_bytes_max)),
                  .media_type = file.media_type,
                  .sha256 = {},
                  .thumbnail_sha256 = {},
                  .bytes = static_cast<std::int64_t>(file.bytes.size()),
                  .duration_ms = file.duration_ms,
                  .width = file.width,
                  .height = file.height};
    EARSHOT_CHECK(sync::check_edit(edit_of(kept, id)));  // Before any bytes are kept. Any id stands for the story's.
    if (!file.thumbnail.empty()) {
        EARSHOT_TRY(kept.thumbnail_sha256, store.media().keep(file.thumbnail));
    }
    EARSHOT_TRY(kept.sha256, store.media().keep(file.bytes));
    return kept;
}

sync::Edit edit_of(const KeptFile& file, const Id& story) {
    sync::Edit edit{sync::Kind::attachment, file.id, {}};
    const auto text = [&](sync::FieldNumber field, std::string value) {
        if (!value.empty()) edit.writes.emplace_back(field, std::move(value));
    };
    const auto number = [&](sync::FieldNumber field, std::int64_t value) {
        if (value != 0) edit.writes.emplace_back(field, value);
    };
    text(sync::attachment::story, to_text(story));
    text(sync::attachment::media_type, file.media_type);
    text(sync::attachment::name, file.name);
    number(sync::attachment::bytes, file.bytes);
    number(sync::attachment::duration_ms, file.duration_ms);
    number(sync::attachment::width, file.width);
    number(sync::attachment::height, file.height);
    text(sync::attachment::thumbnail_sha256, file.thumbnail_sha256);
    text(sync::attachment::sha256, file.sha256);
    return edit;
}

}  // namespace earshot::app
