#include "sync/protocol/problem.hpp"

#include "platform/base/utf8.hpp"
#include "sync/protocol/json_place.hpp"
#include "sync/protocol/json_text.hpp"

namespace earshot::sync {
namespace {

constexpr std::string_view type_prefix = "urn:earshot:problem:";
constexpr std::size_t words_most = 500;  // A stranger's words on our screen are kept short.

std::string words_at(const Place& place) {
    const auto text = place.text();
    return text ? std::string(utf8_prefix(*text, words_most)) : std::string();
}

}  // namespace

std::string encode_problem(const Problem& problem) {
    std::string out = "{\"type\":";
    append_json_string(out, std::string(type_prefix) + problem.kind);
    out += ",\"title\":";
    append_json_string(out, problem.title);
    out += ",\"status\":";
    append_json_number(out, problem.status);
    out += ",\"detail\":";
    append_json_string(out, problem.detail);
    for (std::size_t i = 0; i < problem.protocols_supported.size(); ++i) {
        out += i == 0 ? ",\"protocols_supported\":[" : ",";
        append_json_number(out, problem.protocols_supported[i]);
    }
    if (!problem.protocols_supported.empty()) out += ']';
    return out += '}';
}

Problem decode_problem(int status, std::string_view body) {
    Problem problem;
    problem.status = status;
    const auto document = Json::parse(std::string(body));
    if (!document || !yyjson_is_obj(document->root())) return problem;
    const Place root(document->root());
    const std::string type = words_at(root.member("type"));
    if (type.starts_with(type_prefix)) problem.kind = type.substr(type_prefix.size());
    problem.title = words_at(root.member("title"));
    problem.detail = words_at(root.member("detail"));
    const Place versions = root.member("protocols_supported");
    if (!versions.need_array()) return problem;
    std::size_t index = 0, count = 0;
    yyjson_val* item = nullptr;
    yyjson_arr_foreach(versions.value(), index, count, item) {
        const auto version = Place(versions, index, item).number();
        if (version && *version > 0 && *version < 1'000)
            problem.protocols_supported.push_back(static_cast<int>(*version));
    }
    return problem;
}

}  // namespace earshot::sync
