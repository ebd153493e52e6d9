#include "sync/store/draft_text.hpp"

#include <cstdlib>
#include <memory>
#include <vector>

#include <yyjson.h>

#include "sync/model/tables.hpp"

namespace earshot::sync {
namespace {

struct FreeDocument {
    void operator()(yyjson_doc* document) const { yyjson_doc_free(document); }
    void operator()(yyjson_mut_doc* document) const { yyjson_mut_doc_free(document); }
};

bool is_personal(std::string_view name) {
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
        const bool names_customer =
            yyjson_is_str(value) && book.customer_with({yyjson_get_str(value), yyjson_get_len(value)}) != nullptr;
        if (of_story || names_customer) taken.push_back(name);
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

}  // namespace earshot::sync
