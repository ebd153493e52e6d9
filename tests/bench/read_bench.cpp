// tests/bench/read_bench.cpp: the same bytes read from the shared store and from nginx.
//
//   read_bench [REQUESTS]      20,000 when not said
//
// 16 connections that are kept alive fetch one photo's thumbnail (16 KB) and one photo (300 KB) again and again: from
// the shared store, which looks at the token, the rights and the blob each time, and from nginx with sendfile and
// without a log, which serves the same file to anybody. Clients and servers share the machine's cores in both. nginx is
// not installed by our scripts, since its package starts a service: apt-get install nginx-light.
#include <cstdlib>
#include <fstream>
#include <memory>
#include <thread>

#include "platform/host/beast_listener.hpp"
#include "platform/host/child_process.hpp"
#include "platform/host/heap.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "platform/host/pause.hpp"
#include "platform/host/sha256.hpp"
#include "sync/server/blobs/folder_blob_store.hpp"
#include "sync/server/enrolment_code.hpp"
#include "sync/server/server.hpp"
#include "sync/server/sqlite/sqlite_shared_store.hpp"
#include "tests/bench/measure.hpp"
#include "tests/support/tcp.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::bench {
namespace {

constexpr std::size_t connections = 16;
constexpr const char* nginx_program = "/usr/sbin/nginx";
constexpr const char* token = "token of the reader";

std::string noise(std::size_t size) {
    std::string bytes(size, '\0');
    std::uint32_t state = 12'345;
    for (char& byte : bytes) {
        state = state * 1'664'525 + 1'013'904'223;
        byte = static_cast<char>(state >> 24);
    }
    return bytes;
}

class SharedStore {
public:
    explicit SharedStore(const std::vector<std::string>& contents) {
        must(store_->add_code({"2345ABCD", sync::Role::leader, "leeds", clock_.wall() + Duration{600'000}},
                              clock_.wall()));
        random_.fill(device_.bytes);
        must(store_->enrol("2345ABCD", device_, "d", sync::hash_of_token(token), clock_.wall()));
        for (const std::string& content : contents) {
            const std::string hash = platform::sha256_hex(content);
            const sync::Upload upload = must(blobs_->begin({device_, content.size(), hash, {}}, clock_.wall()));
            must(blobs_->append(upload.id, 0, content, clock_.wall()));
            must(store_->note_brought(device_, hash));
        }
        must(listener_.start("127.0.0.1", 0, [this](const platform::HttpRequest& request) {
            return server_.answer(request, clock_.wall());
        }));
    }
    ~SharedStore() { listener_.stop(); }
    std::uint16_t port() const { return listener_.port(); }

private:
    static platform::BeastListener::Options options() {
        platform::BeastListener::Options options;
        options.threads = static_cast<int>(connections);
        return options;
    }

    test::TemporaryFolder folder_;
    platform::HostFiles files_;
    platform::HostClock clock_;
    platform::HostRandom random_;
    Id device_;
    std::unique_ptr<sync::SqliteSharedStore> store_ =
        must(sync::SqliteSharedStore::open({.folder = folder_.file("server")}, files_, random_));
    std::unique_ptr<sync::FolderBlobStore> blobs_ =
        must(sync::FolderBlobStore::open(folder_.file("media"), files_, random_));
    sync::Server server_{
        *store_, random_, {.blobs = blobs_.get(), .rates = {.device = {1e9, 1e9}, .stranger = {1e9, 1e9}}}};
    platform::BeastListener listener_{options()};
};

// nginx over a folder of its own, on a port that was free a moment ago.
class Nginx {
public:
    explicit Nginx(const std::vector<std::string>& contents) {
        {
            platform::BeastListener any{platform::BeastListener::Options()};
            must(any.start("127.0.0.1", 0, [](const platform::HttpRequest&) { return platform::HttpResponse(); }));
            port_ = any.port();
            any.stop();
        }
        platform::HostFiles files;
        must(files.make_folder(folder_.file("blobs")));
        for (const std::string& content : contents)
            must(files.write_atomic(folder_.file("blobs/" + platform::sha256_hex(content)), content));
        must(files.write_atomic(folder_.file("nginx.conf"), configuration()));
        process_ = std::make_unique<platform::ChildProcess>(
            must(platform::ChildProcess::start({.program = nginx_program,
                                                .arguments = {"-p", folder_.path(), "-c", "nginx.conf"},
                                                .error_file = folder_.file("errors")})));
        // It is written once the port is open.
        for (int i = 0; i < 500 && !files.exists(folder_.file("nginx.pid")); ++i)
            platform::pause(Duration{10});
    }
    ~Nginx() { process_->end(Duration{10'000}); }  // Asked, not killed: it ends its workers.
    Nginx(const Nginx&) = delete;
    Nginx& operator=(const Nginx&) = delete;
    std::uint16_t port() const { return port_; }

private:
    std::string configuration() const {
        std::string temporary;
        for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
            temporary += std::string(kind) + "_temp_path tmp_" + kind + "; ";
        return "daemon off; user root; worker_processes auto; pid nginx.pid; events { worker_connections 256; } http { "
               "access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; " +
               temporary + "server { listen 127.0.0.1:" + std::to_string(port_) + "; root " + folder_.path() + "; } }";
    }

    test::TemporaryFolder folder_;
    std::uint16_t port_ = 0;
    std::unique_ptr<platform::ChildProcess> process_;
};

// Requests a second.
double rate_of(std::uint16_t port, const std::string& target, std::size_t size, std::size_t requests) {
    const std::string request = "GET " + target + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + token + "\r\n\r\n";
    const std::string length = "Content-Length: " + std::to_string(size) + "\r\n";
    const double ms = ms_of([&] {
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < connections; ++i) {
            threads.emplace_back([&] {
                test::TcpClient client(port);
                for (std::size_t n = 0; n < requests / connections; ++n) {
                    client.send(request);
                    const std::string head = client.read_head();
                    EARSHOT_ASSERT(head.starts_with("HTTP/1.1 200") && head.find(length) != head.npos);
                }
            });
        }
        for (std::thread& thread : threads)
            thread.join();
    });
    return static_cast<double>(requests) * 1'000 / ms;
}

void bench_reads(std::size_t requests) {
    const std::vector<std::string> contents{noise(16'384), noise(300'000)};
    SharedStore shared(contents);
    const bool beside_nginx = std::ifstream(nginx_program).good();
    const auto nginx = beside_nginx ? std::make_unique<Nginx>(contents) : nullptr;
    if (!nginx) std::puts("nginx is not here to compare with: apt-get install nginx-light");
    for (const std::string& content : contents) {
        print_title("Reads of " + std::to_string(content.size() / 1'000) + " KB over 16 connections, median of five");
        const std::string hash = platform::sha256_hex(content);
        std::vector<double> ours_each, theirs_each;
        // In turns: the machine may be slower a moment later.
        for (int round = 0; round < 5; ++round) {
            ours_each.push_back(rate_of(shared.port(), "/v1/blobs/" + hash, content.size(), requests));
            if (nginx) theirs_each.push_back(rate_of(nginx->port(), "/blobs/" + hash, content.size(), requests));
        }
        const double ours = median(ours_each);
        std::printf("  %-58s %10.0f a second\n", "the shared store", ours);
        if (!nginx) continue;
        const double theirs = median(theirs_each);
        std::printf("  %-58s %10.0f a second\n", "nginx", theirs);
        print_ratio("the shared store against nginx", ours / theirs, "0.5");
    }
}

}  // namespace
}  // namespace earshot::bench

int main(int count, char** arguments) {
    earshot::platform::give_back_freed_memory();  // As the program does.
    earshot::bench::bench_reads(count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 20'000);
}
