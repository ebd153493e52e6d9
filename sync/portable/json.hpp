// sync/portable/json.hpp: JSON for people's scripts: objects of one line out, objects of one line in.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <yyjson.h>

#include "platform/base/result.hpp"

namespace earshot::sync {

// Builds one object; names keep the order they are given in. Inside an array the name is not looked at.
//
//   JsonWriter json;
//   json.text("id", "7f3a");
//   json.begin_array("tags");
//   json.text({}, "repeat call");
//   json.end();
//   json.take()   ->   {"id":"7f3a","tags":["repeat call"]}
class JsonWriter {
public:
    JsonWriter();

    void text(std::string_view name, std::string_view value);
    void number(std::string_view name, std::int64_t value);
    void truth(std::string_view name, bool value);
    void null(std::string_view name);
    void texts(std::string_view name, const std::vector<std::string>& values);
    void begin_object(std::string_view name);
    void begin_array(std::string_view name);
    void end();
    // The whole object as one line without a line break; the writer is spent.
    std::string take();
    // What begin_array / begin_object of that name held, alone.
    std::string take_member(std::string_view name);

private:
    void add(std::string_view name, yyjson_mut_val* value);

    struct Free {
        void operator()(yyjson_mut_doc* document) const { yyjson_mut_doc_free(document); }
    };
    std::unique_ptr<yyjson_mut_doc, Free> document_;
    std::vector<yyjson_mut_val*> open_;
};

// A parsed text; its values live as long as it does.
class JsonReader {
public:
    // Errc::invalid with what is wrong and at which byte.
    static Result<JsonReader> parse(std::string_view text);

    yyjson_val* root() const { return yyjson_doc_get_root(document_.get()); }

private:
    struct Free {
        void operator()(yyjson_doc* document) const { yyjson_doc_free(document); }
    };
    explicit JsonReader(yyjson_doc* document) : document_(document) {}
    std::unique_ptr<yyjson_doc, Free> document_;
};

// The text of a member, empty when it is missing or no text.
std::string_view text_member(yyjson_val* object, const char* name);

}  // namespace earshot::sync
