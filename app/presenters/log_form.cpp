#include "app/presenters/log_form.hpp"

#include <cstdlib>
#include <memory>

#include <yyjson.h>

namespace earshot::app {
namespace {

std::string text_in(yyjson_val* object, const char* name) {
    yyjson_val* value = yyjson_obj_get(object, name);
    return yyjson_is_str(value) ? std::string(yyjson_get_str(value), yyjson_get_len(value)) : std::string();
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
