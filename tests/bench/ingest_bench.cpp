// tests/bench/ingest_bench.cpp: stories of many devices at once into the shared store, and the price of quiet ones.
//
//   ingest_bench [STORIES]      8,000 when not said
//
// 64 devices push one story a request over connections of their own, each waiting for its answer: what they are told is
// on disk. Next to it, in the same run and on the same disk, SQLite alone with synchronous=FULL, one story a
// transaction. Then 1,000 connections that say nothing.
#include <cstdlib>
#include <ctime>
#include <thread>

#include "platform/host/beast_listener.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "platform/host/open_files.hpp"
#include "platform/host/pause.hpp"
#include "platform/host/thread_worker.hpp"
#include "sync/protocol/exchange_codec.hpp"
#include "sync/server/enrolment_code.hpp"
#include "sync/server/server.hpp"
#include "sync/server/sqlite/sqlite_shared_store.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/raw_insert.hpp"
#include "tests/bench/story_maker.hpp"
#include "tests/support/tcp.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::bench {
namespace {

constexpr std::size_t devices_count = 64;
constexpr std::size_t quiet_connections = 1'000;
constexpr Duration quiet_time{10'000};

struct Company {
    test::TemporaryFolder folder;
    platform::HostFiles files;
    platform::HostClock clock;
    platform::HostRandom random;
    platform::ThreadWorker writing{clock};
    std::unique_ptr<sync::SqliteSharedStore> store =
        must(sync::SqliteSharedStore::open({.folder = folder.file("server"), .writing = &writing}, files, random));
    sync::Server server{*store, random, {.rates = {.device = {1e9, 1e9}, .stranger = {1e9, 1e9}}}};
    platform::BeastListener listener;

    Company() : listener(options()) {
        must(listener.start("127.0.0.1", 0, [this](const platform::HttpRequest& request) {
            return server.answer(request, clock.wall());
        }));
    }
    ~Company() { listener.stop(); }
    static platform::BeastListener::Options options() {
        platform::BeastListener::Options options;
        options.threads = static_cast<int>(devices_count);
        return options;
    }
};

// One device and the requests it is going to send, formed beforehand.
struct Sender {
    std::vector<std::string> requests;

    Sender(Company& company, std::size_t number) {
        const std::string code = "2345" + std::to_string(1'000 + number), token = "token" + std::to_string(number);
        company.random.fill(device.bytes);
        must(company.store->add_code({code, sync::Role::teller, "leeds", company.clock.wall() + Duration{600'000}},
                                     company.clock.wall()));
        must(company.store->enrol(code, device, "d", sync::hash_of_token(token), company.clock.wall()));
        epoch = must(company.store->epoch());
        last = must(company.store->last_sequence());
        head = "POST /v1/exchange HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: Bearer " +
               token + "\r\nContent-Length: ";
    }
    void add(const sync::Record& story) {
        sync::ExchangeRequest request;
        request.device = device;
        request.epoch = epoch;
        request.limit_bytes = 1;  // What others wrote is another benchmark's; at most one record comes back.
        request.push = {story};
        const std::string body = encode(request);
        requests.push_back(head + std::to_string(body.size()) + "\r\n\r\n" + body);
    }
    void send_all(std::uint16_t port) const {
        test::TcpClient client(port);
        for (const std::string& request : requests) {
            client.send(request);
            EARSHOT_ASSERT(client.read_answer().starts_with("HTTP/1.1 200"));
        }
    }

    Id device;
    std::string epoch, head;
    std::int64_t last = 0;
};

void bench_ingest(std::size_t count) {
    print_title("Durable ingest of " + std::to_string(count) + " stories, one a request, over 64 connections");
    StoryMaker maker(7, count);
    std::vector<sync::Record> stories;
    for (std::size_t i = 0; i < count; ++i)
        stories.push_back(maker.next());
    const test::TemporaryFolder raw_folder;
    const double raw = insert_raw(stories, raw_folder.file("raw.db"), false, 1);

    Company company;
    std::vector<Sender> senders;
    for (std::size_t i = 0; i < devices_count; ++i)
        senders.emplace_back(company, i);
    for (std::size_t i = 0; i < count; ++i)
        senders[i % devices_count].add(stories[i]);
    const double ingest = ms_of([&] {
        std::vector<std::thread> threads;
        for (const Sender& sender : senders)
            threads.emplace_back([&] { sender.send_all(company.listener.port()); });
        for (std::thread& thread : threads)
            thread.join();
    });
    EARSHOT_ASSERT(must(company.store->totals()).records == static_cast<std::int64_t>(count));
    print_ms("SQLite alone, one transaction a story, synchronous=FULL", raw);
    print_ms("the shared store over HTTP, server and clients", ingest);
    print_ratio("stories a second against SQLite alone", raw / ingest, "3");
}

void bench_quiet() {
    print_title("1,000 connections kept alive and quiet");
    platform::raise_open_files_limit();
    Company company;
    const double before = memory_mb("VmRSS");
    std::vector<std::unique_ptr<test::TcpClient>> clients;
    for (std::size_t i = 0; i < quiet_connections; ++i) {
        clients.push_back(std::make_unique<test::TcpClient>(company.listener.port()));
        clients.back()->send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
        EARSHOT_ASSERT(clients.back()->read_answer().starts_with("HTTP/1.1 200"));
    }
    const double held = memory_mb("VmRSS");
    const std::clock_t cpu = std::clock();
    platform::pause(quiet_time);
    const double busy = static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
    const double share = busy * 1'000 / static_cast<double>(quiet_time.count());
    std::printf("  %-58s %10.4f %%\n", "of one core while nobody says anything", share * 100);
    std::printf("  %-58s %10.1f MB\n", "memory, both ends of the connections", held - before);
    std::printf("  %-58s %10.1f MB\n", "more after ten quiet seconds", memory_mb("VmRSS") - held);
}

}  // namespace
}  // namespace earshot::bench

int main(int count, char** arguments) {
    earshot::bench::bench_quiet();
    earshot::bench::bench_ingest(count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 8'000);
    return 0;
}
