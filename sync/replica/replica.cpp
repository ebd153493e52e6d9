#include "sync/replica/replica.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "platform/base/hash.hpp"
#include "platform/base/log.hpp"
#include "sync/protocol/compression.hpp"
#include "sync/protocol/exchange_codec.hpp"
#include "sync/protocol/limits.hpp"
#include "sync/protocol/problem.hpp"
#include "sync/replica/answers.hpp"

namespace earshot::sync {
namespace {

// A store that finds the same stamps ahead again and again does not mean what we think it means.
constexpr int corrections_most = 5;
constexpr std::string_view what_is_safe =
    "Everything written here is safe on this device; it will try again by itself.";

// Changes when this build learns of a kind or a field.
std::string fingerprint_of_model() {
    std::string names;
    for (const KindTable& table : all_tables()) {
        names += table.name;
        for (const Field& field : table.fields)
            names += ' ' + std::string(field.name);
        names += '\n';
    }
    return fmt::format("{:016x}", fnv1a_64(names));
}

constexpr std::string_view unread_setting = "unread_from";  // "<fingerprint> <cursor>"

}  // namespace

// What is under way and what is only worth knowing while the process lives: losing it costs a repeated exchange,
// nothing else.
struct Replica::Run {
    std::string server, token;
    std::optional<platform::HttpTransport::Handle> in_flight;
    std::vector<Settlement> pushed;  // what the verdicts of the exchange in flight will settle, in order
    int corrections = 0;             // of stamps that were ahead, in a row
    bool wanted = true;              // a run was asked for; the first step starts one
    bool first = true;               // nothing of this run has been answered yet
    bool going = false;              // between the first exchange of a run and its last
    int failures = 0;                // in a row, for this cause
    Cause cause = Cause::no_answer;
    std::optional<Instant> well_since;  // since when runs have come to their end
    int starts_over = 0;                // in a row
    Instant next_attempt;
    Instant give_up_at;                // of the exchange in flight
    std::size_t push_records_max = 0;  // smaller for a while after a batch was too large for the server or the network
    Coding coding = Coding::small_zstd;   // the best that the server has not said no to lately
    Instant pack_again;                   // when what it said is forgotten
    Coding packed_as = Coding::identity;  // the body in flight

    std::int64_t bytes = 0;              // of the body in flight
    std::optional<Instant> measured_at;  // up to where time was counted; empty: after a pause
    std::int64_t places_read = 0;        // of the feed, by this run
    Pace sending, fetching;
};

Replica::Replica(Tuning tuning, DeviceStore& store, platform::HttpTransport& transport, platform::Clock& clock,
                 platform::Random& random)
    : tuning_(tuning),
      store_(store),
      transport_(transport),
      clock_(clock),
      random_(random),
      run_(std::make_unique<Run>()) {
    run_->push_records_max = tuning_.push_records_max;
}

Replica::~Replica() {
    if (run_->in_flight) transport_.cancel(*run_->in_flight);
}

void Replica::sync_now() {
    run_->wanted = true;
}

void Replica::cancel() {
    if (run_->in_flight) transport_.cancel(*run_->in_flight);
    run_->in_flight.reset();
    const bool had_work = run_->going || run_->wanted;
    run_->wanted = false;
    run_->going = false;
    if (!had_work || status_.link == Link::denied || status_.link == Link::not_enrolled) return;
    run_->next_attempt = clock_.monotonic() + tuning_.stopped_for;
    status_.link = Link::stopped;
    status_.next_attempt = run_->next_attempt;
    pause_progress();
}

Result<Instant> Replica::step(Instant now) {
    if (run_->in_flight) {
        auto answer = transport_.poll(*run_->in_flight);
        if (!answer && now < run_->give_up_at) return std::min(now + tuning_.time_out, run_->give_up_at);
        if (!answer) {
            transport_.cancel(*run_->in_flight);
            answer = Error{Errc::unavailable, fmt::format("{} did not answer in time.", run_->server)};
        }
        run_->in_flight.reset();
        EARSHOT_CHECK(take(now, std::move(*answer)));
    }
    EARSHOT_TRY(run_->server, store_.setting("server"));
    EARSHOT_TRY(run_->token, store_.setting("token"));
    EARSHOT_TRY(const std::string notice, store_.setting(notice_setting));
    status_.notice = notice_named(notice);
    if (run_->server.empty() || run_->token.empty()) {
        status_.link = Link::not_enrolled;
        run_->wanted = false;
        run_->going = false;
        return Instant::never();
    }
    if (status_.link == Link::not_enrolled) {
        status_.link = Link::idle;
        run_->wanted = true;
    }
    if (!run_->wanted && now < run_->next_attempt) {
        status_.next_attempt = run_->next_attempt;
        return run_->next_attempt;
    }
    EARSHOT_CHECK(start_exchange(now));
    return now + tuning_.time_out;
}

Result<void> Replica::start_exchange(Instant now) {
    if (!run_->going) {
        EARSHOT_CHECK(fetch_again_what_was_unreadable());
        status_.sent = status_.received = status_.refused = status_.unreadable = 0;
        status_.run_complete = false;
        run_->going = true;
        run_->first = true;
        status_.sending = status_.fetching = {};
        run_->sending = run_->fetching = {};
        run_->measured_at.reset();
        run_->places_read = 0;
    }
    run_->wanted = false;
    status_.link = Link::exchanging;
    if (!run_->measured_at) {  // A run begins, or goes on after trouble.
        run_->measured_at = now;
        status_.began = now;
    }

    ExchangeRequest request;
    EARSHOT_TRY(request.device, store_.enrolled_as());
    EARSHOT_TRY(request.epoch, store_.epoch());
    run_->pushed.clear();
    // A device that does not know its store's epoch asks for it first and pushes nothing yet: were this a store that
    // lost what we think it has, everything has to wait again before anything is sent.
    if (!request.epoch.empty()) {
        EARSHOT_TRY(const StoreStatus status, store_.status());
        request.cursor = status.cursor;
        request.limit_bytes = tuning_.pull_bytes_max;
        request.began = status.began;
        request.snapshot = status.reading != Reading::everything;
        request.first = run_->first;
        status_.sending.total = status_.sending.done + status.waiting;
        EARSHOT_TRY(auto outgoing, store_.outgoing(run_->push_records_max, tuning_.push_bytes_max));
        EARSHOT_TRY(request.turn, outgoing.empty() ? store_.turn() : store_.next_turn());
        // After a push that nobody answered only what was in it goes again; what came later takes the next turn.
        std::erase_if(outgoing, [&](const OutgoingRecord& one) { return one.change > request.turn.change; });
        for (OutgoingRecord& one : outgoing) {
            run_->pushed.push_back({one.record.id, one.change, {}});
            request.push.push_back(std::move(one.record));
        }
    }
    platform::HttpRequest http;
    http.method = "POST";
    http.target = run_->server + "/v1/exchange";
    http.headers.add("Authorization", "Bearer " + run_->token);
    http.headers.add("Content-Type", "application/json");
    http.headers.add("Accept-Encoding", std::string(codings_spoken));
    EARSHOT_TRY(http.authorities, store_.setting("authorities"));
    if (run_->coding != Coding::small_zstd && now >= run_->pack_again) run_->coding = Coding::small_zstd;
    PackedBody packed = pack_for(run_->coding, encode(request));
    run_->packed_as = packed.coding;
    http.body = std::move(packed.bytes);
    if (packed.coding != Coding::identity) http.headers.add("Content-Encoding", std::string(name_of(packed.coding)));
    run_->bytes = static_cast<std::int64_t>(http.body.size());
    run_->give_up_at = now + tuning_.give_up;
    run_->in_flight = transport_.start(std::move(http), tuning_.time_out);
    return {};
}

Result<void> Replica::take(Instant now, Result<platform::HttpResponse> answer) {
    if (!answer) {
        // A large batch may be what breaks a thin connection.
        const std::size_t less = std::max(run_->pushed.size() / 2, tuning_.push_records_min);
        run_->push_records_max = std::min(run_->push_records_max, less);
        retry_later(now, Cause::no_answer, answer.error().message);
        return {};
    }
    return answer->status == 200 ? take_answer(now, *answer) : take_refusal(now, *answer);
}

Result<void> Replica::take_refusal(Instant now, const platform::HttpResponse& response) {
    const Problem problem = decode_problem(response.status, response.body);
    switch (response.status) {
        case 401:
        case 403:
            deny(words_of(problem, "The store does not accept this device any more."));
            return {};
        case 400:  // Something in the batch spoils all of it: found by halving, like one that is too large.
        case 413:
            return halve_batch(now, problem);
        case 415:
            if (run_->packed_as == Coding::identity) break;
            run_->coding = coding_below(run_->packed_as);
            run_->pack_again = now + tuning_.pack_again;
            run_->next_attempt = now;
            return {};
        default:
            break;
    }
    if (problem.title.empty() && is_of_a_stranger(response.status)) {
        retry_later(now, Cause::answer,
                    fmt::format("{} answers, but not as a store of Earshot does (HTTP status {}). Is the address "
                                "right, and does this network want a login first?",
                                run_->server, response.status));
        return {};
    }
    retry_later(
        now, Cause::answer,
        words_of(problem, fmt::format("The store at {} has trouble (HTTP status {}).", run_->server, response.status)),
        response.status == 426 ? tuning_.retry_delay_max : retry_after(response.headers));
    return {};
}

Result<void> Replica::take_answer(Instant now, const platform::HttpResponse& response) {
    const auto half_an_answer = [&](const Error& error) -> Result<void> {
        log_warning("exchange", error.message);
        retry_later(now, Cause::answer,
                    fmt::format("The answer of the store at {} arrived incomplete or damaged.", run_->server));
        return {};
    };
    const auto coding = coding_named(response.headers.find("Content-Encoding"));
    auto body = coding ? unpack(*coding, response.body, body_bytes_max)
                       : Result<std::string>(Error{Errc::invalid, "The answer's coding is not known here."});
    if (!body) return half_an_answer(body.error());
    auto decoded = decode_answer(std::move(*body));
    if (!decoded && decoded.error().code == Errc::too_new) {
        retry_later(now, Cause::answer, decoded.error().message, tuning_.retry_delay_max);
        return {};
    }
    if (!decoded) return half_an_answer(decoded.error());
    const ExchangeAnswer& answer = decoded->answer;
    store_.note_server_time(answer.now);
    EARSHOT_TRY(const std::string known_epoch, store_.epoch());
    if (answer.start_over || answer.snapshot || answer.epoch != known_epoch) return start_over(now, answer);
    if (answer.copy) return become_another(now, answer.count_from);
    EARSHOT_TRY(const StoreStatus before, store_.status());
    if (answer.verdicts.size() != run_->pushed.size()) {
        return half_an_answer({Errc::invalid, "There are not as many verdicts as records."});
    }
    if (answer.cursor < before.cursor || (answer.more && answer.cursor == before.cursor)) {
        return half_an_answer({Errc::invalid, "The cursor does not go forward."});
    }
    const auto pushed = static_cast<std::int64_t>(run_->pushed.size());
    EARSHOT_CHECK(settle(answer));
    EARSHOT_CHECK(take_page(*decoded, before.cursor));
    status_.fetching.bytes_done += static_cast<std::int64_t>(response.body.size());
    EARSHOT_CHECK(note_progress(now, answer, before.cursor, pushed));
    run_->first = false;
    if (!answer.more && before.reading != Reading::everything) EARSHOT_CHECK(store_.end_snapshot());
    all_is_well();
    EARSHOT_TRY(const auto rest, store_.outgoing(1, 1));
    run_->next_attempt = now;
    if (answer.more || !rest.empty()) return {};
    return finish_run(now);
}

// The store's feed is not the one this device knows, or has forgotten what this device would have to hear. A store that
// says so twice in a row is given some time; it may have been restored twice, so it is believed each time.
Result<void> Replica::start_over(Instant now, const ExchangeAnswer& answer) {
    run_->pushed.clear();
    run_->next_attempt = now;
    if (++run_->starts_over > 1)
        retry_later(now, Cause::answer,
                    fmt::format("The store at {} keeps asking this device to begin anew.", run_->server));
    EARSHOT_TRY(const std::string known_epoch, store_.epoch());
    const bool same_store = answer.snapshot && answer.epoch == known_epoch;
    return same_store ? store_.begin_snapshot(answer.began) : store_.start_over(answer.epoch, answer.began);
}

// Another database with the same past has gone on: this one is a copy of it, or the other way round. Both are good;
// they only may not write under one name.
Result<void> Replica::become_another(Instant now, std::uint64_t count_from) {
    run_->pushed.clear();
    run_->next_attempt = now;
    if (++run_->starts_over > 1)
        retry_later(now, Cause::answer,
                    fmt::format("The store at {} keeps taking this device for a copy.", run_->server));
    log_warning("exchange", "this database is a copy of one that went on; it becomes a device of its own");
    return store_.become_another(count_from);
}

Result<void> Replica::take_page(const DecodedAnswer& decoded, std::int64_t cursor_before) {
    const ExchangeAnswer& answer = decoded.answer;
    for (const UnreadableRecord& record : decoded.unreadable)
        log_warning("unreadable", record.reason);
    status_.unreadable += static_cast<std::int64_t>(decoded.unreadable.size());
    if (!decoded.unreadable.empty()) {
        // Where to begin again once this device knows more; noted before the cursor passes it.
        EARSHOT_TRY(const std::string noted, store_.setting(unread_setting));
        if (noted.empty()) {
            EARSHOT_CHECK(
                store_.set_setting(unread_setting, fmt::format("{} {}", fingerprint_of_model(), cursor_before)));
        }
    }
    if (!answer.records.empty() || answer.cursor != cursor_before) {
        EARSHOT_CHECK(store_.apply(answer.records, answer.cursor));
    }
    status_.received += static_cast<std::int64_t>(answer.records.size());
    return {};
}

Result<void> Replica::fetch_again_what_was_unreadable() {
    EARSHOT_TRY(const std::string noted, store_.setting(unread_setting));
    const std::size_t space = noted.find(' ');
    if (space == std::string::npos || noted.substr(0, space) == fingerprint_of_model()) return {};
    std::int64_t cursor = 0;
    std::from_chars(noted.data() + space + 1, noted.data() + noted.size(), cursor);
    EARSHOT_TRY(const StoreStatus status, store_.status());
    if (cursor < status.cursor) EARSHOT_CHECK(store_.apply({}, cursor));
    return store_.set_setting(unread_setting, "");
}

Result<void> Replica::settle(const ExchangeAnswer& answer) {
    std::vector<Settlement> settlements = std::exchange(run_->pushed, {});
    std::uint64_t count_from = 0;
    std::size_t settled = 0;
    for (std::size_t i = 0; i < answer.verdicts.size(); ++i) {
        const Verdict& verdict = answer.verdicts[i];
        if (verdict.count_from != 0 && run_->corrections < corrections_most) {
            count_from = std::max(count_from, verdict.count_from);
            continue;  // It stays in the outbox and goes again, stamped anew.
        }
        settlements[i].refusal = verdict.refusal;
        (verdict.refusal.empty() ? status_.sent : status_.refused) += 1;
        std::swap(settlements[settled++], settlements[i]);
    }
    settlements.resize(settled);
    EARSHOT_CHECK(store_.settle(settlements));  // Also without any: the turn was answered.
    run_->corrections = count_from == 0 ? 0 : run_->corrections + 1;
    return count_from == 0 ? Result<void>{} : store_.correct_stamps(count_from);
}

// What waits is counted by the store. What is still to come is counted in places of the feed, some of which hold
// nothing for this device: as many as before, it is assumed.
Result<void> Replica::note_progress(Instant now, const ExchangeAnswer& answer, std::int64_t cursor_before,
                                    std::int64_t pushed) {
    const Duration took = now - run_->measured_at.value_or(now);
    run_->measured_at = now;

    EARSHOT_TRY(const StoreStatus status, store_.status());
    Progress& sending = status_.sending;
    sending.done = status_.sent + status_.refused;
    sending.total = sending.done + status.waiting;
    if (pushed > 0) {
        sending.bytes_done += run_->bytes;
        run_->sending.note(now, took, static_cast<double>(pushed), static_cast<double>(status.waiting));
    }
    sending.ends = sending.is_over() ? std::nullopt : run_->sending.ends();

    Progress& fetching = status_.fetching;
    const std::int64_t places = answer.cursor - cursor_before;
    run_->places_read += places;
    fetching.done = status_.received;
    fetching.total = answer.more ? std::nullopt : std::optional(fetching.done);
    fetching.ends.reset();
    if (!answer.more || !answer.newest) return {};
    const auto left = static_cast<double>(std::max(*answer.newest - answer.cursor, std::int64_t{0}));
    const double filled = static_cast<double>(fetching.done) / static_cast<double>(run_->places_read);
    if (fetching.done > 0) fetching.total = fetching.done + static_cast<std::int64_t>(std::ceil(left * filled));
    run_->fetching.note(now, took, static_cast<double>(places), left);
    fetching.ends = run_->fetching.ends();
    return {};
}

Result<void> Replica::finish_run(Instant now) {
    EARSHOT_CHECK(store_.note_agreement());
    run_->going = false;
    // As long again as all has been well.
    if (!run_->well_since) run_->well_since = now;
    const Duration pause = std::min(tuning_.period, std::max(tuning_.look_again, now - *run_->well_since));
    run_->next_attempt = now + jittered(pause, random_);
    status_.link = Link::idle;
    status_.next_attempt = run_->next_attempt;
    status_.run_complete = true;
    return {};
}

// The server cannot take the batch as a whole. Half of it may do; a single record that does not is refused, so that the
// rest goes on.
Result<void> Replica::halve_batch(Instant now, const Problem& problem) {
    run_->next_attempt = now;
    if (run_->pushed.size() > 1) {
        run_->push_records_max = run_->pushed.size() / 2;
        return {};
    }
    if (run_->pushed.empty()) {
        retry_later(now, Cause::answer, words_of(problem, "The store cannot read what this device asks."),
                    tuning_.retry_delay_max);
        return {};
    }
    Settlement refused = std::move(run_->pushed.front());
    refused.refusal = words_of(problem, "The store cannot take this record.");
    status_.refused += 1;
    run_->pushed.clear();
    run_->push_records_max = tuning_.push_records_max;
    return store_.settle({&refused, 1});
}

void Replica::retry_later(Instant now, Cause cause, std::string what_happened, std::optional<Duration> wait) {
    // Who answers again after a while of silence is not made to wait for the silence.
    if (std::exchange(run_->cause, cause) != cause) run_->failures = 0;
    const Duration most = cause == Cause::no_answer ? tuning_.unreachable_delay_max : tuning_.retry_delay_max;
    const Duration pause = doubled(tuning_.retry_delay_min, most, run_->failures);
    const Duration delay =
        std::max(jittered(pause, random_), std::min(wait.value_or(Duration{0}), tuning_.retry_delay_max));
    run_->failures += 1;
    run_->well_since.reset();
    run_->pushed.clear();
    pause_progress();
    run_->next_attempt = now + delay;
    status_.link = Link::retrying;
    status_.trouble = what_happened + " " + std::string(what_is_safe);
    status_.what_happened = std::move(what_happened);
    if (!status_.trouble_since) status_.trouble_since = clock_.wall();
    status_.next_attempt = run_->next_attempt;
}

void Replica::pause_progress() {
    run_->measured_at.reset();
    run_->sending.pause();
    run_->fetching.pause();
    status_.sending.ends.reset();
    status_.fetching.ends.reset();
}

void Replica::deny(std::string what_happened) {
    pause_progress();
    run_->going = false;
    run_->pushed.clear();
    run_->next_attempt = Instant::never();
    status_.link = Link::denied;
    status_.trouble =
        what_happened + " Everything written here is safe on this device and waits. Join again with a new code.";
    status_.what_happened = std::move(what_happened);
    if (!status_.trouble_since) status_.trouble_since = clock_.wall();
    status_.next_attempt = run_->next_attempt;
}

void Replica::all_is_well() {
    run_->failures = 0;
    run_->starts_over = 0;
    run_->push_records_max = std::min(run_->push_records_max * 2, tuning_.push_records_max);
    status_.trouble.clear();
    status_.what_happened.clear();
    status_.trouble_since.reset();
}

}  // namespace earshot::sync
