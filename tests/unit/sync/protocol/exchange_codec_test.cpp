#include "sync/protocol/exchange_codec.hpp"

#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/protocol/limits.hpp"
#include "sync/protocol/record_codec.hpp"
#include "tests/support/seed.hpp"
#include "tests/unit/sync/protocol/random_record.hpp"

using namespace earshot;
using namespace earshot::sync;

namespace {

std::string text_of_file(const std::string& path) {
    std::ifstream file(path);  // Tests run from the root of the repository.
    REQUIRE(file.good());
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

// The messages PROTOCOL.md shows, without the line breaks that make them readable there.
std::string golden(const std::string& name) {
    std::string compact;
    bool line_start = true;
    for (const char c : text_of_file("tests/data/protocol/" + name)) {
        if (c == '\n') {
            line_start = true;
        } else if (!line_start || c != ' ') {
            line_start = false;
            compact += c;
        }
    }
    return compact;
}

}  // namespace

TEST_CASE("a turn, a copy and a clock to count from travel, and are left out where there are none") {
    ExchangeRequest request;
    request.epoch = "e";
    CHECK(encode(request).find("turn") == std::string::npos);
    CHECK(decode_request(encode(request)).value().request.turn == Turn{});
    request.turn.incarnation.bytes[15] = 7;
    request.turn.number = 6;
    request.turn.mark = "a1";
    CHECK(decode_request(encode(request)).value().request.turn == request.turn);

    ExchangeAnswer answer;
    answer.epoch = "e";
    answer.verdicts = {{}, {"no"}, {"ahead", 42}};
    CHECK(encode(answer).find("copy") == std::string::npos);
    answer.copy = true;
    answer.count_from = 77;
    const ExchangeAnswer decoded = decode_answer(encode(answer)).value().answer;
    CHECK(decoded.copy);
    CHECK(decoded.count_from == 77);
    CHECK(decoded.verdicts == answer.verdicts);
}

TEST_CASE("how far the feed goes travels only where it is said") {
    ExchangeAnswer answer;
    answer.epoch = "e";
    CHECK(encode(answer).find("newest") == std::string::npos);
    CHECK_FALSE(decode_answer(encode(answer)).value().answer.newest);
    answer.newest = 4'100;
    CHECK(decode_answer(encode(answer)).value().answer.newest == 4'100);
    answer.newest = -1;
    CHECK(decode_answer(encode(answer)).error().message == "newest: must not be negative");
}

TEST_CASE("the messages of an exchange have not changed") {
    const std::string request_json = golden("exchange_request.json");
    const auto request = decode_request(request_json);
    REQUIRE(request.has_value());
    CHECK(request->unreadable.empty());
    CHECK(request->request.push.size() == 2);
    CHECK(encode(request->request) == request_json);

    const std::string answer_json = golden("exchange_answer.json");
    const auto answer = decode_answer(answer_json);
    REQUIRE(answer.has_value());
    CHECK(answer->unreadable.empty());
    REQUIRE(answer->answer.verdicts.size() == 2);
    CHECK(answer->answer.verdicts[0] == Verdict{});
    CHECK(answer->answer.verdicts[1] == Verdict{"mood: 9 is not between 1 and 5"});
    CHECK(answer->answer.now.unix_ms == 1'762'168'805'123);
    CHECK(answer->answer.cursor == 41);
    CHECK(encode(answer->answer) == answer_json);
}

TEST_CASE("PROTOCOL.md shows the messages as they are") {
    const std::string document = text_of_file("sync/protocol/PROTOCOL.md");
    for (const std::string name : {"exchange_request.json", "exchange_answer.json"}) {
        INFO(name);
        const std::string shown =
            "```json golden=" + name + "\n" + text_of_file("tests/data/protocol/" + name) + "```\n";
        CHECK(document.find(shown) != std::string::npos);
    }
}

TEST_CASE("an answer made of stored texts is the answer made of records") {
    Prng chance(7);
    ExchangeAnswer answer;
    answer.epoch = "e1";
    answer.records = {test::random_record(chance), test::random_record(chance)};
    const std::string records = encode_record(answer.records[0]) + ',' + encode_record(answer.records[1]);
    CHECK(encode_with(answer, records) == encode(answer));
}

TEST_CASE("a record that cannot be read is set aside alone") {
    Prng chance(11);
    const std::string good = encode_record(test::random_record(chance));
    const std::string body = R"({"protocol":1,"device":"0198f0a1-b2c3-7d4e-8f00-0123456789ab","epoch":"","cursor":0,)"
                             R"("limit_bytes":1000,"push":[)" +
                             good + R"(,{"kind":"story"},)" + good + ",7]}";
    const auto decoded = decode_request(body);
    REQUIRE(decoded.has_value());
    CHECK(decoded->request.push.size() == 2);
    CHECK(decoded->unreadable ==
          std::vector<UnreadableRecord>{{1, "push[1].id: is missing"}, {3, "push[3]: must be an object"}});
}

TEST_CASE("a broken envelope refuses the whole message") {
    struct Row {
        const char* why;
        std::string from, to;
        Errc code;
        std::string message;
    };
    const auto row = GENERATE(values<Row>({
        {"another version", R"("protocol":1)", R"("protocol":2)", Errc::too_new,
         "version 2 of the protocol is not spoken here, only 1"},
        {"no version", R"("protocol":1,)", "", Errc::invalid, "protocol: is missing"},
        {"no device", R"("device":")", R"("devices":")", Errc::invalid, "device: is missing"},
        {"a cursor that is text", R"("cursor":12)", R"("cursor":"12")", Errc::invalid,
         "cursor: must be a whole number"},
        {"a cursor before the start", R"("cursor":12)", R"("cursor":-1)", Errc::invalid,
         "cursor: must not be negative"},
        {"records that are no list", R"("push":[)", R"("push":null,"x":[)", Errc::invalid, "push: must be a list"},
    }));
    INFO(row.why);
    std::string body = golden("exchange_request.json");
    const std::size_t at = body.find(row.from);
    REQUIRE(at != std::string::npos);
    body.replace(at, row.from.size(), row.to);
    const auto decoded = decode_request(body);
    REQUIRE_FALSE(decoded.has_value());
    CHECK(decoded.error().code == row.code);
    CHECK(decoded.error().message == row.message);
}

TEST_CASE("more records than fit in one push are refused") {
    std::string body =
        R"({"protocol":1,"device":"0198f0a1-b2c3-7d4e-8f00-0123456789ab","epoch":"","cursor":0,"limit_bytes":1,"push":[0)";
    for (std::size_t i = 0; i < push_records_most; ++i)
        body += ",0";
    const auto decoded = decode_request(body + "]}");
    REQUIRE_FALSE(decoded.has_value());
    CHECK(decoded.error().message == "push: has too many records, at most 10000 fit");
}

TEST_CASE("members of the envelope from a newer peer are passed over") {
    std::string body = golden("exchange_answer.json");
    body.insert(1, R"("weather":"rain",)");
    CHECK(decode_answer(body).has_value());
}

TEST_CASE("any damage to a message gives an outcome") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    const std::string request = golden("exchange_request.json"), answer = golden("exchange_answer.json");
    for (int round = 0; round < 6'000; ++round) {
        const bool is_request = round % 2 == 0;
        std::string body = is_request ? request : answer;
        if (chance.chance(0.3)) body.resize(chance.below(body.size()));
        for (std::uint64_t n = chance.below(6); n > 0 && !body.empty(); --n)
            body[chance.below(body.size())] = static_cast<char>(chance.next());
        if (is_request) {
            const auto decoded = decode_request(body);
            CHECK((decoded.has_value() || !decoded.error().message.empty()));
        } else {
            const auto decoded = decode_answer(body);
            CHECK((decoded.has_value() || !decoded.error().message.empty()));
        }
    }
}

TEST_CASE("members that not every exchange has are left out, and come back as they were sent") {
    struct Row {
        const char* why;
        std::optional<std::int64_t> began;
        bool snapshot, first;
    };
    const auto row = GENERATE(values<Row>({
        {"a device of an earlier version", {}, false, false},
        {"a device that began at an empty feed", 0, false, true},
        {"a device in a snapshot", 41, true, false},
    }));
    INFO(row.why);
    ExchangeRequest request;
    request.began = row.began;
    request.snapshot = row.snapshot;
    request.first = row.first;
    const std::string text = encode(request);
    const auto again = decode_request(text).value().request;
    CHECK(again.began == row.began);
    CHECK(again.snapshot == row.snapshot);
    CHECK(again.first == row.first);
    CHECK((text.find("began") == std::string::npos) == !row.began);
    CHECK((text.find("snapshot") == std::string::npos) == !row.snapshot);

    ExchangeAnswer answer;
    answer.epoch = "e";
    CHECK(encode(answer).find("snapshot") == std::string::npos);
    answer.snapshot = row.snapshot;
    answer.began = row.began.value_or(0);
    const auto heard = decode_answer(encode(answer)).value().answer;
    CHECK(heard.snapshot == row.snapshot);
    CHECK(heard.began == answer.began);
    CHECK_FALSE(decode_request(R"({"protocol":1,"device":"0198f0a1-b2c3-7d4e-8f00-0123456789ab","epoch":"","cursor":0,)"
                               R"("limit_bytes":0,"began":-1,"push":[]})")
                    .has_value());
}
