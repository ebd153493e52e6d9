// sync/replica/replica.hpp: carries one device's changes to the shared store and back.
//
// The replica owns no thread, no socket and no clock. Its host calls step(now) from whatever loop it has: the worker
// thread on tablets, the browser's frame, the simulator. One step does a bounded amount of work and never blocks.
//
//   edit -> store.outgoing -> exchange -> server        (verdict per record -> store.settle)
//   server's feed -> exchange -> store.apply -> snapshot -> views
//
// Guarantees   R1  A field leaves the outbox only after the server said that this very write is on its disk.
//              R2  Applying an answer twice changes nothing; records and cursor commit together.
//              R3  After a crash the next step resumes from the stored cursor; there is no other state.
//              R4  After trouble there is always a next attempt (except 401: only a new enrolment or sync_now() tries
//                  again). Once a store that could not be reached is there again, every device has sent what waits and
//                  heard what the others sent within ten seconds.
//              R6  A database that turns out to be a copy of one that went on (model/turn.hpp) goes on as a device of
//                  its own; stamps the server finds far ahead are made anew. Nothing is dropped, nobody is asked.
//              R5  One refused record never holds up the rest, nor does one that cannot be read here: it is counted,
//                  stays in the shared store, and is fetched again by the first version that knows more fields.
// Threads      None inside; call from the thread that owns the store.
// Errors       Bad weather is a state, see status(). An Error from step() means the local store is in trouble.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "platform/ports/clock.hpp"
#include "platform/ports/http_transport.hpp"
#include "platform/ports/random.hpp"
#include "sync/replica/progress.hpp"
#include "sync/replica/tuning.hpp"
#include "sync/store/device_store.hpp"

namespace earshot::sync {

struct DecodedAnswer;
struct ExchangeAnswer;
struct Problem;

enum class Link : std::uint8_t {
    not_enrolled,  // no server known yet
    idle,          // agreed, or waiting for the next period
    exchanging,
    retrying,  // the server could not be reached or had trouble; next_attempt says when
    denied,    // the server does not accept this device's token
    stopped,   // a person stopped it; it goes on at next_attempt, or when asked
};

struct SyncStatus {
    Link link = Link::not_enrolled;
    std::string trouble;        // what happened, what is safe, what happens next; empty when all is well
    std::string what_happened;  // the first part of it, for a program that does not try again by itself
    std::optional<WallTime> trouble_since;
    Instant next_attempt;
    std::int64_t sent = 0, received = 0, refused = 0;  // records, since the start of the current or last run
    std::int64_t unreadable = 0;                       // received, but written in a way this version does not know
    bool run_complete = false;                         // the last run ended with nothing left to send or fetch
    Notice notice = Notice::none;
    Instant began;               // since when the current or last run has gone on without trouble
    Progress sending, fetching;  // records of it

    bool operator==(const SyncStatus&) const = default;
};

class Replica {
public:
    Replica(Tuning, DeviceStore&, platform::HttpTransport&, platform::Clock&, platform::Random&);
    ~Replica();

    // Does a bounded amount of work; returns when it next wants to run (the transport's waker may end that sleep
    // sooner).
    Result<Instant> step(Instant now);
    // Starts a run at the next step: on demand, on reconnect, after an edit.
    void sync_now();
    // Ends what is under way; the store is as after the last answer, and a later run goes on from there: by itself
    // after a while, or when asked.
    void cancel();
    const SyncStatus& status() const { return status_; }

private:
    struct Run;

    Result<void> start_exchange(Instant now);
    Result<void> take(Instant now, Result<platform::HttpResponse> answer);
    Result<void> take_refusal(Instant now, const platform::HttpResponse& response);
    Result<void> take_answer(Instant now, const platform::HttpResponse& response);
    Result<void> start_over(Instant now, const ExchangeAnswer& answer);
    Result<void> become_another(Instant now, std::uint64_t count_from);
    Result<void> take_page(const DecodedAnswer& decoded, std::int64_t cursor_before);
    Result<void> fetch_again_what_was_unreadable();
    Result<void> settle(const ExchangeAnswer& answer);
    Result<void> finish_run(Instant now);
    Result<void> note_progress(Instant now, const ExchangeAnswer& answer, std::int64_t cursor_before,
                               std::int64_t pushed);
    Result<void> halve_batch(Instant now, const Problem& problem);
    enum class Cause : std::uint8_t { no_answer, answer };
    void retry_later(Instant now, Cause cause, std::string what_happened, std::optional<Duration> wait = {});
    void deny(std::string what_happened);
    void pause_progress();
    void all_is_well();

    Tuning tuning_;
    DeviceStore& store_;
    platform::HttpTransport& transport_;
    platform::Clock& clock_;
    platform::Random& random_;
    SyncStatus status_;
    std::unique_ptr<Run> run_;
};

}  // namespace earshot::sync
