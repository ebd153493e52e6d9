// tests/bench/sync_bench.cpp: stories on their way: a real replica and a real server over loopback, in one process.
//
//   sync_bench [STORIES]      20,000 when not said
//
// Next to it, in the same run: a bare SQLite insert of the same rows with their full text, and zstd -3 of the same
// words.
#include <cstdlib>
#include <mutex>

#include <zstd.h>

#include "platform/curl/curl_transport.hpp"
#include "platform/host/beast_listener.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "sync/model/tables.hpp"
#include "sync/protocol/exchange_codec.hpp"
#include "sync/replica/enrol.hpp"
#include "sync/replica/replica.hpp"
#include "sync/server/server.hpp"
#include "sync/server/sqlite/sqlite_shared_store.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/raw_insert.hpp"
#include "tests/bench/story_maker.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::bench {
namespace {

// Counts what travels.
class CountingTransport : public platform::CurlTransport {
public:
    Handle start(platform::HttpRequest request, Duration time_out) override {
        sent += request.body.size();
        return CurlTransport::start(std::move(request), time_out);
    }
    std::optional<Result<platform::HttpResponse>> poll(Handle handle) override {
        auto answer = CurlTransport::poll(handle);
        if (answer && *answer) received += (*answer)->body.size();
        return answer;
    }
    std::size_t sent = 0, received = 0;
};

struct Company {
    test::TemporaryFolder folder;
    platform::HostFiles files;
    platform::HostClock clock;
    platform::HostRandom random;
    std::unique_ptr<sync::SqliteSharedStore> shared =
        must(sync::SqliteSharedStore::open({.folder = folder.file("server")}, files, random));
    sync::Server server{*shared, random, {.rates = {.device = {1e9, 1e9}}}};
    platform::BeastListener listener{{}};
    std::string address;

    Company() {
        must(listener.start("127.0.0.1", 0, [this](const platform::HttpRequest& request) {
            return server.answer(request, clock.wall());
        }));
        address = "http://127.0.0.1:" + std::to_string(listener.port());
    }
    ~Company() { listener.stop(); }
};

struct Tablet {
    CountingTransport transport;
    std::unique_ptr<sync::DeviceStore> store;
    platform::HostClock& clock;
    platform::HostRandom& random;

    Tablet(Company& company, const std::string& name, const std::string& code)
        : store(must(sync::DeviceStore::open({.folder = company.folder.file(name)}, company.files, company.clock,
                                             company.random))),
          clock(company.clock),
          random(company.random) {
        must(company.shared->add_code({.code = code,
                                       .role = sync::Role::teller,
                                       .site = "leeds",
                                       .valid_until = clock.wall() + Duration{600'000}},
                                      clock.wall()));
        sync::Enrolment enrolment(*store, transport, {.server = company.address, .code = code, .name = name});
        for (;;) {
            if (const auto outcome = enrolment.step()) {
                must(*outcome);
                return;
            }
            transport.wait(Duration{50});
        }
    }
    double sync_ms() {
        sync::Replica replica({}, *store, transport, clock, random);
        transport.sent = transport.received = 0;
        return ms_of([&] {
            while (!replica.status().run_complete) {
                must(replica.step(clock.monotonic()));
                if (replica.status().link == sync::Link::exchanging) transport.wait(Duration{50});
                EARSHOT_ASSERT(replica.status().trouble.empty());
            }
        });
    }
};

std::size_t packed_by_zstd(const std::vector<sync::Record>& stories) {
    sync::ExchangeRequest batch;
    batch.push = stories;
    const std::string body = encode(batch);
    std::string packed(ZSTD_compressBound(body.size()), '\0');
    return ZSTD_compress(packed.data(), packed.size(), body.data(), body.size(), 3);
}

void bench(std::size_t count) {
    print_title("Push and pull of " + std::to_string(count) + " stories over loopback");
    StoryMaker maker(7, count);
    std::vector<sync::Record> stories;
    std::vector<sync::Edit> edits;
    for (std::size_t i = 0; i < count; ++i) {
        stories.push_back(maker.next());
        sync::Edit edit{sync::Kind::story, stories.back().id, {}};
        for (std::size_t f = 0; f < stories.back().fields.size(); ++f) {
            const sync::FieldState& state = stories.back().fields[f];
            if (!state.stamp.is_never()) edit.writes.emplace_back(static_cast<sync::FieldNumber>(f), state.value);
        }
        edits.push_back(std::move(edit));
    }
    const test::TemporaryFolder raw_folder;
    const double raw = insert_raw(stories, raw_folder.file("raw.db"), true);

    Company company;
    Tablet writer(company, "writer", "23456789"), reader(company, "reader", "2345678A");
    writer.sync_ms();  // knows the epoch
    reader.sync_ms();
    must(writer.store->write(edits));
    const double push = writer.sync_ms();
    const double sent = static_cast<double>(writer.transport.sent);
    const double pull = reader.sync_ms();
    const double received = static_cast<double>(reader.transport.received);
    EARSHOT_ASSERT(must(reader.store->status()).stories == static_cast<std::int64_t>(count));
    const double quiet = reader.sync_ms();

    const auto zstd = static_cast<double>(packed_by_zstd(stories));
    print_ms("raw insert, table and FTS5", raw);
    print_ms("push", push);
    print_ms("pull", pull);
    print_ms("nothing new", quiet);
    print_ratio("push against raw insert with FTS5", push / raw, "3.5");
    print_ratio("pull against raw insert with FTS5", pull / raw, "3.5");
    print_ratio("bytes pushed against zstd -3 of the same batch", sent / zstd, "1.1");
    print_ratio("bytes pulled against zstd -3 of the same batch", received / zstd, "1.1");
}

}  // namespace
}  // namespace earshot::bench

int main(int count, char** arguments) {
    earshot::bench::bench(count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 20'000);
    return 0;
}
