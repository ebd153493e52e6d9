#include "sync/server/server.hpp"

#include <algorithm>
#include <variant>

#include <fmt/format.h>

#include "platform/base/log.hpp"
#include "platform/ports/http_date.hpp"
#include "sync/protocol/compression.hpp"
#include "sync/protocol/enrolment.hpp"
#include "sync/protocol/openapi.hpp"
#include "sync/server/bodies.hpp"
#include "sync/server/device_token.hpp"
#include "sync/server/enrolment_code.hpp"
#include "sync/server/problems.hpp"
#include "sync/server/routes.hpp"
#include "sync/server/stamp_limit.hpp"

namespace earshot::sync {
namespace {

using platform::HttpAnswer;
using platform::HttpRequest;
using platform::HttpResponse;

constexpr std::int64_t page_bytes_max = 4 * 1024 * 1024;
constexpr Duration heard_again_after{60'000};  // a device that only pulls is noted once a minute

// A request made inside this process comes from nowhere.
bool is_this_machine(std::string_view peer) {
    return peer.empty() || peer == "::1" || peer.starts_with("127.");
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

// The device with the turn and the cursor of the database that speaks; empty when that is a copy of one that went on.
std::optional<EnrolledDevice> device_as_it_speaks(const EnrolledDevice& device, const Turn& turn,
                                                  const std::optional<Speaker>& known) {
    EnrolledDevice speaks = device;
    if (turn.incarnation.is_nil()) return speaks;
    if (known && !continues(known->turn, turn)) return std::nullopt;
    speaks.turn = turn;
    if (!known || known->turn != turn) speaks.last_heard.reset();  // Every turn is noted, also without a push.
    if (known) {
        speaks.cursor = known->cursor;
    } else if (turn.incarnation != device.device) {
        speaks.cursor = 0;
    }
    return speaks;
}

}  // namespace

// One exchange between its two halves: what waits for a commit goes on afterwards.
struct Server::Exchange {
    EnrolledDevice device, from;  // `from`: as it speaks
    DecodedRequest decoded;
    ExchangeAnswer answer;
    std::int64_t last_sequence = 0;  // before what was pushed
    Coding coding = Coding::identity;
    WallTime now;
};

HttpAnswer Server::answer(const HttpRequest& request, WallTime now) {
    metrics_.bytes_received += request.body.size();
    return route(request, now).seen_by([this, now](HttpResponse& response) {
        response.headers.add("Date", platform::to_http_date(now));
        if (response.status == 429) ++metrics_.turned_away;
        metrics_.bytes_sent += response.body.size();
        ++metrics_.answers[static_cast<std::size_t>(std::clamp(response.status / 100, 1, 5))];
    });
}

HttpResponse Server::refuse(int status) {
    ++metrics_.answers[static_cast<std::size_t>(std::clamp(status / 100, 1, 5))];
    return response_of(unheard(status));
}

HttpAnswer Server::route(const HttpRequest& request, WallTime now) {
    const auto found = find_route(path_of(request.target));
    if (!found) return turn_away(request, response_of(nothing_here()), now);
    const RoutePattern& pattern = *found->pattern;
    if (!pattern.is_of_media() && !pattern.allows(request.method))
        return turn_away(request, allow(pattern.methods), now);
    switch (pattern.route) {
        case Route::exchange:
            return exchange(request, now);
        case Route::enrol:
            return enrol(request, now);
        case Route::stories:
        case Route::story:
        case Route::data_export:
        case Route::data_import:
            return known_or_turned_away(request, stories_.answer(*found, request, now), now);
        case Route::uploads:
        case Route::upload:
        case Route::blob:
            if (auto media = blobs_.answer(request, now)) return known_or_turned_away(request, std::move(*media), now);
            return turn_away(request, response_of(nothing_here()), now);
        case Route::openapi:
        case Route::health:
        case Route::metrics:
            break;
    }
    const bool hidden = pattern.route == Route::metrics && !options_.metrics_for_all && !is_this_machine(request.peer);
    if (hidden) return turn_away(request, response_of(nothing_here()), now);
    if (const auto wait = doorkeeper_.admit_stranger(request.peer, now)) return response_of(too_often(), *wait);
    if (pattern.route == Route::openapi)
        return json_response(std::string(openapi_document()), coding_accepted(request.headers.find("Accept-Encoding")));
    if (pattern.route == Route::health) return health();
    return counters();
}

HttpResponse Server::known_or_turned_away(const HttpRequest& request, HttpResponse answer, WallTime now) {
    return answer.status == 401 ? turn_away(request, answer, now) : std::move(answer);
}

HttpResponse Server::turn_away(const HttpRequest& request, const HttpResponse& answer, WallTime now) {
    const auto wait = doorkeeper_.admit_stranger(request.peer, now);
    return wait ? response_of(too_often(), *wait) : answer;
}

HttpResponse Server::trouble(const Error& error) {
    ++metrics_.store_errors;
    log_error("store_trouble", error.message);
    return response_of(store_trouble(error));
}

HttpAnswer Server::exchange(const HttpRequest& request, WallTime now) {
    auto asked = device_of(request, store_, metrics_);
    if (auto* refusal = std::get_if<HttpResponse>(&asked))
        return known_or_turned_away(request, std::move(*refusal), now);
    const auto& device = std::get<EnrolledDevice>(asked);
    if (const auto wait = doorkeeper_.admit_device(device.device, now)) return response_of(too_often(), *wait);

    auto body = body_of(request, "application/json");
    if (auto* refusal = std::get_if<HttpResponse>(&body)) return std::move(*refusal);
    auto decoded = decode_request(std::get<std::string>(std::move(body)));
    if (!decoded) {
        const Error& error = decoded.error();
        return response_of(error.code == Errc::too_new ? wrong_version(error.message) : bad_message(error.message));
    }
    if (decoded->request.device != device.device) return response_of(token_of_another_device());
    return carry_out(device, std::move(*decoded), coding_accepted(request.headers.find("Accept-Encoding")), now);
}

HttpAnswer Server::carry_out(const EnrolledDevice& device, DecodedRequest decoded, Coding coding, WallTime now) {
    const ExchangeRequest& request = decoded.request;
    ExchangeAnswer answer;
    answer.now = now;
    const auto standing = store_.standing(request.turn.incarnation);
    if (!standing) return trouble(standing.error());
    answer.epoch = standing->epoch;
    // A cursor past the end speaks of a feed that this store no longer has: somebody put back an older copy by hand.
    if (request.epoch != standing->epoch || request.cursor > standing->last_sequence) {
        answer.start_over = true;
        answer.began = standing->last_sequence;
        log_info("start_over", "device=" + to_text(device.device));
        return json_response(encode(answer), Coding::identity);
    }

    // It may hold records whose deletion it will never hear of: it learns what there is instead.
    if (request.began && std::max(request.cursor, *request.began) < standing->purged_sequence) {
        answer.snapshot = true;
        answer.began = standing->last_sequence;
        log_info("snapshot", "device=" + to_text(device.device));
        return json_response(encode(answer), Coding::identity);
    }

    auto from = device_as_it_speaks(device, request.turn, standing->speaker);
    if (!from) {
        const auto newest = store_.newest_clock();
        if (!newest) return trouble(newest.error());
        answer.copy = true;
        answer.count_from = StampLimit(*newest, now).count_from();
        log_warning("copy", "device=" + to_text(device.device));
        return json_response(encode(answer), Coding::identity);
    }
    const bool pushes = !request.push.empty() || !decoded.unreadable.empty();
    const bool is_news =
        request.cursor > from->cursor || !from->last_heard || now - *from->last_heard >= heard_again_after;
    auto exchange = std::make_shared<Exchange>(Exchange{device, std::move(*from), std::move(decoded), std::move(answer),
                                                        standing->last_sequence, coding, now});
    return pushes || is_news ? push(exchange) : tell(*exchange);
}

// A push of nothing notes that the device was heard.
HttpAnswer Server::push(const std::shared_ptr<Exchange>& exchange) {
    return HttpAnswer::later([this, exchange](HttpAnswer::Give give) {
        ExchangeRequest& request = exchange->decoded.request;
        const auto told = [this, exchange, give = std::move(give)](Result<std::vector<Verdict>> verdicts) {
            if (!verdicts) return give([this, error = verdicts.error()] { return trouble(error); });
            exchange->answer.verdicts = interleave(std::move(*verdicts), exchange->decoded.unreadable);
            give([this, exchange] { return tell(*exchange); });
        };
        store_.push_later(exchange->from, request.cursor, std::move(request.push), exchange->now, told);
    });
}

// Everything the device asked for, once what it brought is stored.
HttpResponse Server::tell(Exchange& exchange) {
    const ExchangeRequest& request = exchange.decoded.request;
    ExchangeAnswer& answer = exchange.answer;
    auto page = store_.feed(exchange.from, {.cursor = request.cursor,
                                            .bytes = std::min(request.limit_bytes, page_bytes_max),
                                            .now = exchange.now,
                                            .snapshot_began = request.snapshot ? request.began : std::nullopt});
    if (!page) return trouble(page.error());
    // What is to be forgotten does not wait for its place in the feed, however much lies before it.
    if (request.first && page->more) {
        const auto erasures = store_.erasures(exchange.device, page->cursor);
        if (!erasures) return trouble(erasures.error());
        if (erasures->count > 0) page->records = erasures->records + (page->count > 0 ? "," : "") + page->records;
        page->count += erasures->count;
    }
    answer.cursor = page->cursor;
    answer.more = page->more;
    if (answer.more) answer.newest = std::max(exchange.last_sequence, page->cursor);

    const auto refused = std::count_if(answer.verdicts.begin(), answer.verdicts.end(),
                                       [](const Verdict& v) { return !v.refusal.empty(); });
    metrics_.exchanges += 1;
    metrics_.records_received += answer.verdicts.size();
    metrics_.records_refused += static_cast<std::uint64_t>(refused);
    metrics_.records_sent += page->count;
    if (log_wanted(LogLevel::info)) {
        log_info("exchange",
                 fmt::format("device={} received={} refused={} sent={} cursor={}", to_text(exchange.device.device),
                             answer.verdicts.size(), refused, page->count, page->cursor));
    }
    return json_response(encode_with(answer, page->records), exchange.coding);
}

HttpResponse Server::enrol(const HttpRequest& request, WallTime now) {
    if (const auto wait = doorkeeper_.admit_stranger(request.peer, now)) return response_of(too_often(), *wait);
    auto body = body_of(request, "application/json");
    if (auto* refusal = std::get_if<HttpResponse>(&body)) return std::move(*refusal);
    const auto asked = decode_enrol_request(std::get<std::string>(std::move(body)));
    if (!asked) return response_of(bad_message(asked.error().message));

    if (const auto wait = doorkeeper_.admit_guess(request.peer, now)) return response_of(too_many_guesses(), *wait);
    EnrolAnswer answer;
    answer.token = make_token(random_);
    const auto device =
        store_.enrol(tidy_code(asked->code), asked->device, asked->name, hash_of_token(answer.token), now);
    if (!device && device.error().code == Errc::denied) {
        log_warning("enrolment_refused", "device=" + to_text(asked->device));
        return response_of(wrong_code());
    }
    doorkeeper_.forgive_guess(request.peer);
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
    if (options_.gauges) {
        for (const Gauge& gauge : options_.gauges())
            response.body += text_of(gauge);
    }
    return response;
}

}  // namespace earshot::sync
