// sync/protocol/json_place.hpp: reads JSON that anybody may have sent, and says where it is wrong.
//
// A Place is a value inside a document together with the way to it, so that every error reads like
// "push[3].fields.mood: must be a whole number". Places live on the stack of the function that walks down; the way is
// turned into text only when there is something to say. Numbers stay text, so that those of unknown fields are kept as
// they came. Internal to sync/protocol.
//
// Errors  Errc::invalid, always with the place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include <yyjson.h>

#include "platform/base/result.hpp"

namespace earshot::sync {

class Json {
public:
    // The document owns the bytes. A text that is no JSON is Errc::invalid and says at which byte.
    static Result<Json> parse(std::string text);
    yyjson_val* root() const { return yyjson_doc_get_root(document_.get()); }

private:
    struct Free {
        void operator()(yyjson_doc* document) const { yyjson_doc_free(document); }
    };
    std::unique_ptr<std::string> text_;  // On the heap: the document points into it, and a Json moves.
    std::unique_ptr<yyjson_doc, Free> document_;
};

class Place {
public:
    explicit Place(yyjson_val* root) : value_(root) {}
    Place(const Place& parent, std::string_view name, yyjson_val* value)
        : parent_(&parent), name_(name), value_(value) {}
    Place(const Place& parent, std::size_t index, yyjson_val* value) : parent_(&parent), index_(index), value_(value) {}

    // The member of an object; a place without a value when there is none.
    Place member(std::string_view name) const {
        return {*this, name, yyjson_obj_getn(value_, name.data(), name.size())};
    }
    yyjson_val* value() const { return value_; }
    bool is_missing() const { return value_ == nullptr; }
    Error error(std::string_view rule) const;

    Result<void> need_object() const;
    Result<void> need_array() const;
    Result<std::string_view> text() const;
    Result<std::int64_t> number() const;
    Result<bool> boolean() const;
    // The value as JSON without spaces, numbers as they came.
    Result<std::string> json() const;

private:
    void append_way(std::string& out) const;
    // "is missing" where there is no value at all, otherwise "must be " and what.
    Error must_be(std::string_view what) const;

    const Place* parent_ = nullptr;
    std::string_view name_;
    std::size_t index_ = 0;
    yyjson_val* value_ = nullptr;
};

}  // namespace earshot::sync
