#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/protocol/enrolment.hpp"

using namespace earshot;
using namespace earshot::sync;

TEST_CASE("enrolment messages read as they were written") {
    const EnrolRequest request{"7KQM2XWD", parse_id("0198f0a1-b2c3-7d4e-8f00-0123456789ab").value(),
                               "Leeds, \"Counter\" 2"};
    const auto back = decode_enrol_request(encode(request));
    REQUIRE(back.has_value());
    CHECK(back->code == request.code);
    CHECK(back->device == request.device);
    CHECK(back->name == request.name);

    const EnrolAnswer answer{"t0ken", "teller", "leeds", "Northway Home"};
    const auto answer_back = decode_enrol_answer(encode(answer));
    REQUIRE(answer_back.has_value());
    CHECK(answer_back->token == "t0ken");
    CHECK(answer_back->role == "teller");
    CHECK(answer_back->site == "leeds");
    CHECK(answer_back->company == "Northway Home");
}

TEST_CASE("a wrong enrolment says where") {
    struct Row {
        const char* why;
        std::string body, message;
    };
    const auto row = GENERATE(values<Row>({
        {"no object", "7", "the message: must be an object"},
        {"no code", "{}", "code: is missing"},
        {"a code of another type", R"({"code":7})", "code: must be text"},
        {"a device that is none", R"({"code":"A","device":"x"})", "device: \"x\" is not an id"},
        {"the empty device", R"({"code":"A","device":"00000000-0000-0000-0000-000000000000"})",
         "device: is the empty id"},
        {"a name like a novel",
         R"({"code":"A","device":"0198f0a1-b2c3-7d4e-8f00-0123456789ab","name":")" + std::string(201, 'n') + "\"}",
         "name: is too long: at most 200 bytes fit"},
    }));
    INFO(row.why);
    const auto decoded = decode_enrol_request(row.body);
    REQUIRE_FALSE(decoded.has_value());
    CHECK(decoded.error().message.substr(0, row.message.size()) == row.message);
}

TEST_CASE("an answer without a token is no answer") {
    CHECK_FALSE(decode_enrol_answer(R"({"token":"","role":"teller","site":"leeds","company":""})").has_value());
}

TEST_CASE("codes are read the way people type them") {
    CHECK(tidy_code(" 7kqm-2xwd ") == "7KQM2XWD");
    CHECK(spaced_code("7KQM2XWD") == "7KQM-2XWD");
    CHECK(spaced_code("7KQM") == "7KQM");
}
