#include "sync/server/server.hpp"

#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include "platform/base/log.hpp"
#include "platform/base/utf8.hpp"
#include "platform/ports/http_date.hpp"
#include "sync/protocol/compression.hpp"
#include "sync/protocol/enrolment.hpp"
#include "sync/protocol/limits.hpp"
#include "sync/server/device_token.hpp"
#include "sync/server/enrolment_code.hpp"
#include "sync/server/problems.hpp"

namespace earshot::sync {
namespace {

using platform::HttpRequest;
using platform::HttpResponse;

constexpr std::int64_t page_bytes_max = 4 * 1024 * 1024;
constexpr Duration heard_again_after{60'000};  // a device that only pulls is noted once a minute

// Either the value, or the answer that says why there is none.
template <class T>
using Or = std::variant<T, HttpResponse>;

// The path without its query.
std::string_view path_of(std::string_view target) {
    return target.substr(0, target.find('?'));
}

Or<std::string> body_of(const HttpRequest& request) {
    const std::string_view type = request.headers.find("Content-Type");
    if (type.substr(0, type.find(';')) != "application/json") return response_of(unknown_type());
    const auto coding = coding_named(request.headers.find("Content-Encoding"));
    if (!coding) return response_of(unknown_coding());
    if (request.body.size() > packed_body_bytes_max) return response_of(too_large());  // Uploads may be larger.
    auto body = unpack(*coding, request.body, body_bytes_max);
    if (body) return std::move(*body);
    return response_of(body.error().code == Errc::full ? too_large() : bad_message(body.error().message));
}

HttpResponse json_response(std::string body, Coding coding) {
    HttpResponse response;
    response.headers.add("Content-Type", "application/json");
    response.headers.add("Cache-Control", "no-store");
    if (coding != Coding::identity) response.headers.add("Content-Encoding", std::string(name_of(coding)));
    response.body = coding == Coding::identity ? std::move(body) : pack(coding, body);
    return response;
}

HttpResponse allow(std::string methods) {
    HttpResponse response = response_of(wrong_method());
    response.headers.add("Allow", std::move(methods));
    return response;
}

// The verdicts of the store, and of what could not even be read, in the order of the message.
std::vector<Verdict> interleave(std::vector<Verdict> stored, const std::vector<UnreadableRecord>& unreadable) {
    std::vector<Verdict> verdicts;
    verdicts.reserve(stored.size() + unreadable.size());
    auto next = unreadable.begin();
    for (Verdict& verdict : stored) {
        for (; next != unreadable.end() && next->index == verdicts.size(); ++next)
            verdicts.push_back({next->reason});
        verdicts.push_back(std::move(verdict));
    }
    for (; next != unreadable.end(); ++next)
        verdicts.push_back({next->reason});
    return verdicts;
}

}  // namespace

HttpResponse Server::handle(const HttpRequest& request, WallTime now) {
    HttpResponse response = route(request, now);
    response.headers.add("Date", platform::to_http_date(now));
    metrics_.bytes_received += request.body.size();
    metrics_.bytes_sent += response.body.size();
    ++metrics_.answers[static_cast<std::size_t>(std::clamp(response.status / 100, 1, 5))];
    return response;
}

HttpResponse Server::refuse(int status) {
    ++metrics_.answers[static_cast<std::size_t>(std::clamp(status / 100, 1, 5))];
    return response_of(unheard(status));
}

HttpResponse Server::route(const HttpRequest& request, WallTime now) {
    const std::string_view path = path_of(request.target);
    const bool is_post = request.method == "POST", is_get = request.method == "GET" || request.method == "HEAD";
    if (path == "/v1/exchange") return is_post ? exchange(request, now) : allow("POST");
    if (path == "/v1/enrol") return is_post ? enrol(request, now) : allow("POST");
    if (auto media = blobs_.answer(request, now)) return std::move(*media);
    if (path == "/healthz") return is_get ? health() : allow("GET, HEAD");
    if (path == "/metrics") return is_get ? counters() : allow("GET, HEAD");
    return response_of(nothing_here());
}

HttpResponse Server::trouble(const Error& error) {
    ++metrics_.store_errors;
    log_error("store_trouble", error.message);
    return response_of(store_trouble(error));
}

HttpResponse Server::exchange(const HttpRequest& request, WallTime now) {
    auto asked = device_of(request, store_, metrics_);
    if (auto* refusal = std::get_if<HttpResponse>(&asked)) return std::move(*refusal);
    const auto& device = std::get<EnrolledDevice>(asked);

    auto body = body_of(request);
    if (auto* refusal = std::get_if<HttpResponse>(&body)) return std::move(*refusal);
    const auto decoded = decode_request(std::get<std::string>(std::move(body)));
    if (!decoded) {
        const Error& error = decoded.error();
        return response_of(error.code == Errc::too_new ? wrong_version(error.message) : bad_message(error.message));
    }
    if (decoded->request.device != device.device) return response_of(token_of_another_device());
    return carry_out(device, *decoded, coding_accepted(request.headers.find("Accept-Encoding")), now);
}

HttpResponse Server::carry_out(const EnrolledDevice& device, const DecodedRequest& decoded, Coding coding,
                               WallTime now) {
    const ExchangeRequest& request = decoded.request;
    ExchangeAnswer answer;
    answer.now = now;
    const auto epoch = store_.epoch();
    if (!epoch) return trouble(epoch.error());
    const auto last = store_.last_sequence();
    if (!last) return trouble(last.error());
    answer.epoch = *epoch;
    // A cursor past the end speaks of a feed that this store no longer has: somebody put back an older copy by hand.
    if (request.epoch != *epoch || request.cursor > *last) {
        answer.start_over = true;
        log_info("start_over", "device=" + to_text(device.device));
        return json_response(encode(answer), Coding::identity);
    }

    if (!request.push.empty() || !decoded.unreadable.empty()) {
        auto verdicts = store_.push(device, request.cursor, request.push, now);
        if (!verdicts) return trouble(verdicts.error());
        answer.verdicts = interleave(std::move(*verdicts), decoded.unreadable);
    } else if (request.cursor > device.cursor || !device.last_heard || now - *device.last_heard >= heard_again_after) {
        if (const auto noted = store_.note_heard(device.device, request.cursor, now); !noted)
            return trouble(noted.error());
    }
    const auto page = store_.feed(device, request.cursor, std::min(request.limit_bytes, page_bytes_max));
    if (!page) return trouble(page.error());
    answer.cursor = page->cursor;
    answer.more = page->more;

    const auto refused = std::count_if(answer.verdicts.begin(), answer.verdicts.end(),
                                       [](const Verdict& v) { return !v.refusal.empty(); });
    metrics_.exchanges += 1;
    metrics_.records_received += answer.verdicts.size();
    metrics_.records_refused += static_cast<std::uint64_t>(refused);
    metrics_.records_sent += page->count;
    if (log_wanted(LogLevel::info)) {
        log_info("exchange", fmt::format("device={} received={} refused={} sent={} cursor={}", to_text(device.device),
                                         answer.verdicts.size(), refused, page->count, page->cursor));
    }
    return json_response(encode_with(answer, page->records), coding);
}

HttpResponse Server::enrol(const HttpRequest& request, WallTime now) {
    auto body = body_of(request);
    if (auto* refusal = std::get_if<HttpResponse>(&body)) return std::move(*refusal);
    const auto asked = decode_enrol_request(std::get<std::string>(std::move(body)));
    if (!asked) return response_of(bad_message(asked.error().message));

    EnrolAnswer answer;
    answer.token = make_token(random_);
    const auto device =
        store_.enrol(tidy_code(asked->code), asked->device, asked->name, hash_of_token(answer.token), now);
    if (!device && device.error().code == Errc::denied) {
        log_warning("enrolment_refused", "device=" + to_text(asked->device));
        return response_of(wrong_code());
    }
    if (!device) return trouble(device.error());
    const auto company = store_.company();
    if (!company) return trouble(company.error());
    answer.role = name_of(device->role);
    answer.site = device->site;
    answer.company = *company;
    ++metrics_.enrolments;
    log_info("enrolled", fmt::format("device={} role={} site={}", to_text(device->device), answer.role, answer.site));
    return json_response(encode(answer), Coding::identity);
}

HttpResponse Server::health() {
    if (const auto healthy = store_.check_health(); !healthy) {
        Problem problem = store_trouble(healthy.error());
        log_error("unhealthy", healthy.error().message);
        problem.status = 503;
        return response_of(problem);
    }
    return json_response(R"({"status":"serving"})", Coding::identity);
}

HttpResponse Server::counters() const {
    HttpResponse response;
    response.headers.add("Content-Type", "text/plain; version=0.0.4");
    response.body = metrics_.text();
    return response;
}

}  // namespace earshot::sync
