#include "sync/protocol/enrolment.hpp"
#include "sync/protocol/json_place.hpp"
#include "sync/protocol/json_text.hpp"
#include "sync/protocol/limits.hpp"

namespace earshot::sync {
namespace {

void append_member(std::string& out, std::string_view name, std::string_view text) {
    out += out.empty() ? '{' : ',';
    append_json_string(out, name);
    out += ':';
    append_json_string(out, text);
}

Result<std::string> text_member(const Place& root, std::string_view name, std::size_t bytes_max) {
    const Place place = root.member(name);
    EARSHOT_TRY(const std::string_view text, place.text());
    if (text.size() > bytes_max) return place.error("is too long: at most " + std::to_string(bytes_max) + " bytes fit");
    return std::string(text);
}

}  // namespace

std::string tidy_code(std::string_view typed) {
    std::string code;
    for (const char c : typed) {
        if (c == '-' || c == ' ') continue;
        code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return code;
}

std::string spaced_code(std::string_view code) {
    if (code.size() != code_length) return std::string(code);
    return std::string(code.substr(0, code_length / 2)) + '-' + std::string(code.substr(code_length / 2));
}

std::string encode(const EnrolRequest& request) {
    std::string out;
    append_member(out, "code", request.code);
    append_member(out, "device", to_text(request.device));
    append_member(out, "name", request.name);
    return out += '}';
}

std::string encode(const EnrolAnswer& answer) {
    std::string out;
    append_member(out, "token", answer.token);
    append_member(out, "role", answer.role);
    append_member(out, "site", answer.site);
    append_member(out, "company", answer.company);
    return out += '}';
}

Result<EnrolRequest> decode_enrol_request(std::string body) {
    EARSHOT_TRY(const Json document, Json::parse(std::move(body)));
    const Place root(document.root());
    EARSHOT_CHECK(root.need_object());
    EnrolRequest request;
    EARSHOT_TRY(request.code, text_member(root, "code", name_bytes_max));
    EARSHOT_TRY(const std::string device, text_member(root, "device", name_bytes_max));
    const auto id = parse_id(device);
    if (!id) return root.member("device").error(id.error().message);
    if (id->is_nil()) return root.member("device").error("is the empty id");
    request.device = *id;
    EARSHOT_TRY(request.name, text_member(root, "name", device_name_bytes_max));
    return request;
}

Result<EnrolAnswer> decode_enrol_answer(std::string body) {
    EARSHOT_TRY(const Json document, Json::parse(std::move(body)));
    const Place root(document.root());
    EARSHOT_CHECK(root.need_object());
    EnrolAnswer answer;
    EARSHOT_TRY(answer.token, text_member(root, "token", device_name_bytes_max));
    if (answer.token.empty()) return root.member("token").error("is empty");
    EARSHOT_TRY(answer.role, text_member(root, "role", name_bytes_max));
    EARSHOT_TRY(answer.site, text_member(root, "site", device_name_bytes_max));
    EARSHOT_TRY(answer.company, text_member(root, "company", device_name_bytes_max));
    return answer;
}

}  // namespace earshot::sync
