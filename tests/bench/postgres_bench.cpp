// tests/bench/postgres_bench.cpp: stories that arrive one a request over 64 connections, until PostgreSQL has them on
// disk.
//
//   postgres_bench [STORIES]      6,400 when not said
//
// The real earshot-server over a PostgreSQL of the benchmark's own, fsync on. Next to it, in the same run: the same
// rows inserted one a commit through bare libpq, by one connection and by 64, without a feed, merging, roles or HTTP.
#include <cstdlib>
#include <thread>

#include <libpq-fe.h>

#include "platform/host/child_process.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "platform/host/pause.hpp"
#include "platform/host/program_folder.hpp"
#include "sync/protocol/exchange_codec.hpp"
#include "sync/protocol/record_codec.hpp"
#include "sync/server/enrolment_code.hpp"
#include "sync/server/postgres/postgres_shared_store.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/story_maker.hpp"
#include "tests/support/postgres.hpp"
#include "tests/support/tcp.hpp"

namespace earshot::bench {
namespace {

constexpr std::size_t connections = 64;

struct Row {
    sync::Record record;
    std::string body;
};

std::vector<Row> make_rows(std::uint64_t seed, std::size_t count) {
    StoryMaker maker(seed, count);
    std::vector<Row> rows;
    for (std::size_t i = 0; i < count; ++i) {
        rows.push_back({maker.next(), {}});
        rows.back().body = encode_record(rows.back().record);
    }
    return rows;
}

// Each worker takes every n-th row; milliseconds for all.
template <class Work>
double in_parallel(std::size_t workers, Work work) {
    return ms_of([&] {
        std::vector<std::thread> threads;
        for (std::size_t worker = 0; worker < workers; ++worker)
            threads.emplace_back([&, worker] { work(worker); });
        for (std::thread& thread : threads)
            thread.join();
    });
}

// ---- bare libpq -----------------------------------------------------------------------------------------------------

PGconn* connect_raw(const std::string& address) {
    PGconn* connection = PQconnectdb(address.c_str());
    EARSHOT_ASSERT(PQstatus(connection) == CONNECTION_OK);
    PQclear(PQprepare(connection, "insert", "INSERT INTO raw (id, kind, body) VALUES ($1, 'story', $2)", 2, nullptr));
    return connection;
}

void insert_raw_row(PGconn* connection, const Row& row) {
    const std::string id = to_text(row.record.id);
    const char* const values[] = {id.c_str(), row.body.c_str()};
    PGresult* result = PQexecPrepared(connection, "insert", 2, values, nullptr, nullptr, 0);
    EARSHOT_ASSERT(PQresultStatus(result) == PGRES_COMMAND_OK);
    PQclear(result);
}

double insert_raw_rows(const std::string& address, std::size_t workers, const std::vector<Row>& rows) {
    std::vector<PGconn*> opened;
    for (std::size_t i = 0; i < workers; ++i)
        opened.push_back(connect_raw(address));
    const double ms = in_parallel(workers, [&](std::size_t worker) {
        for (std::size_t i = worker; i < rows.size(); i += workers)
            insert_raw_row(opened[worker], rows[i]);
    });
    for (PGconn* connection : opened)
        PQfinish(connection);
    return ms;
}

// ---- earshot-server -------------------------------------------------------------------------------------------------

class Company {
public:
    explicit Company(const std::string& address)
        : store_(sync::PostgresSharedStore::open({.address = address}, random_).value()) {
        auto started = platform::ChildProcess::start(
            {.program = platform::program_folder() + "/earshot-server",
             .arguments = {"--store", address, "serve", "--quiet", "--threads", "64", "--listen", "127.0.0.1:0"},
             .environment = {},
             .output_file = folder_.file("out"),
             .error_file = folder_.file("err")});
        EARSHOT_ASSERT(started.has_value());
        server_.emplace(std::move(*started));
        std::string said;
        while (!said.ends_with('\n')) {
            platform::pause(Duration{5});
            said = platform::HostFiles().read(folder_.file("out")).value();
        }
        port_ = static_cast<std::uint16_t>(std::stoi(said.substr(said.rfind(':') + 1)));
        epoch_ = store_->epoch().value();
    }
    ~Company() { server_->end(Duration{60'000}); }

    // A tablet's connection, and what each of its requests begins with.
    struct Tablet {
        test::TcpClient connection;
        std::string token;
        sync::ExchangeRequest request;
    };
    std::unique_ptr<Tablet> enrol() {
        const WallTime now = platform::HostClock().wall();
        const sync::EnrolmentCode code = sync::make_enrolment_code(sync::Role::teller, "leeds", now, random_);
        EARSHOT_ASSERT(store_->add_code(code, now).has_value());
        Id device;
        random_.fill(device.bytes);
        auto tablet = std::unique_ptr<Tablet>(new Tablet{test::TcpClient(port_), sync::make_token(random_), {}});
        EARSHOT_ASSERT(store_->enrol(code.code, device, "", sync::hash_of_token(tablet->token), now).has_value());
        tablet->request.device = device;
        tablet->request.epoch = epoch_;
        return tablet;
    }

    static void push(Tablet& tablet, const sync::Record& story) {
        tablet.request.push = {story};
        const std::string body = encode(tablet.request);
        EARSHOT_ASSERT(tablet.connection.send(
            "POST /v1/exchange HTTP/1.1\r\nHost: localhost\r\n"
            "Content-Type: application/json\r\nAuthorization: Bearer " +
            tablet.token + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body));
        const std::string answer = tablet.connection.read_answer();
        EARSHOT_ASSERT(answer.starts_with("HTTP/1.1 200"));
        auto decoded = sync::decode_answer(answer.substr(answer.find("\r\n\r\n") + 4));
        EARSHOT_ASSERT(decoded.has_value() && decoded->answer.verdicts == std::vector<sync::Verdict>(1));
        tablet.request.cursor = decoded->answer.cursor;
    }

    std::int64_t stored() { return store_->totals().value().records; }

private:
    test::TemporaryFolder folder_;
    platform::HostRandom random_;
    std::unique_ptr<sync::PostgresSharedStore> store_;
    std::optional<platform::ChildProcess> server_;
    std::uint16_t port_ = 0;
    std::string epoch_;
};

double push_rows(Company& company, const std::vector<Row>& rows) {
    std::vector<std::unique_ptr<Company::Tablet>> tablets;
    for (std::size_t i = 0; i < connections; ++i)
        tablets.push_back(company.enrol());
    return in_parallel(connections, [&](std::size_t worker) {
        for (std::size_t i = worker; i < rows.size(); i += connections)
            Company::push(*tablets[worker], rows[i].record);
    });
}

void print_rate(const std::string& what, std::size_t rows, double ms) {
    std::printf("  %-58s %10.0f stories/s\n", what.c_str(), static_cast<double>(rows) / ms * 1e3);
    std::fflush(stdout);
}

void bench(std::size_t count) {
    print_title("Durable ingest into PostgreSQL, one story a request, " + std::to_string(connections) + " connections");
    test::Postgres postgres;
    postgres.make_database("raw");
    postgres.make_database("earshot");
    postgres.run_sql("raw", {"CREATE TABLE raw (seq bigserial PRIMARY KEY, id uuid NOT NULL UNIQUE, kind text NOT NULL,"
                             " body text NOT NULL)",
                             "ALTER TABLE raw OWNER TO earshot"});
    Company company(postgres.address("earshot"));
    const auto rows = make_rows(7, count), few = make_rows(8, count / 8), others = make_rows(9, count);
    const double one = insert_raw_rows(postgres.address("raw"), 1, few) * 8;
    const double many = insert_raw_rows(postgres.address("raw"), connections, rows);
    const double ours = push_rows(company, others);
    EARSHOT_ASSERT(company.stored() == static_cast<std::int64_t>(count));
    print_rate("bare libpq, one connection", count, one);
    print_rate("bare libpq, 64 connections", count, many);
    print_rate("earshot-server, 64 connections", count, ours);
    print_ratio("earshot-server against one bare connection, stories/s", one / ours, "3");
    print_ratio("earshot-server against 64 bare connections, stories/s", many / ours);
}

}  // namespace
}  // namespace earshot::bench

int main(int count, char** arguments) {
    earshot::bench::bench(count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 6'400);
    return 0;
}
