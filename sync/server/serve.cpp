#include "sync/server/serve.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "platform/base/log.hpp"
#include "platform/host/beast_listener.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "platform/host/interruption.hpp"
#include "sync/protocol/limits.hpp"
#include "sync/server/blobs/folder_blob_store.hpp"
#include "sync/server/server.hpp"
#include "sync/server/sqlite/sqlite_shared_store.hpp"

namespace earshot::sync {
namespace {

bool is_this_machine(const std::string& host) {
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

std::string url_of(const std::string& host, std::uint16_t port) {
    const bool six = host.find(':') != std::string::npos;
    return "http://" + (six ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

}  // namespace

Result<void> parse_address(const std::string& text, ServeOptions& options) {
    const Error wrong{
        Errc::invalid,
        "\"" + text + "\" is not an address to listen on. Write 127.0.0.1:8080; port 0 takes any free one."};
    const std::size_t colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0) return wrong;
    const char* const from = text.data() + colon + 1;
    const char* const to = text.data() + text.size();
    const auto [end, code] = std::from_chars(from, to, options.port);
    if (code != std::errc{} || end != to || from == to) return wrong;
    options.host = text.substr(0, colon);
    if (options.host.starts_with('[') && options.host.ends_with(']'))
        options.host = options.host.substr(1, options.host.size() - 2);
    return {};
}

Result<void> serve(const ServeOptions& options) {
    platform::HostFiles files;
    platform::HostRandom random;
    const platform::HostClock clock;
    EARSHOT_TRY(const auto lock, SqliteSharedStore::serving_lock(options.folder, files));
    EARSHOT_TRY(const auto store, SqliteSharedStore::open({.folder = options.folder, .vfs = {}}, files, random));
    if (!options.company.empty()) EARSHOT_CHECK(store->set_company(options.company));
    EARSHOT_TRY(const auto blobs, FolderBlobStore::open(options.folder, files, random));
    Server server(*store, random, blobs.get());

    platform::BeastListener::Options limits;
    limits.threads = options.threads;
    limits.body_bytes_max =
        std::max<std::uint64_t>(packed_body_bytes_max, blob_bytes_max);  // any tus client, in one go
    limits.bodies_bytes_max = std::uint64_t{96} * 1024 * 1024;
    limits.refusal = [&](int status) { return server.refuse(status); };
    platform::BeastListener listener(std::move(limits));
    EARSHOT_CHECK(listener.start(options.host, options.port, [&](const platform::HttpRequest& request) {
        return server.handle(request, clock.wall());
    }));
    const std::string url = url_of(options.host, listener.port());
    log_info("serving", "folder=" + options.folder + " address=" + url);
    if (!is_this_machine(options.host)) log_warning("not_encrypted", "put a proxy that speaks TLS in front of " + url);
    std::printf("%s\n", url.c_str());
    std::fflush(stdout);

    platform::wait_for_interruption();
    log_info("draining");
    listener.stop();
    log_info("ended");
    return {};
}

}  // namespace earshot::sync
