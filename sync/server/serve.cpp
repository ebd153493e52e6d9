#include "sync/server/serve.hpp"

#include <charconv>
#include <cstdio>

#include "platform/base/log.hpp"
#include "platform/host/beast_listener.hpp"
#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "platform/host/interruption.hpp"
#include "sync/protocol/limits.hpp"
#include "sync/server/server.hpp"

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
    EARSHOT_TRY(const OpenedStore opened, open_store(options.place, Opening::serving, files, random));
    if (!options.company.empty()) EARSHOT_CHECK(opened.store->set_company(options.company));
    Server server(*opened.store, random);

    platform::BeastListener::Options limits;
    limits.threads = options.threads > 0 ? options.threads : options.place.is_embedded() ? 2 : 16;
    limits.body_bytes_max = packed_body_bytes_max;
    limits.refusal = [&](int status) { return server.refuse(status); };
    platform::BeastListener listener(std::move(limits));
    EARSHOT_CHECK(listener.start(options.host, options.port, [&](const platform::HttpRequest& request) {
        return server.handle(request, clock.wall());
    }));
    const std::string url = url_of(options.host, listener.port());
    log_info("serving", "store=\"" + options.place.arguments() + "\" address=" + url);
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
