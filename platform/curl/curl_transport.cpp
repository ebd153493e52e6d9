#include "platform/curl/curl_transport.hpp"

#include <algorithm>
#include <array>

#include <curl/curl.h>
#include <openssl/x509_vfy.h>

#include "platform/base/assert.hpp"

namespace earshot::platform {
namespace {

constexpr long connections_kept = 2;
constexpr int time_outs_in_all = 10;

void start_library() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    EARSHOT_ASSERT(started == CURLE_OK);
}

// "https://store.example:8443", without the path: what a person knows the shared store by.
std::string address_of(const std::string& url) {
    const std::size_t scheme = url.find("://");
    return url.substr(0, scheme == std::string::npos ? url.find('/') : url.find('/', scheme + 3));
}

// Why a certificate was not accepted, as far as libcurl and OpenSSL tell.
Error not_trusted(const std::string& address, long verified, std::string_view detail) {
    const std::string start = address + " could not prove that it is what it says: ";
    const std::string end = " Nothing was sent to it.";
    switch (verified) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return {Errc::denied, start +
                                      "its certificate has expired, or the clock of this device is wrong. The keeper "
                                      "of the store renews it." +
                                      end};
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return {Errc::denied,
                    start + "its certificate is not valid yet. Look at the date and time of this device." + end};
        default:
            break;
    }
    if (detail.find("match") != std::string_view::npos) {  // libcurl compares names itself, and says so in words only.
        return {Errc::denied, start +
                                  "its certificate is for another name. Check the address, also for the name that the "
                                  "keeper gave." +
                                  end};
    }
    return {Errc::denied, start +
                              "its certificate is not trusted here. If the company has an authority of its own, enrol "
                              "with its certificate: earshot enrol --ca FILE." +
                              end};
}

Error error_of(CURLcode code, const std::string& address, const char* detail, long verified) {
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
        case CURLE_COULDNT_RESOLVE_PROXY:
            return {Errc::unavailable, "The name in " + address + " is not known here. Is this device online?"};
        case CURLE_COULDNT_CONNECT:
            return {Errc::unavailable, "Nobody answers at " + address + "."};
        case CURLE_OPERATION_TIMEDOUT:
            return {Errc::unavailable, address + " did not answer in time."};
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_ISSUER_ERROR:
        case CURLE_SSL_INVALIDCERTSTATUS:
            return not_trusted(address, verified, detail);
        case CURLE_SSL_CACERT_BADFILE:
            return {Errc::denied,
                    "The company's own authority that this device was given cannot be read. Nothing was "
                    "sent. Enrol again with: earshot enrol --ca FILE, a certificate in PEM form."};
        case CURLE_SSL_CONNECT_ERROR:
            return {Errc::unavailable, "No encrypted connection to " + address +
                                           " came about. Does it speak TLS? If it does not, its address starts with "
                                           "http://. (" +
                                           std::string(detail) + ")"};
        case CURLE_PARTIAL_FILE:
        case CURLE_GOT_NOTHING:
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
        case CURLE_WEIRD_SERVER_REPLY:
            return {Errc::unavailable, "The connection to " + address + " broke off before the answer was complete."};
        case CURLE_URL_MALFORMAT:
        case CURLE_UNSUPPORTED_PROTOCOL:
            return {Errc::unavailable,
                    address + " is not an address that can be reached. It should start with https:// or http://."};
        case CURLE_WRITE_ERROR:
            return {Errc::unavailable, "The answer of " + address + " is larger than can be taken."};
        default:
            break;
    }
    const std::string why = detail[0] != '\0' ? detail : curl_easy_strerror(code);
    return {Errc::unavailable, "The connection to " + address + " failed: " + why + "."};
}

template <class Value>
void set(CURL* easy, CURLoption option, Value value) {
    const CURLcode code = curl_easy_setopt(easy, option, value);
    EARSHOT_ASSERT(code == CURLE_OK);
}

}  // namespace

struct CurlTransport::Transfer {
    CURL* easy = curl_easy_init();
    curl_slist* header_lines = nullptr;
    HttpRequest request;
    HttpResponse response;
    std::size_t body_bytes_max = 0;
    std::array<char, CURL_ERROR_SIZE> detail{};
    std::optional<Result<HttpResponse>> outcome;

    Transfer() { EARSHOT_ASSERT(easy != nullptr); }
    ~Transfer() {
        curl_easy_cleanup(easy);
        curl_slist_free_all(header_lines);
    }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;

    void add_header(const std::string& line) {
        header_lines = curl_slist_append(header_lines, line.c_str());
        EARSHOT_ASSERT(header_lines != nullptr);
    }

    static std::size_t take_body(char* bytes, std::size_t size, std::size_t count, void* self) {
        auto& transfer = *static_cast<Transfer*>(self);
        if (transfer.response.body.size() + size * count > transfer.body_bytes_max) return 0;
        transfer.response.body.append(bytes, size * count);
        return size * count;
    }

    static std::size_t take_header(char* bytes, std::size_t size, std::size_t count, void* self) {
        auto& transfer = *static_cast<Transfer*>(self);
        std::string_view line(bytes, size * count);
        if (line.starts_with("HTTP/"))
            transfer.response.headers.lines.clear();  // After "100 Continue" comes the answer.
        while (!line.empty() && (line.back() == '\n' || line.back() == '\r' || line.back() == ' '))
            line.remove_suffix(1);
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && !line.starts_with("HTTP/")) {
            const std::size_t from = line.find_first_not_of(' ', colon + 1);
            transfer.response.headers.add(std::string(line.substr(0, colon)), from == std::string_view::npos
                                                                                  ? std::string()
                                                                                  : std::string(line.substr(from)));
        }
        return size * count;
    }
};

CurlTransport::CurlTransport(Options options) : options_(std::move(options)) {
    start_library();
    multi_ = curl_multi_init();
    EARSHOT_ASSERT(multi_ != nullptr);
    curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, connections_kept);
}

CurlTransport::~CurlTransport() {
    for (const auto& [handle, transfer] : transfers_)
        curl_multi_remove_handle(multi_, transfer->easy);
    transfers_.clear();
    curl_multi_cleanup(multi_);
}

HttpTransport::Handle CurlTransport::start(HttpRequest request, Duration time_out) {
    auto owned = std::make_unique<Transfer>();
    Transfer& transfer = *owned;
    transfer.request = std::move(request);
    transfer.body_bytes_max = options_.body_bytes_max;
    const Handle handle = ++last_;
    transfers_.emplace(handle, std::move(owned));

    CURL* const easy = transfer.easy;
    const HttpRequest& asked = transfer.request;
    const long stall_seconds = std::max(1L, static_cast<long>(time_out.count() / 1'000));
    set(easy, CURLOPT_NOSIGNAL, 1L);
    set(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    set(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(std::min(options_.connect_time_out, time_out).count()));
    set(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(easy, CURLOPT_LOW_SPEED_TIME, stall_seconds);
    set(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(time_out.count()) * time_outs_in_all);
    set(easy, CURLOPT_ERRORBUFFER, transfer.detail.data());
    set(easy, CURLOPT_USERAGENT, options_.user_agent.c_str());
    set(easy, CURLOPT_WRITEFUNCTION, &Transfer::take_body);
    set(easy, CURLOPT_WRITEDATA, static_cast<void*>(&transfer));
    set(easy, CURLOPT_HEADERFUNCTION, &Transfer::take_header);
    set(easy, CURLOPT_HEADERDATA, static_cast<void*>(&transfer));
    if (!asked.authorities.empty()) {
        // libcurl takes what it only reads as writable.
        curl_blob authorities{transfer.request.authorities.data(), asked.authorities.size(), CURL_BLOB_NOCOPY};
        set(easy, CURLOPT_CAINFO_BLOB, &authorities);
    }
    set(easy, CURLOPT_CUSTOMREQUEST, asked.method.c_str());
    if (asked.method == "HEAD") set(easy, CURLOPT_NOBODY, 1L);
    if (!asked.body.empty() || asked.method == "POST") {
        set(easy, CURLOPT_POSTFIELDS, asked.body.data());
        set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(asked.body.size()));
    }
    for (const auto& [name, value] : asked.headers.lines)
        transfer.add_header(name + ": " + value);
    transfer.add_header("Expect:");  // Asking first whether a body may be sent costs a round trip each time.
    set(easy, CURLOPT_HTTPHEADER, transfer.header_lines);
    if (curl_easy_setopt(easy, CURLOPT_URL, asked.target.c_str()) != CURLE_OK) {
        finish(transfer, CURLE_URL_MALFORMAT);
        return handle;
    }
    EARSHOT_ASSERT(curl_multi_add_handle(multi_, easy) == CURLM_OK);
    go_on();
    return handle;
}

std::optional<Result<HttpResponse>> CurlTransport::poll(Handle handle) {
    const auto at = transfers_.find(handle);
    if (at == transfers_.end()) return std::nullopt;
    if (!at->second->outcome) go_on();
    if (!at->second->outcome) return std::nullopt;
    std::optional<Result<HttpResponse>> outcome = std::move(at->second->outcome);
    transfers_.erase(at);
    return outcome;
}

void CurlTransport::cancel(Handle handle) {
    const auto at = transfers_.find(handle);
    if (at == transfers_.end()) return;
    curl_multi_remove_handle(multi_, at->second->easy);
    transfers_.erase(at);
}

void CurlTransport::wait(Duration most) {
    constexpr Duration int_max{2'000'000'000};
    go_on();
    const bool answer_waits =
        std::any_of(transfers_.begin(), transfers_.end(), [](const auto& t) { return t.second->outcome.has_value(); });
    if (answer_waits) return;
    const auto ms = static_cast<int>(std::clamp(most, Duration{0}, int_max).count());
    curl_multi_poll(multi_, nullptr, 0, ms, nullptr);
    go_on();
}

void CurlTransport::wake() {
    curl_multi_wakeup(multi_);
}

// Moves what can be moved without waiting, and notes what came to an end.
void CurlTransport::go_on() {
    int running = 0;
    curl_multi_perform(multi_, &running);
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        CURL* const easy = message->easy_handle;
        const CURLcode code = message->data.result;
        curl_multi_remove_handle(multi_, easy);  // After this the message is gone.
        const auto at =
            std::find_if(transfers_.begin(), transfers_.end(), [&](const auto& t) { return t.second->easy == easy; });
        EARSHOT_ASSERT(at != transfers_.end());
        finish(*at->second, code);
    }
}

void CurlTransport::finish(Transfer& transfer, int code) {
    if (code != CURLE_OK) {
        long verified = X509_V_OK;
        curl_easy_getinfo(transfer.easy, CURLINFO_SSL_VERIFYRESULT, &verified);
        transfer.outcome = error_of(static_cast<CURLcode>(code), address_of(transfer.request.target),
                                    transfer.detail.data(), verified);
        return;
    }
    long status = 0;
    curl_easy_getinfo(transfer.easy, CURLINFO_RESPONSE_CODE, &status);
    transfer.response.status = static_cast<int>(status);
    transfer.outcome = std::move(transfer.response);
}

}  // namespace earshot::platform
