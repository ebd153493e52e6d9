// The messages of an exchange and of an enrolment: read anything, and write what was read so that it reads the same.
#include "sync/protocol/enrolment.hpp"
#include "sync/protocol/exchange_codec.hpp"
#include "sync/protocol/problem.hpp"
#include "tests/fuzz/fuzz_target.hpp"

using namespace earshot;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(fuzz::text_of(data, size));
    if (const auto request = sync::decode_request(text)) {
        const auto again = sync::decode_request(sync::encode(request->request));
        FUZZ_LAW(again.has_value() && again->unreadable.empty());
        FUZZ_LAW(again->request.push == request->request.push);
        FUZZ_LAW(sync::encode(again->request) == sync::encode(request->request));
    }
    if (const auto answer = sync::decode_answer(text)) {
        const auto again = sync::decode_answer(sync::encode(answer->answer));
        FUZZ_LAW(again.has_value() && again->unreadable.empty());
        FUZZ_LAW(again->answer.records == answer->answer.records);
        FUZZ_LAW(again->answer.verdicts == answer->answer.verdicts);
    }
    if (const auto enrol = sync::decode_enrol_request(text)) {
        const auto again = sync::decode_enrol_request(sync::encode(*enrol));
        FUZZ_LAW(again.has_value() && again->code == enrol->code && again->name == enrol->name);
    }
    if (const auto enrolled = sync::decode_enrol_answer(text))
        FUZZ_LAW(sync::decode_enrol_answer(sync::encode(*enrolled)).has_value());
    FUZZ_LAW(sync::decode_problem(500, text).title.size() <= 500);
    return 0;
}
