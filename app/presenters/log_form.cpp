#include "app/presenters/log_form.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include <yyjson.h>

#include "app/commands/add_photo.hpp"
#include "platform/host/sha256.hpp"

namespace earshot::app {
namespace {

std::string text_in(yyjson_val* object, const char* name) {
    yyjson_val* value = yyjson_obj_get(object, name);
    return yyjson_is_str(value) ? std::string(yyjson_get_str(value), yyjson_get_len(value)) : std::string();
}

std::int64_t number_in(yyjson_val* object, const char* name) {
    return std::max<std::int64_t>(0, yyjson_get_sint(yyjson_obj_get(object, name)));
}

void add_photos(yyjson_mut_doc* document, yyjson_mut_val* root, const std::vector<KeptFile>& photos) {
    if (photos.empty()) return;
    yyjson_mut_val* list = yyjson_mut_obj_add_arr(document, root, "photos");
    for (const KeptFile& photo : photos) {
        yyjson_mut_val* one = yyjson_mut_arr_add_obj(document, list);
        const auto text = [&](const char* name, const std::string& value) {
            yyjson_mut_obj_add_strncpy(document, one, name, value.data(), value.size());
        };
        text("id", to_text(photo.id));
        text("name", photo.name);
        text("media_type", photo.media_type);
        text("sha256", photo.sha256);
        text("thumbnail_sha256", photo.thumbnail_sha256);
        yyjson_mut_obj_add_int(document, one, "bytes", photo.bytes);
        yyjson_mut_obj_add_int(document, one, "width", photo.width);
        yyjson_mut_obj_add_int(document, one, "height", photo.height);
    }
}

// Those that can become attachments.
std::vector<KeptFile> photos_in(yyjson_val* root) {
    std::vector<KeptFile> photos;
    std::size_t index = 0, count = 0;
    yyjson_val* one = nullptr;
    yyjson_arr_foreach(yyjson_obj_get(root, "photos"), index, count, one) {
        const auto id = parse_id(text_in(one, "id"));
        KeptFile photo{.id = id ? *id : Id{},
                       .name = text_in(one, "name"),
                       .media_type = text_in(one, "media_type"),
                       .sha256 = text_in(one, "sha256"),
                       .thumbnail_sha256 = text_in(one, "thumbnail_sha256"),
                       .bytes = number_in(one, "bytes"),
                       .duration_ms = 0,
                       .width = static_cast<int>(number_in(one, "width")),
                       .height = static_cast<int>(number_in(one, "height"))};
        const bool whole = id && platform::is_sha256_hex(photo.sha256) && photo.media_type.starts_with("image/");
        if (whole && photos.size() < photos_most) photos.push_back(std::move(photo));
    }
    return photos;
}

}  // namespace

std::string to_json(const LogForm& form) {
    const std::unique_ptr<yyjson_mut_doc, decltype(&yyjson_mut_doc_free)> document(yyjson_mut_doc_new(nullptr),
                                                                                   &yyjson_mut_doc_free);
    yyjson_mut_val* root = yyjson_mut_obj(document.get());
    yyjson_mut_doc_set_root(document.get(), root);
    const auto add = [&](const char* name, const std::string& text) {
        if (!text.empty()) yyjson_mut_obj_add_strncpy(document.get(), root, name, text.data(), text.size());
    };
    if (!form.id.is_nil()) add("id", to_text(form.id));
    add("words", form.words);
    add("kind", form.kind);
    add("stage", form.stage);
    add("source", form.source);
    add("customer", form.customer);
    if (form.mood > 0) yyjson_mut_obj_add_int(document.get(), root, "mood", form.mood);
    if (form.correcting) yyjson_mut_obj_add_bool(document.get(), root, "correcting", true);
    if (form.at_risk) yyjson_mut_obj_add_bool(document.get(), root, "at_risk", true);
    add_photos(document.get(), root, form.photos);
    std::size_t length = 0;
    const std::unique_ptr<char, decltype(&std::free)> text(yyjson_mut_write(document.get(), 0, &length), &std::free);
    EARSHOT_ASSERT(text != nullptr);  // The editor keeps its text valid UTF-8.
    return {text.get(), length};
}

Result<LogForm> parse_log_form(std::string_view json) {
    const std::unique_ptr<yyjson_doc, decltype(&yyjson_doc_free)> document(yyjson_read(json.data(), json.size(), 0),
                                                                           &yyjson_doc_free);
    yyjson_val* root = document ? yyjson_doc_get_root(document.get()) : nullptr;
    if (!yyjson_is_obj(root)) return Error{Errc::corrupt, "The draft kept on this device could not be read."};
    LogForm form;
    if (const auto id = parse_id(text_in(root, "id"))) form.id = *id;
    form.words = text_in(root, "words");
    form.kind = text_in(root, "kind");
    form.stage = text_in(root, "stage");
    form.source = text_in(root, "source");
    form.customer = text_in(root, "customer");
    const std::int64_t mood = yyjson_get_sint(yyjson_obj_get(root, "mood"));
    form.mood = mood >= 1 && mood <= 5 ? static_cast<int>(mood) : 0;
    form.photos = photos_in(root);
    form.at_risk = yyjson_get_bool(yyjson_obj_get(root, "at_risk"));
    form.correcting = yyjson_get_bool(yyjson_obj_get(root, "correcting")) && !form.id.is_nil();
    return form;
}

std::string_view missing_in(const LogForm& form) {
    if (form.words.find_first_not_of(" \t\r\n") == std::string::npos) return "log.missing_words";
    if (form.kind.empty()) return "log.missing_kind";
    return {};
}

}  // namespace earshot::app
