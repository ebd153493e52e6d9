// sync/protocol/record_codec.hpp: one record as JSON, the same form on the wire and in the shared store.
//
//   {"kind":"story","id":"0198f0a1-b2c3-7d4e-8f00-0123456789ab",
//    "stamp":"019a4f2e11a00003@0198f0a1b2c37d4e8f000123456789ab",
//    "fields":{"words":"The lamp went out again.","mood":2,"at_risk":true,"tags":[["lamp","019a...ab",true]]},
//    "stamps":{"mood":"019a4f2e2b000000@0198f0a1b2c37d4e8f000123456789ab"}}
//
// "stamp" holds for every field that "stamps" does not name. Fields nobody has written are left out; a cleared field is
// null. Writing is canonical: equal records are equal texts.
//
// Errors  Errc::invalid, naming the place. What is checked here is the form: types, names, stamps. Ranges and lengths
//         are sync/model/check.hpp's, and the server's to ask; so a device takes what a newer server allows.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "sync/model/record.hpp"

namespace earshot::sync {

class Place;

void append_record(std::string& out, const Record& record);
inline std::string encode_record(const Record& record) {
    std::string out;
    append_record(out, record);
    return out;
}

Result<Record> decode_record(const Place& place);
Result<Record> decode_record(std::string json);

// A value as it stands among "fields".
void append_value(std::string& out, FieldType type, const Value& value);

// The record without its personal fields. Fields this build does not know stay: it cannot tell which are personal.
Record without_personal_fields(const Record& record);
bool speaks_of_personal_fields(const Record& record);
// Whether any field has been written at all.
bool says_nothing(const Record& record);

}  // namespace earshot::sync
