// tests/unit/sync/replica/replica_bench.hpp: a replica over a store in memory; the test is the shared store and the
// clock.
#pragma once

#include <memory>

#include <catch2/catch_test_macros.hpp>

#include "platform/fake/memory_files.hpp"
#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "sync/model/tables.hpp"
#include "sync/protocol/exchange_codec.hpp"
#include "sync/protocol/problem.hpp"
#include "sync/replica/replica.hpp"
#include "tests/unit/sync/replica/answering_transport.hpp"

namespace earshot::sync::test_replica {

using test::AnsweringTransport;

inline platform::HttpResponse ok(const ExchangeAnswer& answer) {
    return {.status = 200, .headers = {}, .body = encode(answer)};
}
inline platform::HttpResponse problem(int status, std::string title) {
    return {.status = status,
            .headers = {},
            .body = encode_problem({.status = status, .kind = "x", .title = std::move(title)})};
}

struct Bench {
    platform::MemoryFiles files;
    platform::SteppedClock clock;
    platform::SeededRandom random{11};
    AnsweringTransport transport;
    std::unique_ptr<DeviceStore> store;
    std::unique_ptr<Replica> replica;
    std::string epoch = "one";

    explicit Bench(Tuning tuning = {}) {
        auto opened = DeviceStore::open({.in_memory = true}, files, clock, random);
        REQUIRE(opened);
        store = std::move(*opened);
        REQUIRE(store->set_setting("server", "http://store"));
        REQUIRE(store->set_setting("token", "secret"));
        transport.other_side = [this](const platform::HttpRequest& request) { return accept_all(request); };
        replica = std::make_unique<Replica>(tuning, *store, transport, clock, random);
    }
    ExchangeAnswer answer_to(const platform::HttpRequest& request) {
        auto decoded = decode_request(request.body);
        REQUIRE(decoded);
        ExchangeAnswer answer;
        answer.epoch = epoch;
        answer.cursor = decoded->request.cursor;
        answer.verdicts.resize(decoded->request.push.size());
        return answer;
    }
    AnsweringTransport::Answer accept_all(const platform::HttpRequest& request) { return ok(answer_to(request)); }
    void log(std::string words) {
        Edit edit{Kind::story, random.uuid7(clock.wall()), {}};
        edit.writes = {{story::kind, std::string("pain")}, {story::words, std::move(words)}};
        REQUIRE(store->write({&edit, 1}));
    }
    // Steps at the times the replica asks for, at most that often; stops when a run is complete.
    void run(int steps = 40) {
        replica->sync_now();
        for (int i = 0; i < steps; ++i) {
            const auto next = replica->step(clock.monotonic());
            REQUIRE(next);
            if (replica->status().run_complete) return;
            if (transport.under_way() == 0) wait_until(*next);
        }
    }
    void wait_until(Instant when) {
        if (when < Instant::never() && when > clock.monotonic()) clock.advance(when - clock.monotonic());
    }
    std::int64_t waiting() { return store->status().value().waiting; }
};

}  // namespace earshot::sync::test_replica
