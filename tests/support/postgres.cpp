#include "tests/support/postgres.hpp"

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "platform/host/host_files.hpp"
#include "platform/host/pause.hpp"

namespace earshot::test {
namespace {

namespace fs = std::filesystem;

constexpr Duration patience{120'000};

// Ends the test, or the benchmark.
[[noreturn]] void fail(const std::string& why) {
    throw std::runtime_error(why);
}

bool is_root() {
    return ::geteuid() == 0;
}

// Of the newest version the machine has: Debian keeps each in a folder of its own.
std::string program(const std::string& name) {
    std::string found;
    int newest = 0;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", none)) {
        const fs::path file = entry.path() / "bin" / name;
        const int version = std::atoi(entry.path().filename().c_str());
        if (version > newest && fs::exists(file)) found = file, newest = version;
    }
    if (!found.empty()) return found;
    const std::string path = std::getenv("PATH") ? std::getenv("PATH") : "";
    for (std::size_t at = 0; at < path.size();) {
        const std::size_t end = std::min(path.find(':', at), path.size());
        const fs::path file = fs::path(path.substr(at, end - at)) / name;
        if (fs::exists(file)) return file;
        at = end + 1;
    }
    fail("There is no PostgreSQL on this machine (" + name +
         "). Install the package postgresql, or run: platform/cmake/setup.sh tests");
}

std::uint16_t free_port() {
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof(address);
    const bool bound = ::bind(probe, reinterpret_cast<sockaddr*>(&address), length) == 0 &&
                       ::getsockname(probe, reinterpret_cast<sockaddr*>(&address), &length) == 0;
    ::close(probe);
    if (!bound) fail("there is no free port on loopback");
    return ntohs(address.sin_port);
}

std::string text_of(const std::string& file) {
    const auto text = platform::HostFiles().read(file);
    return text ? *text : std::string();
}

platform::ChildProcess started(const platform::ChildProcess::Command& command) {
    auto child = platform::ChildProcess::start(command);
    if (!child) fail(child.error().message);
    return std::move(*child);
}

// PostgreSQL refuses root. setpriv becomes the program itself, so that signals reach it; it dies with us.
platform::ChildProcess::Command as_user(const std::string& path, std::vector<std::string> arguments) {
    if (!is_root()) return {.program = path, .arguments = std::move(arguments)};
    arguments.insert(arguments.begin(),
                     {"--reuid=postgres", "--regid=postgres", "--init-groups", "--pdeathsig=QUIT", "--", path});
    return {.program = "/usr/bin/setpriv", .arguments = std::move(arguments)};
}

}  // namespace

// ---- a cluster ------------------------------------------------------------------------------------------------------

Postgres::Postgres() {
    prepare_folder();
    // What initdb writes need not survive a power failure.
    run("initdb", {"--pgdata=" + data(), "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C",
                   "--no-sync", "--no-instructions"});
    start();
    run_sql("postgres", {"CREATE ROLE earshot LOGIN"});
}

Postgres::Postgres(const Postgres& primary, const std::string& name) {
    prepare_folder();
    run("pg_basebackup",
        {"--pgdata=" + data(), "--write-recovery-conf", "--checkpoint=fast", "--no-sync", "--dbname",
         "host=127.0.0.1 port=" + std::to_string(primary.port_) + " user=postgres application_name=" + name});
    start();
}

Postgres::~Postgres() {
    if (server_ && !server_->exit_code()) {
        ::kill(server_->id(), SIGQUIT);  // Unlike SIGKILL it leaves no shared memory behind.
        server_->wait(patience);
    }
}

void Postgres::prepare_folder() {
    if (!is_root()) return;
    const passwd* user = ::getpwnam("postgres");
    if (!user) fail("There is no user postgres. Install the package postgresql, or run: platform/cmake/setup.sh tests");
    if (::chown(folder_.path().c_str(), user->pw_uid, user->pw_gid) != 0) fail("chown " + folder_.path());
}

std::string Postgres::run(const std::string& name, std::vector<std::string> arguments) const {
    const TemporaryFolder printed;
    auto command = as_user(program(name), std::move(arguments));
    command.output_file = printed.file("out");
    command.error_file = printed.file("err");
    if (started(command).wait(patience) != 0) fail(name + ": " + text_of(printed.file("err")));
    std::string out = text_of(printed.file("out"));
    while (out.ends_with('\n'))
        out.pop_back();
    return out;
}

// ---- its server -----------------------------------------------------------------------------------------------------

void Postgres::start() {
    // Between asking for a free port and taking it, somebody else may take it.
    const bool port_is_known = port_ != 0;
    for (int attempt = 0; attempt < 10; ++attempt) {
        if (!port_is_known) port_ = free_port();
        if (try_start()) return;
        platform::pause(Duration{50});
    }
    fail("PostgreSQL did not start: " + text_of(folder_.file("server.err")));
}

bool Postgres::try_start() {
    auto command = as_user(program("postgres"), {"-D", data(),
                                                 "-p", std::to_string(port_),
                                                 "-k", folder_.path(),
                                                 "-h", "127.0.0.1",
                                                 "-c", "fsync=on",
                                                 "-c", "shared_buffers=32MB",
                                                 "-c", "max_connections=120",
                                                 "-c", "dynamic_shared_memory_type=mmap",
                                                 "-c", "wal_level=replica",
                                                 "-c", "autovacuum_naptime=5s"});
    command.output_file = folder_.file("server.out");
    command.error_file = folder_.file("server.err");
    server_ = started(command);
    const std::string ready = program("pg_isready");
    for (Duration waited{0}; waited < patience && !server_->exit_code(); waited += Duration{20}) {
        auto asked = started(
            {.program = ready, .arguments = {"--quiet", "--host=127.0.0.1", "--port=" + std::to_string(port_)}});
        if (asked.wait(patience) == 0) return true;
        platform::pause(Duration{20});
    }
    return false;
}

void Postgres::kill() {
    // The children notice within moments that their parent has gone; they must not be there when it is started again.
    const std::string own = std::to_string(server_->id());
    std::vector<int> family{server_->id()};
    std::ifstream children("/proc/" + own + "/task/" + own + "/children");
    for (int child = 0; children >> child;)
        family.push_back(child);
    for (const int process : family)
        ::kill(process, SIGKILL);
    server_->wait(patience);
    server_.reset();
}

void Postgres::stop_at_once() {
    ::kill(server_->id(), SIGQUIT);
    if (!server_->wait(patience)) fail("PostgreSQL did not stop");
    server_.reset();
}

void Postgres::promote() {
    run("pg_ctl", {"promote", "--wait", "--pgdata=" + data()});
}

// ---- what is in it --------------------------------------------------------------------------------------------------

std::string Postgres::address(const std::string& database) const {
    return "postgres://earshot@127.0.0.1:" + std::to_string(port_) + "/" + database;
}

std::string Postgres::address(const Postgres& other, const std::string& database) const {
    return "postgres://earshot@127.0.0.1:" + std::to_string(port_) + ",127.0.0.1:" + std::to_string(other.port_) + "/" +
           database;
}

void Postgres::make_database(const std::string& name, const std::string& copy_of) {
    run_sql("postgres", {"CREATE DATABASE " + name + " OWNER earshot TEMPLATE " + copy_of});
}

std::string Postgres::run_sql(const std::string& database, const std::vector<std::string>& statements) const {
    std::vector<std::string> arguments{"--no-psqlrc",
                                       "--quiet",
                                       "--tuples-only",
                                       "--no-align",
                                       "--set=ON_ERROR_STOP=1",
                                       "--host=127.0.0.1",
                                       "--port=" + std::to_string(port_),
                                       "--username=postgres",
                                       "--dbname=" + database};
    for (const std::string& statement : statements)
        arguments.push_back("--command=" + statement);
    return run("psql", std::move(arguments));
}

std::string Postgres::folder_of(const std::string& database) const {
    std::string oid = run_sql(database, {"SELECT oid FROM pg_database WHERE datname = current_database()"});
    while (oid.ends_with('\n'))
        oid.pop_back();
    return data() + "/base/" + oid;
}

void Postgres::set(const std::string& setting, const std::string& value) {
    run_sql("postgres", {"ALTER SYSTEM SET " + setting + " = '" + value + "'", "SELECT pg_reload_conf()"});
}

Postgres& shared_postgres() {
    static Postgres postgres;
    return postgres;
}

std::string fresh_database() {
    static int made = 0;
    const std::string name = "test" + std::to_string(++made);
    shared_postgres().make_database(name);
    return shared_postgres().address(name);
}

}  // namespace earshot::test
