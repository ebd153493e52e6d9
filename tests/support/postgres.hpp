// tests/support/postgres.hpp: PostgreSQL servers of a test's own, from the machine's package, gone when the test ends.
//
//   test::Postgres postgres;                     // initdb and start: a second
//   postgres.make_database("one");
//   open(postgres.address("one"));               // postgres://earshot@127.0.0.1:43127/one
//   postgres.kill(); postgres.start();           // as if the power had failed
//
// As root, which PostgreSQL refuses, it runs as the user `postgres` that its package makes. It keeps to its temporary
// folder and to a port of loopback that was free; the clusters of the machine are neither used nor touched. fsync
// is on: what these tests hold to is what is on disk.
//
// Throws, which fails the test, saying what to install, when there is no PostgreSQL.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/host/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::test {

class Postgres {
public:
    // A new cluster, started.
    Postgres();
    // A streaming standby of `primary`, started; `name` is what the primary calls it (synchronous_standby_names).
    Postgres(const Postgres& primary, const std::string& name);
    ~Postgres();
    Postgres(const Postgres&) = delete;
    Postgres& operator=(const Postgres&) = delete;

    std::uint16_t port() const { return port_; }
    // As the user earshot, who may make tables in databases made here and is no superuser.
    std::string address(const std::string& database) const;
    // With a second server, which may have taken over.
    std::string address(const Postgres& other, const std::string& database) const;
    // An empty one, or a copy of another.
    void make_database(const std::string& name, const std::string& copy_of = "template1");
    // As the superuser, each in its own transaction; what the last one prints, without decoration.
    std::string run_sql(const std::string& database, const std::vector<std::string>& statements) const;
    // Where the files of a database are.
    std::string folder_of(const std::string& database) const;
    // The cluster's setting, from now on.
    void set(const std::string& setting, const std::string& value);

    // After kill() or stop(), on the same port.
    void start();
    // SIGKILL to the server and everybody who works for it.
    void kill();
    // Immediate shutdown: as if the power had failed, but in PostgreSQL's own way.
    void stop_at_once();
    // A standby becomes a server that takes writes.
    void promote();

private:
    std::string data() const { return folder_.file("data"); }
    void prepare_folder();
    std::string run(const std::string& program, std::vector<std::string> arguments) const;
    bool try_start();

    TemporaryFolder folder_;
    std::uint16_t port_ = 0;
    std::optional<platform::ChildProcess> server_;
};

// One server for all tests of this process, started when it is first asked for.
Postgres& shared_postgres();
// A new empty database of it, for one test; its address.
std::string fresh_database();

}  // namespace earshot::test
