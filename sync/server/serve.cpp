#include "sync/server/serve.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <memory>

#include "platform/base/log.hpp"
#include "platform/host/beast_listener.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "platform/host/interruption.hpp"
#include "platform/host/open_files.hpp"
#include "platform/host/thread_worker.hpp"
#include "sync/protocol/limits.hpp"
#include "sync/server/blobs/folder_blob_store.hpp"
#include "sync/server/server.hpp"
#include "sync/server/upkeep.hpp"

namespace earshot::sync {
namespace {

bool is_this_machine(const std::string& host) {
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

constexpr Duration certificate_soon{21 * 86'400'000LL};  // Certificates that renew themselves do so earlier.
constexpr std::uint64_t files_besides_connections = 256;

std::string url_of(const char* scheme, const std::string& host, std::uint16_t port) {
    const bool six = host.find(':') != std::string::npos;
    return scheme + (six ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

int connections_most() {
    const std::uint64_t files = platform::raise_open_files_limit();
    const auto wanted = static_cast<std::uint64_t>(platform::BeastListener::Options{}.connections_max);
    const std::uint64_t room = files > 2 * files_besides_connections ? files - files_besides_connections : files / 2;
    return static_cast<int>(std::clamp<std::uint64_t>(room, 1, wanted));
}

// A store in trouble shows elsewhere; here it is left out.
std::vector<Gauge> gauges_of(const platform::BeastListener& listener, KeeperStore& store, WallTime now) {
    const auto load = listener.load();
    std::vector<Gauge> gauges{
        {"connections", "Connections that are open.", static_cast<double>(load.connections)},
        {"requests_waiting", "Requests that no handler has taken up yet.", static_cast<double>(load.waiting)},
        {"bytes_under_way", "Bytes of bodies and answers that are under way.",
         static_cast<double>(load.bytes_under_way)}};
    if (const auto size = store.size())
        gauges.push_back({"store_bytes", "Size of the shared store.", static_cast<double>(*size)});
    if (const auto last = store.last_backup(); last && *last) {
        const auto age = static_cast<double>((now - **last).count()) / 1'000;
        gauges.push_back({"backup_age_seconds", "How long ago the last backup was made.", age});
    }
    if (const auto identity = listener.identity()) {
        const auto left = static_cast<double>((identity->valid_until() - now).count()) / 1'000;
        gauges.push_back({"certificate_left_seconds", "How long the certificate is still valid.", left});
    }
    return gauges;
}

void log_identity(const platform::TlsIdentity& identity, const platform::TlsFiles& files, WallTime now) {
    log_info("certificate", "file=" + files.certificate + " valid_until=" + to_rfc3339(identity.valid_until()));
    if (identity.valid_until() - now < certificate_soon)
        log_warning("certificate_ends", "valid_until=" + to_rfc3339(identity.valid_until()));
    if (identity.key_is_open())
        log_warning("key_is_open", "every user of this machine can read " + files.key + "; chmod 600 it");
}

void reload(platform::BeastListener& listener, const platform::TlsFiles& files, WallTime now) {
    if (const auto reloaded = listener.reload_certificate(); !reloaded)
        return log_error("certificate_kept", reloaded.error().message + " The one in use stays in use.");
    log_identity(*listener.identity(), files, now);
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
    platform::ThreadWorker writing(clock);  // outlives the store
    EARSHOT_TRY(const OpenedStore opened, open_store(options.place, Opening::serving, files, random, &writing));
    KeeperStore& store = *opened.store;
    if (!options.company.empty()) EARSHOT_CHECK(store.set_company(options.company));
    std::unique_ptr<BlobStore> blobs;
    if (options.place.keeps_media()) {
        EARSHOT_TRY(blobs, FolderBlobStore::open(options.place.folder, files, random));
    } else {
        log_warning("no_media", "photos and voice notes are not kept; name a folder for them with --data DIR");
    }
    platform::BeastListener* listening = nullptr;
    ServerOptions server_options;
    server_options.blobs = blobs.get();
    server_options.metrics_for_all = options.metrics_for_all;
    server_options.gauges = [&] { return gauges_of(*listening, store, clock.wall()); };
    Server server(store, random, std::move(server_options));

    platform::BeastListener::Options limits;
    limits.threads = options.threads;
    limits.connections_max = connections_most();
    limits.handler_waits = !options.place.is_embedded();  // PostgreSQL is another machine, mostly
    limits.tls = options.tls;
    limits.proxy_in_front = options.proxy_in_front;
    limits.body_bytes_max =
        std::max<std::uint64_t>(packed_body_bytes_max, blob_bytes_max);  // any tus client, in one go
    limits.refusal = [&](int status) { return server.refuse(status); };
    platform::BeastListener listener(std::move(limits));
    listening = &listener;
    EARSHOT_CHECK(listener.start(options.host, options.port, [&](const platform::HttpRequest& request) {
        const Instant before = clock.monotonic();
        return server.answer(request, clock.wall()).seen_by([&, before](platform::HttpResponse&) {
            server.note_latency(clock.monotonic() - before);
        });
    }));
    const std::string url = url_of(options.tls ? "https://" : "http://", options.host, listener.port());
    const std::string where =
        options.place.is_embedded() ? "folder=" + options.place.folder : "store=\"" + options.place.arguments() + '"';
    log_info("serving", where + " address=" + url);
    if (options.tls) log_identity(*listener.identity(), *options.tls, clock.wall());
    if (!options.tls && !is_this_machine(options.host)) {
        log_warning("not_encrypted",
                    "serve with --tls-cert and --tls-key, or put a proxy that speaks TLS in front of " + url);
    }
    // On a thread of its own, so that no device waits for it.
    Upkeep upkeep(store, blobs.get(), clock, Duration{Duration::rep{options.tombstone_days} * 24 * 3'600'000});
    platform::ThreadWorker keeper(clock);
    keeper.set_step([&](Instant now) { return upkeep.step(now); });
    std::printf("%s\n", url.c_str());
    std::fflush(stdout);

    while (platform::wait_for_interruption() == platform::Interruption::hang_up && options.tls)
        reload(listener, *options.tls, clock.wall());
    log_info("draining");
    listener.stop();
    log_info("ended");
    return {};
}

}  // namespace earshot::sync
