// One record: reading, canonical writing, checking, redaction and the laws of merging.
//
// The input is up to three records, one a line.
#include <algorithm>
#include <vector>

#include "sync/model/check.hpp"
#include "sync/model/merge.hpp"
#include "sync/protocol/record_codec.hpp"
#include "tests/fuzz/fuzz_target.hpp"

using namespace earshot;
using sync::Record;

namespace {

Record merged(Record into, const Record& from) {
    sync::merge(into, from);
    return into;
}

void check_one(const Record& record) {
    const std::string written = sync::encode_record(record);
    const auto again = sync::decode_record(written);
    FUZZ_LAW(again.has_value() && *again == record);
    FUZZ_LAW(sync::encode_record(*again) == written);
    const Record plain = sync::without_personal_fields(record);
    FUZZ_LAW(!sync::speaks_of_personal_fields(plain));
    FUZZ_LAW(merged(record, plain) == record);  // Nothing new is in what was left of it.
    FUZZ_LAW(merged(record, record) == record);
    static_cast<void>(sync::check_record(record).has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view text = fuzz::text_of(data, size);
    std::vector<Record> records;
    while (!text.empty() && records.size() < 3) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        if (auto record = sync::decode_record(std::string(text.substr(0, end)))) {
            check_one(*record);
            record->id = Id{};  // Versions of one record, whatever their ids were.
            record->id.bytes[0] = 1;
            if (records.empty() || (records[0].kind == record->kind && records[0].unknown_kind == record->unknown_kind))
                records.push_back(std::move(*record));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (records.size() >= 2) FUZZ_LAW(merged(records[0], records[1]) == merged(records[1], records[0]));
    if (records.size() == 3) {
        FUZZ_LAW(merged(merged(records[0], records[1]), records[2]) ==
                 merged(records[0], merged(records[1], records[2])));
    }
    return 0;
}
