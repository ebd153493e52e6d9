#include "sync/store/draft_text.hpp"

#include <array>
#include <cstdlib>
#include <memory>

#include <yyjson.h>

#include "platform/host/sha256.hpp"
#include "sync/model/tables.hpp"

namespace earshot::sync {
namespace {

struct FreeDocument {
    void operator()(yyjson_doc* document) const { yyjson_doc_free(document); }
    void operator()(yyjson_mut_doc* document) const { yyjson_mut_doc_free(document); }
};

// The member that lists the photos, and of each the members that name a blob.
constexpr const char* photos = "photos";
constexpr const char* photo_name = "name";
constexpr std::array photo_hashes{"sha256", "thumbnail_sha256"};

std::string_view text_of(yyjson_val* value) {
    return yyjson_is_str(value) ? std::string_view(yyjson_get_str(value), yyjson_get_len(value)) : std::string_view();
}

bool names_customer(const ErasureBook& book, yyjson_val* value) {
    return yyjson_is_str(value) && book.customer_with(text_of(value)) != nullptr;
}

// A photo may be called as a customer is.
bool any_photo_names_customer(const ErasureBook& book, yyjson_val* list) {
    std::size_t index = 0, count = 0;
    yyjson_val* photo = nullptr;
    yyjson_arr_foreach(list, index, count, photo) {
        if (names_customer(book, yyjson_obj_get(photo, photo_name))) return true;
    }
    return false;
}

bool is_personal(std::string_view name) {
    if (name == photos) return true;
    const auto field = table_of(Kind::story).find(name);
    return field && story_fields[*field].use == Use::personal;
}

}  // namespace

std::optional<std::string> draft_without(const ErasureBook& book, std::string_view json) {
    const std::unique_ptr<yyjson_doc, FreeDocument> document(yyjson_read(json.data(), json.size(), 0));
    yyjson_val* const root = yyjson_doc_get_root(document.get());
    if (!yyjson_is_obj(root)) return std::string(json);
    yyjson_val* const id_text = yyjson_obj_get(root, "id");
    const auto id = parse_id(yyjson_is_str(id_text) ? yyjson_get_str(id_text) : "");
    const Erased depth = id ? book.depth_of(*id) : Erased::nothing;
    if (depth == Erased::words_too) return std::nullopt;

    std::vector<std::string> taken;
    std::size_t index = 0, count = 0;
    yyjson_val *key = nullptr, *value = nullptr;
    yyjson_obj_foreach(root, index, count, key, value) {
        const std::string name(yyjson_get_str(key), yyjson_get_len(key));
        const bool of_story = depth == Erased::personal && is_personal(name);
        const bool names = names_customer(book, value) || (name == photos && any_photo_names_customer(book, value));
        if (of_story || names) taken.push_back(name);
    }
    if (taken.empty()) return std::string(json);
    const std::unique_ptr<yyjson_mut_doc, FreeDocument> rest(yyjson_doc_mut_copy(document.get(), nullptr));
    for (const std::string& name : taken)
        yyjson_mut_obj_remove_key(yyjson_mut_doc_get_root(rest.get()), name.c_str());
    std::size_t length = 0;
    const std::unique_ptr<char, decltype(&std::free)> text(yyjson_mut_write(rest.get(), 0, &length), &std::free);
    EARSHOT_ASSERT(text != nullptr);  // It was read from valid text.
    return std::string(text.get(), length);
}

std::vector<std::string> media_of_draft(std::string_view json) {
    const std::unique_ptr<yyjson_doc, FreeDocument> document(yyjson_read(json.data(), json.size(), 0));
    std::vector<std::string> hashes;
    std::size_t index = 0, count = 0;
    yyjson_val* photo = nullptr;
    yyjson_arr_foreach(yyjson_obj_get(yyjson_doc_get_root(document.get()), photos), index, count, photo) {
        for (const char* member : photo_hashes) {
            const std::string_view hash = text_of(yyjson_obj_get(photo, member));
            if (platform::is_sha256_hex(hash)) hashes.emplace_back(hash);
        }
    }
    return hashes;
}

}  // namespace earshot::sync
