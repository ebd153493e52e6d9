// sync/store/stamps_blob.hpp: the stamps of a record's fields in one small blob.
//
// Most records are written once, all fields with one stamp, which takes 32 bytes:
//
//   8  clock, 16 device    the stamp most fields share
//   8  mask                stored numbers (FieldDictionary) of the fields that have it
//   then for every other written field:
//   1  stored number, 1 whether the device is the shared one, 8 clock, 16 device unless shared
//
// Numbers are big-endian.
#pragma once

#include <string>
#include <string_view>

#include "sync/model/record.hpp"
#include "sync/store/field_dictionary.hpp"

namespace earshot::sync {

std::string encode_stamps(const FieldDictionary& dictionary, const Record& record);
// Sets the stamps of the record's fields. False when the blob is damaged.
bool decode_stamps(const FieldDictionary& dictionary, std::string_view blob, Record& record);

}  // namespace earshot::sync
