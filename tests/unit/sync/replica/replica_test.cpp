#include "sync/replica/replica.hpp"

#include <functional>
#include <set>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/base/prng.hpp"
#include "sync/model/tables.hpp"
#include "sync/protocol/exchange_codec.hpp"
#include "tests/support/seed.hpp"
#include "tests/unit/sync/replica/replica_bench.hpp"

namespace earshot::sync {
namespace {

using test::AnsweringTransport;
using test_replica::Bench;
using test_replica::ok;
using test_replica::problem;

TEST_CASE("a device that was never enrolled asks nobody") {
    Bench bench;
    REQUIRE(bench.store->set_setting("token", ""));
    const auto next = bench.replica->step(bench.clock.monotonic());
    REQUIRE(next);
    CHECK(*next == Instant::never());
    CHECK(bench.replica->status().link == Link::not_enrolled);
    CHECK(bench.transport.requests.empty());
}

TEST_CASE("the first exchange asks for the epoch before anything is pushed") {
    Bench bench;
    bench.log("late again");
    bench.run();
    REQUIRE(bench.transport.requests.size() == 2);
    CHECK(decode_request(bench.transport.requests[0].body).value().request.push.empty());
    CHECK(decode_request(bench.transport.requests[1].body).value().request.push.size() == 1);
    CHECK(bench.transport.requests[1].headers.find("authorization") == "Bearer secret");
    CHECK(bench.waiting() == 0);
    CHECK(bench.replica->status().sent == 1);
    CHECK(bench.store->status().value().last_agreed.has_value());
}

TEST_CASE("another epoch means everything waits and is sent again") {
    Bench bench;
    bench.log("one");
    bench.run();
    REQUIRE(bench.waiting() == 0);
    bench.epoch = "restored";
    std::size_t pushed = 0;
    bench.transport.other_side = [&](const platform::HttpRequest& request) {
        const ExchangeAnswer answer = bench.answer_to(request);
        if (decode_request(request.body).value().request.epoch == bench.epoch) pushed += answer.verdicts.size();
        return AnsweringTransport::Answer(ok(answer));
    };
    bench.run();
    CHECK(pushed == 1);
    CHECK(bench.waiting() == 0);
    CHECK(bench.store->epoch().value() == "restored");
}

TEST_CASE("a store restored again before the device has agreed with it is believed again") {
    Bench bench;
    bench.log("one");
    bench.run();
    int restores = 0;
    bench.epoch = "restored";
    bench.transport.other_side = [&](const platform::HttpRequest& request) {
        ExchangeAnswer answer = bench.answer_to(request);
        answer.start_over = decode_request(request.body).value().request.epoch != bench.epoch;
        if (answer.start_over && ++restores < 3) bench.epoch += " again";
        return AnsweringTransport::Answer(ok(answer));
    };
    bench.run();
    CHECK(bench.replica->status().run_complete);
    CHECK(restores == 3);
    CHECK(bench.waiting() == 0);
    CHECK(bench.store->epoch().value() == "restored again again");
}

TEST_CASE("a device that turns out to be a copy goes on as one of its own, and nobody is asked") {
    Bench bench;
    bench.log("one");
    bench.run();
    const Id before = bench.store->device();
    bench.log("two");
    std::vector<ExchangeRequest> requests;
    bench.transport.other_side = [&](const platform::HttpRequest& request) {
        requests.push_back(decode_request(request.body).value().request);
        ExchangeAnswer answer = bench.answer_to(request);
        answer.copy = requests.back().turn.incarnation == before;
        if (answer.copy) answer.verdicts.clear();
        return AnsweringTransport::Answer(ok(answer));
    };
    bench.run();
    CHECK(bench.store->device() != before);
    CHECK(bench.waiting() == 0);
    CHECK(requests.back().turn.incarnation == bench.store->device());
    CHECK(requests.back().device == before);  // whose token it has
    CHECK(requests[1].push.size() == 2);      // all of it once more
    CHECK(bench.replica->status().notice == Notice::copy);

    // It stays until somebody has read it.
    bench.replica = std::make_unique<Replica>(Tuning{}, *bench.store, bench.transport, bench.clock, bench.random);
    bench.run();
    CHECK(bench.replica->status().notice == Notice::copy);
    REQUIRE(bench.store->set_setting(notice_setting, ""));
    REQUIRE(bench.replica->step(bench.clock.monotonic()));
    CHECK(bench.replica->status().notice == Notice::none);
}

TEST_CASE("an answer that is lost is asked for under the same turn, the next push has another") {
    Bench bench;
    bench.run();
    bench.log("one");
    std::vector<Turn> turns;
    bool lost = true;
    bench.transport.other_side = [&](const platform::HttpRequest& request) {
        turns.push_back(decode_request(request.body).value().request.turn);
        if (std::exchange(lost, false)) return AnsweringTransport::Answer(Error{Errc::unavailable, "Nobody there."});
        return bench.accept_all(request);
    };
    bench.run();
    bench.log("two");
    bench.run();
    REQUIRE(turns.size() == 3);
    CHECK(turns[0] == turns[1]);
    CHECK(turns[2].number == turns[1].number + 1);
}

TEST_CASE("what the store finds stamped ahead is stamped anew and sent again") {
    Bench bench;
    bench.run();
    const WallTime now = bench.clock.wall();
    bench.clock.set_wall(now + Duration{5LL * 365 * 86'400'000});
    bench.log("one");
    const std::uint64_t count_from = static_cast<std::uint64_t>(now.unix_ms) << 16;
    bench.transport.other_side = [&](const platform::HttpRequest& request) {
        ExchangeAnswer answer = bench.answer_to(request);
        answer.now = now;
        const auto pushed = decode_request(request.body).value().request.push;
        for (std::size_t i = 0; i < pushed.size(); ++i) {
            if (pushed[i].latest().hlc > count_from + 1'000) answer.verdicts[i] = {"ahead", count_from};
        }
        return AnsweringTransport::Answer(ok(answer));
    };
    bench.run();
    CHECK(bench.waiting() == 0);
    CHECK(bench.replica->status().refused == 0);
    CHECK(bench.replica->status().sent == 1);
    bench.log("two");
    CHECK(bench.store->outgoing(10, 10'000).value().front().record.latest().hlc < count_from + (60'000ULL << 16));
}

TEST_CASE("bad weather leaves everything waiting, is said in words and heals by itself") {
    struct Row {
        const char* why;
        AnsweringTransport::Answer answer;
        std::string words;
    };
    auto half = ok(ExchangeAnswer{.epoch = "one"});
    half.body.resize(half.body.size() / 2);
    auto too_few = ok(ExchangeAnswer{.epoch = "one"});
    const std::vector<Row> rows{
        {"nobody there", Error{Errc::unavailable, "The store at http://store could not be reached."},
         "could not be reached"},
        {"server trouble without words", platform::HttpResponse{.status = 500, .headers = {}, .body = "<html>"},
         "HTTP status 500"},
        {"server trouble with words", problem(503, "The store is full."), "The store is full."},
        {"half an answer", half, "incomplete or damaged"},
        {"fewer verdicts than records", too_few, "incomplete or damaged"},
        {"a stranger's page", platform::HttpResponse{.status = 200, .headers = {}, .body = "Welcome to the hotel"},
         "incomplete or damaged"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Bench bench;
        bench.run();  // knows the epoch
        bench.log("one");
        bench.transport.other_side = [&](const platform::HttpRequest&) { return row.answer; };
        bench.run(6);
        CHECK(bench.waiting() == 1);
        CHECK(bench.replica->status().link == Link::retrying);
        CHECK(bench.replica->status().trouble.find(row.words) != std::string::npos);
        CHECK(bench.replica->status().trouble.find("safe on this device") != std::string::npos);
        bench.transport.other_side = [&](const platform::HttpRequest& request) { return bench.accept_all(request); };
        bench.run();
        CHECK(bench.waiting() == 0);
        CHECK(bench.replica->status().trouble.empty());
    }
}

TEST_CASE("there is always a next attempt, never later than the longest delay") {
    const std::uint64_t seed = test::seed();
    INFO("seed " << seed);
    Prng chance(seed);
    const Tuning tuning;
    Bench bench(tuning);
    bench.transport.other_side = [](const platform::HttpRequest&) {
        return AnsweringTransport::Answer(Error{Errc::unavailable, "no route"});
    };
    for (int failure = 0; failure < 200; ++failure) {
        Instant next{0};
        do {
            const auto stepped = bench.replica->step(bench.clock.monotonic());
            REQUIRE(stepped);
            next = *stepped;
        } while (bench.transport.under_way() > 0);
        const Duration delay = next - bench.clock.monotonic();
        REQUIRE(delay > Duration{0});
        REQUIRE(delay <= tuning.unreachable_delay_max * 5 / 4);
        if (chance.chance(0.1)) bench.replica->sync_now();
        bench.wait_until(next);
    }
    CHECK(bench.transport.requests.size() >= 200);
}

TEST_CASE("who does not answer is asked often, who answers with trouble is left alone, and each counts for itself") {
    const AnsweringTransport::Answer nobody = Error{Errc::unavailable, "Nobody there."};
    const AnsweringTransport::Answer trouble = problem(500, "Trouble.");
    const Tuning tuning;
    struct Row {
        const char* why;
        AnsweringTransport::Answer first;
        int times;
        AnsweringTransport::Answer then;
        Duration shortest, longest;  // of the wait after it, without chance
    };
    const std::vector<Row> rows{
        {"an hour without anybody", nobody, 2'000, nobody, tuning.unreachable_delay_max, tuning.unreachable_delay_max},
        {"an hour of trouble", trouble, 60, trouble, tuning.retry_delay_max, tuning.retry_delay_max},
        {"silence does not lengthen what follows", nobody, 20, trouble, tuning.retry_delay_min, tuning.retry_delay_min},
        {"nor trouble", trouble, 20, nobody, tuning.retry_delay_min, tuning.retry_delay_min},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Bench bench(tuning);
        const auto wait_after = [&](const AnsweringTransport::Answer& answer) {
            bench.transport.other_side = [&](const platform::HttpRequest&) { return answer; };
            Instant next{0};
            do
                next = bench.replica->step(bench.clock.monotonic()).value();
            while (bench.transport.under_way() > 0);
            const Duration wait = next - bench.clock.monotonic();
            bench.wait_until(next);
            return wait;
        };
        for (int i = 0; i < row.times; ++i)
            wait_after(row.first);
        const Duration wait = wait_after(row.then);
        CHECK(wait >= row.shortest * 3 / 4);
        CHECK(wait <= row.longest * 5 / 4);
    }
}

TEST_CASE("after trouble a device looks again soon, then ever more rarely, until trouble comes again") {
    Bench bench;
    const Tuning tuning;
    bench.run();
    for (int outage = 0; outage < 2; ++outage) {
        INFO("outage " << outage);
        bench.transport.other_side = [](const platform::HttpRequest&) {
            return AnsweringTransport::Answer(Error{Errc::unavailable, "Nobody there."});
        };
        bench.run(6);
        bench.transport.other_side = [&](const platform::HttpRequest& request) { return bench.accept_all(request); };
        std::vector<Duration> waits;
        for (int i = 0; i < 12; ++i) {
            bench.run();
            REQUIRE(bench.replica->status().run_complete);
            const Instant next = bench.replica->step(bench.clock.monotonic()).value();
            waits.push_back(next - bench.clock.monotonic());
            bench.wait_until(next);
        }
        // Whoever was cut off too has asked again by then, and this device has heard it ten seconds after the end.
        CHECK(waits.front() > tuning.unreachable_delay_max * 5 / 4);
        CHECK(tuning.unreachable_delay_max * 5 / 4 + waits.front() < Duration{10'000});
        CHECK(waits[6] > 2 * waits[0]);
        CHECK(waits.back() >= tuning.period * 3 / 4);
        CHECK(waits.back() <= tuning.period * 5 / 4);
    }
}

TEST_CASE("a server that asks for patience gets it") {
    Bench bench;
    bench.transport.other_side = [](const platform::HttpRequest&) {
        platform::HttpResponse response = problem(503, "Busy.");
        response.headers.add("Retry-After", "30");
        return AnsweringTransport::Answer(response);
    };
    Instant next{0};
    do
        next = bench.replica->step(bench.clock.monotonic()).value();
    while (bench.transport.under_way() > 0);
    CHECK(next - bench.clock.monotonic() >= Duration{30'000});
}

TEST_CASE("a token the store does not take stops everything and loses nothing, until asked") {
    Bench bench;
    bench.log("one");
    bench.transport.other_side = [](const platform::HttpRequest&) {
        return AnsweringTransport::Answer(problem(401, "This device was revoked."));
    };
    bench.run(4);
    CHECK(bench.replica->status().link == Link::denied);
    CHECK(bench.replica->step(bench.clock.monotonic()).value() == Instant::never());
    CHECK(bench.waiting() == 1);
    CHECK(bench.replica->status().trouble.find("revoked") != std::string::npos);
    bench.transport.other_side = [&](const platform::HttpRequest& request) { return bench.accept_all(request); };
    bench.run();
    CHECK(bench.waiting() == 0);
}

TEST_CASE("a refused record is set aside with its reason and the rest goes on") {
    Bench bench;
    for (int i = 0; i < 5; ++i)
        bench.log("story " + std::to_string(i));
    bench.transport.other_side = [&](const platform::HttpRequest& request) {
        ExchangeAnswer answer = bench.answer_to(request);
        if (answer.verdicts.size() > 2) answer.verdicts[2].refusal = "mood: must be a whole number";
        return AnsweringTransport::Answer(ok(answer));
    };
    bench.run();
    CHECK(bench.replica->status().run_complete);
    CHECK(bench.replica->status().sent == 4);
    CHECK(bench.replica->status().refused == 1);
    const auto refused = bench.store->refused();
    REQUIRE(refused);
    REQUIRE(refused->size() == 1);
    CHECK(refused->front().reason == "mood: must be a whole number");
}

TEST_CASE("a batch too large is halved until it fits, and a record that never fits is refused alone") {
    Bench bench;
    for (int i = 0; i < 9; ++i)
        bench.log(i == 4 ? std::string(9'000, 'x') : "short");
    bench.transport.other_side = [&](const platform::HttpRequest& request) {
        if (request.body.size() > 5'000) return AnsweringTransport::Answer(problem(413, "Too large."));
        return bench.accept_all(request);
    };
    bench.run(80);
    CHECK(bench.replica->status().run_complete);
    CHECK(bench.replica->status().sent == 8);
    CHECK(bench.store->refused().value().size() == 1);
}

TEST_CASE("an edit made while an exchange is under way keeps waiting and goes with the next") {
    Bench bench;
    bench.run();
    bench.log("one");
    const Id id = bench.store->list({}).value().rows.front().id;
    bench.replica->sync_now();
    bench.transport.holds_back = true;
    REQUIRE(bench.replica->step(bench.clock.monotonic()));
    Edit edit{Kind::story, id, {{story::mood, std::int64_t{2}}}};
    REQUIRE(bench.store->write({&edit, 1}));
    bench.transport.holds_back = false;
    bench.run();
    CHECK(bench.waiting() == 0);
    const auto last = decode_request(bench.transport.requests.back().body).value().request;
    REQUIRE(last.push.size() == 1);
    CHECK(last.push[0].number(story::mood) == 2);
}

TEST_CASE("cancelling ends what is under way and a later run completes") {
    Bench bench;
    bench.log("one");
    bench.transport.holds_back = true;
    bench.replica->sync_now();
    REQUIRE(bench.replica->step(bench.clock.monotonic()));
    REQUIRE(bench.transport.under_way() == 1);
    bench.replica->cancel();
    CHECK(bench.transport.under_way() == 0);
    CHECK(bench.replica->status().link == Link::stopped);
    bench.transport.holds_back = false;
    bench.run();
    CHECK(bench.waiting() == 0);
}

TEST_CASE("something unreadable in a batch is found by halving and set aside alone") {
    Bench bench;
    for (int i = 0; i < 9; ++i)
        bench.log(i == 4 ? "poison" : "sound");
    bench.transport.other_side = [&](const platform::HttpRequest& request) {
        if (request.body.find("poison") != std::string::npos)
            return AnsweringTransport::Answer(problem(400, "Not JSON."));
        return bench.accept_all(request);
    };
    bench.run(80);
    CHECK(bench.replica->status().run_complete);
    CHECK(bench.replica->status().sent == 8);
    CHECK(bench.store->refused().value().front().reason == "Not JSON.");
}

TEST_CASE("a transport that never answers is given up") {
    Bench bench;
    bench.transport.holds_back = true;
    bench.replica->sync_now();
    for (int i = 0; i < 100 && bench.replica->status().link != Link::retrying; ++i)
        bench.wait_until(bench.replica->step(bench.clock.monotonic()).value());
    CHECK(bench.replica->status().link == Link::retrying);
    CHECK(bench.transport.under_way() == 0);
    bench.transport.holds_back = false;
    bench.run();
    CHECK(bench.replica->status().run_complete);
}

TEST_CASE("a server that goes in circles is not run after") {
    struct Row {
        const char* why;
        std::function<void(ExchangeAnswer&)> spoil;
    };
    const std::vector<Row> rows{
        {"more to come, but no way forward", [](ExchangeAnswer& answer) { answer.more = true; }},
        {"a cursor that goes back", [](ExchangeAnswer& answer) { answer.cursor = 1; }},
        {"beginning anew for ever", [](ExchangeAnswer& answer) { answer.start_over = true; }},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Bench bench;
        bench.run();
        REQUIRE(bench.store->apply({}, 7));
        const std::size_t before = bench.transport.requests.size();
        bench.transport.other_side = [&](const platform::HttpRequest& request) {
            ExchangeAnswer answer = bench.answer_to(request);
            row.spoil(answer);
            return AnsweringTransport::Answer(ok(answer));
        };
        bench.replica->sync_now();
        for (int i = 0; i < 20; ++i)
            REQUIRE(bench.replica->step(bench.clock.monotonic()));  // No time passes.
        CHECK(bench.replica->status().link == Link::retrying);
        CHECK(bench.transport.requests.size() - before <= 2);
    }
}

TEST_CASE("a server that cannot unpack is spoken to more simply") {
    Bench bench;
    bench.run();
    bench.log(std::string(2'000, 'x'));
    std::vector<std::string> codings;
    bench.transport.other_side = [&](const platform::HttpRequest& request) {
        codings.emplace_back(request.headers.find("Content-Encoding"));
        if (!codings.back().empty()) return AnsweringTransport::Answer(problem(415, "Packed."));
        return bench.accept_all(request);
    };
    bench.run();
    CHECK(codings == std::vector<std::string>{"ez1", "zstd", "gzip", ""});
    CHECK(bench.waiting() == 0);
}

TEST_CASE("a server of before that has no dictionary hears small things too, and is not asked again") {
    Bench bench;
    std::vector<std::string> codings;
    bench.transport.other_side = [&](const platform::HttpRequest& request) {
        codings.emplace_back(request.headers.find("Content-Encoding"));
        if (codings.back() == "ez1") return AnsweringTransport::Answer(problem(415, "Packed."));
        return bench.accept_all(request);
    };
    bench.log("The lamp went out again.");
    bench.run();
    bench.log("And again.");
    bench.run();
    CHECK(bench.waiting() == 0);
    CHECK(std::count(codings.begin(), codings.end(), "ez1") == 1);
}

TEST_CASE("a server that said no to a way of packing is asked again the next day") {
    Bench bench;
    bool is_upgraded = false;
    std::set<std::string> codings;  // What is packed at all: an exchange without news is too small for some.
    bench.transport.other_side = [&](const platform::HttpRequest& request) {
        const std::string coding(request.headers.find("Content-Encoding"));
        if (!coding.empty()) codings.insert(coding);
        if (coding == "ez1" && !is_upgraded) return AnsweringTransport::Answer(problem(415, "Packed."));
        return bench.accept_all(request);
    };
    const auto codings_of_a_story = [&] {
        codings.clear();
        bench.log("The lamp went out again.");
        bench.run();
        CHECK(bench.waiting() == 0);
        return codings;
    };
    using Codings = std::set<std::string>;
    CHECK(codings_of_a_story() == Codings{"ez1", "zstd"});
    bench.clock.advance(Tuning{}.pack_again - Duration{60'000});
    CHECK(codings_of_a_story() == Codings{"zstd"});
    bench.clock.advance(Duration{120'000});
    CHECK(codings_of_a_story() == Codings{"ez1", "zstd"});
    CHECK(codings_of_a_story() == Codings{"zstd"});  // The day begins anew.
    is_upgraded = true;
    bench.clock.advance(Tuning{}.pack_again);
    CHECK(codings_of_a_story() == Codings{"ez1"});
    CHECK(codings_of_a_story() == Codings{"ez1"});
}

TEST_CASE("a batch shrinks while the network breaks off, and grows again") {
    Tuning tuning;
    tuning.push_records_max = 64;
    tuning.push_records_min = 4;
    Bench bench(tuning);
    for (int i = 0; i < 100; ++i)
        bench.log("story");
    std::vector<std::size_t> batches;
    bench.transport.other_side = [&](const platform::HttpRequest& request) {
        const std::size_t batch = decode_request(request.body).value().request.push.size();
        batches.push_back(batch);
        const bool too_much = batch > 8 && batches.size() < 10;
        return too_much ? AnsweringTransport::Answer(Error{Errc::unavailable, "broke off"}) : bench.accept_all(request);
    };
    bench.run(200);
    CHECK(bench.waiting() == 0);
    CHECK(batches == std::vector<std::size_t>{0, 64, 32, 16, 8, 16, 8, 16, 8, 16, 32, 28});
}

TEST_CASE("a stranger's answer is told from a store's") {
    for (const int status : {302, 404, 405}) {
        Bench bench;
        bench.transport.other_side = [&](const platform::HttpRequest&) {
            return AnsweringTransport::Answer(
                platform::HttpResponse{.status = status, .headers = {}, .body = "<html>"});
        };
        bench.run(4);
        CHECK(bench.replica->status().link == Link::retrying);
        CHECK(bench.replica->status().trouble.find("not as a store of Earshot does") != std::string::npos);
    }
}

TEST_CASE("what this version cannot read is counted, holds up nothing, and is fetched again by one that knows more") {
    Bench bench;
    bench.run();
    REQUIRE(bench.store->apply({}, 5));
    std::vector<std::int64_t> cursors;
    const auto with_a_strange_record = [&](const platform::HttpRequest& request) {
        ExchangeAnswer answer = bench.answer_to(request);
        cursors.push_back(answer.cursor);
        answer.cursor = 9;
        std::string json = encode(answer);
        json.insert(json.find("\"records\":[") + 11,
                    R"({"kind":"story","id":"0198f0a1-b2c3-7d4e-8f00-0123456789ab","mood":"stormy"})");
        return AnsweringTransport::Answer(platform::HttpResponse{.status = 200, .headers = {}, .body = json});
    };
    bench.transport.other_side = with_a_strange_record;
    bench.run();
    CHECK(bench.replica->status().run_complete);
    CHECK(bench.replica->status().unreadable == 1);
    CHECK(bench.store->status().value().cursor == 9);
    bench.run();
    CHECK(cursors == std::vector<std::int64_t>{5, 9});

    // As if another version had noted it.
    REQUIRE(bench.store->set_setting("unread_from", "0123456789abcdef 5"));
    bench.run();
    CHECK(cursors.back() == 5);
    CHECK(bench.store->status().value().cursor == 9);
}

TEST_CASE("only the first exchange of a run that is answered asks for erasures before everything else") {
    Bench bench;
    REQUIRE(bench.store->start_over("one"));
    int answers = 0;
    bench.transport.other_side = [&](const platform::HttpRequest& request) -> AnsweringTransport::Answer {
        ExchangeAnswer answer = bench.answer_to(request);
        if (++answers == 1) return Error{Errc::unavailable, "The network broke off."};
        answer.more = answers < 4;
        answer.cursor += 1;
        return ok(answer);
    };
    bench.run();
    std::string asked;
    for (const platform::HttpRequest& request : bench.transport.requests)
        asked += decode_request(request.body)->request.first ? 'f' : '-';
    CHECK(asked == "ff--");
}

}  // namespace
}  // namespace earshot::sync
