#include "sync/protocol/json_place.hpp"

#include <charconv>
#include <cstdlib>

#include "platform/base/utf8.hpp"
#include "sync/protocol/limits.hpp"

namespace earshot::sync {
namespace {

// Objects and arrays inside each other; the reader itself does not recurse, so only what is kept must be bounded.
bool is_deeper_than(yyjson_val* value, std::size_t most) {
    if (!yyjson_is_ctn(value)) return false;
    if (most == 0) return true;
    if (yyjson_is_arr(value)) {
        std::size_t index = 0, count = 0;
        yyjson_val* item = nullptr;
        yyjson_arr_foreach(value, index, count, item) {
            if (is_deeper_than(item, most - 1)) return true;
        }
        return false;
    }
    std::size_t index = 0, count = 0;
    yyjson_val *key = nullptr, *item = nullptr;
    yyjson_obj_foreach(value, index, count, key, item) {
        if (is_deeper_than(item, most - 1)) return true;
    }
    return false;
}

}  // namespace

Result<Json> Json::parse(std::string text) {
    Json json;
    const std::size_t length = text.size();
    text.append(YYJSON_PADDING_SIZE, '\0');
    json.text_ = std::make_unique<std::string>(std::move(text));
    yyjson_read_err trouble{};
    json.document_.reset(yyjson_read_opts(json.text_->data(), length, YYJSON_READ_INSITU | YYJSON_READ_NUMBER_AS_RAW,
                                          nullptr, &trouble));
    if (!json.document_) {
        return Error{Errc::invalid, "the message is not valid JSON: " + std::string(trouble.msg) + " at byte " +
                                        std::to_string(trouble.pos)};
    }
    return json;
}

void Place::append_way(std::string& out) const {
    if (!parent_) return;
    parent_->append_way(out);
    if (name_.data() == nullptr) {
        out += '[' + std::to_string(index_) + ']';
        return;
    }
    if (!out.empty()) out += '.';
    out += utf8_prefix(name_, name_bytes_max);
}

Error Place::error(std::string_view rule) const {
    std::string message;
    append_way(message);
    if (message.empty()) message = "the message";
    message += ": ";
    message += rule;
    return {Errc::invalid, std::move(message)};
}

Error Place::must_be(std::string_view what) const {
    return is_missing() ? error("is missing") : error("must be " + std::string(what));
}

Result<void> Place::need_object() const {
    if (!yyjson_is_obj(value_)) return must_be("an object");
    return {};
}

Result<void> Place::need_array() const {
    if (!yyjson_is_arr(value_)) return must_be("a list");
    return {};
}

Result<std::string_view> Place::text() const {
    if (!yyjson_is_str(value_)) return must_be("text");
    return std::string_view(yyjson_get_str(value_), yyjson_get_len(value_));
}

Result<std::int64_t> Place::number() const {
    if (!yyjson_is_raw(value_)) return must_be("a whole number");
    const char* const from = yyjson_get_raw(value_);
    const char* const to = from + yyjson_get_len(value_);
    std::int64_t number = 0;
    const auto [end, code] = std::from_chars(from, to, number);
    if (code == std::errc::result_out_of_range) return error("is too large a number");
    if (code != std::errc{} || end != to) return must_be("a whole number");
    return number;
}

Result<bool> Place::boolean() const {
    if (!yyjson_is_bool(value_)) return must_be("true or false");
    return yyjson_get_bool(value_);
}

Result<std::string> Place::json() const {
    if (is_missing()) return error("is missing");
    if (is_deeper_than(value_, unknown_json_depth_max)) return error("is nested too deeply");
    std::size_t length = 0;
    const std::unique_ptr<char, decltype(&std::free)> text(yyjson_val_write(value_, YYJSON_WRITE_NOFLAG, &length),
                                                           &std::free);
    if (!text) return error("cannot be kept as it is");
    if (length > unknown_json_bytes_max) return error("is too long: " + std::to_string(length) + " bytes");
    return std::string(text.get(), length);
}

}  // namespace earshot::sync
