#include "sync/replica/enrol.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sync/protocol/enrolment.hpp"
#include "sync/protocol/problem.hpp"
#include "sync/protocol/server_address.hpp"

namespace earshot::sync {
namespace {

constexpr Duration time_out{20'000};

}  // namespace

Enrolment::Enrolment(DeviceStore& store, platform::HttpTransport& transport, EnrolOptions options)
    : store_(store), transport_(transport), options_(std::move(options)) {}

Enrolment::~Enrolment() {
    if (in_flight_) transport_.cancel(*in_flight_);
}

std::optional<Result<void>> Enrolment::step() {
    if (!in_flight_) {
        if (auto started = start(); !started) return started;
    }
    auto answer = transport_.poll(*in_flight_);
    if (!answer) return std::nullopt;
    in_flight_.reset();
    return take(std::move(*answer));
}

Result<void> Enrolment::start() {
    EARSHOT_TRY(options_.server, tidy_server(options_.server));
    const std::string code = tidy_code(options_.code);
    const bool letters =
        std::all_of(code.begin(), code.end(), [](char c) { return code_letters.find(c) != std::string_view::npos; });
    if (code.size() != code_length || !letters) {
        return Error{
            Errc::invalid,
            fmt::format("A code has {} letters and digits, such as 7KQM-2XWD. Look at it once more.", code_length)};
    }
    EnrolRequest request;
    request.code = code;
    request.device = store_.device();
    EARSHOT_TRY(const std::string known_name, store_.setting("device_name"));
    request.name = options_.name.empty() ? known_name : options_.name;
    platform::HttpRequest http;
    http.method = "POST";
    http.target = options_.server + "/v1/enrol";
    http.headers.add("Content-Type", "application/json");
    http.body = encode(request);
    if (options_.authorities.empty()) {
        EARSHOT_TRY(options_.authorities, store_.setting("authorities"));
    }
    http.authorities = options_.authorities;
    in_flight_ = transport_.start(std::move(http), time_out);
    return {};
}

Result<void> Enrolment::take(Result<platform::HttpResponse> answer) {
    if (!answer) return Error{answer.error().code, answer.error().message + " Nothing was changed here; try again."};
    if (answer->status != 200 && answer->status != 201) {
        const Problem problem = decode_problem(answer->status, answer->body);
        const bool refused = answer->status >= 400 && answer->status < 500;
        if (problem.title.empty()) {
            return Error{
                refused ? Errc::denied : Errc::unavailable,
                fmt::format("{} answered, but not as a store of Earshot does (HTTP status {}). Is the address right?",
                            options_.server, answer->status)};
        }
        return Error{refused ? Errc::denied : Errc::unavailable,
                     problem.detail.empty() ? problem.title : problem.title + " " + problem.detail};
    }
    auto enrolled = decode_enrol_answer(std::move(answer->body));
    if (!enrolled) {
        return Error{
            Errc::unavailable,
            fmt::format("{} answered, but not as a store of Earshot does. Is the address right?", options_.server)};
    }
    // The server comes last: until it is set the replica does not start, so a crash in between leaves no half-enrolled
    // device that speaks to one store with the token of another.
    EARSHOT_CHECK(store_.set_setting("server", ""));
    EARSHOT_CHECK(store_.set_setting("enrolled_as", to_text(store_.device())));
    EARSHOT_CHECK(store_.set_setting("role", enrolled->role));
    EARSHOT_CHECK(store_.set_setting("site", enrolled->site));
    EARSHOT_CHECK(store_.set_setting("company", enrolled->company));
    if (!options_.name.empty()) EARSHOT_CHECK(store_.set_setting("device_name", options_.name));
    EARSHOT_CHECK(store_.set_setting("authorities", options_.authorities));
    EARSHOT_CHECK(store_.set_setting("token", enrolled->token));
    return store_.set_setting("server", options_.server);
}

}  // namespace earshot::sync
