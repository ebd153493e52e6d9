// sync/replica/media_courier.hpp: carries photos, voice notes and other attachments to the shared store and back.
//
// It has the manners of the replica: no thread, no socket, no clock of its own; one step does a bounded amount of work,
// at most one piece of one file is under way, and the next is chosen anew each time:
//
//   1  what a person waits for            (GET /v1/blobs/<sha256>, with Range)
//   2  thumbnails, and what waits to be sent, in turns; the smallest first
//                                         (tus 1.0: POST, then HEAD and PATCH on /v1/uploads/<id>)
//   3  originals that are small enough to come by themselves
//
// Guarantees   C1  Every transfer goes on where it stopped, also after a crash or a week: uploads where the shared
// store
//                  says (HEAD), downloads where the file here ends (Range).
//              C2  A file counts as sent once the shared store has all of it on disk, as received once its hash is
//              verified. C3  What the shared store has already is not sent. What it does not have is noted as missing
//              and asked for
//                  again, less and less often. One file in trouble does not hold up the others.
//              C4  Records never wait for media: the courier and the replica know nothing of each other.
// Threads      None inside; call from the thread that owns the store.
// Errors       Bad weather is a state, see status(). An Error from step() means trouble on this device's own disk.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "platform/ports/clock.hpp"
#include "platform/ports/http_transport.hpp"
#include "platform/ports/random.hpp"
#include "sync/replica/media_tuning.hpp"
#include "sync/replica/progress.hpp"
#include "sync/store/device_store.hpp"

namespace earshot::sync {

struct Problem;

struct MediaStatus {
    enum class State : std::uint8_t {
        idle,
        sending,
        fetching,
        retrying,
        denied,
        stopped,  // a person stopped it; it goes on by itself after a while, or when asked
    };

    State state = State::idle;
    std::string what_happened;                        // trouble in words; empty when all is well
    std::int64_t sent = 0, received = 0;              // files, since the courier was made
    std::int64_t bytes_sent = 0, bytes_received = 0;  // of them that moved, likewise
    std::int64_t bytes_done = 0, bytes_total = 0;     // of the file under way
    MediaTotals waiting;
    Instant began;         // since when it has gone on without trouble
    Instant next_attempt;  // while retrying or stopped
    Progress progress;     // files of it, both ways

    bool operator==(const MediaStatus&) const = default;
};

class MediaCourier {
public:
    MediaCourier(MediaTuning, DeviceStore&, platform::HttpTransport&, platform::Clock&, platform::Random&);
    ~MediaCourier();

    // Returns when it next wants to run (the transport's waker may end that sleep sooner).
    Result<Instant> step(Instant now);
    // Whatever was put off is tried again at the next step.
    Result<void> try_now();
    // Ends what is under way; what has arrived on either side stays, and goes on from there: by itself after a while,
    // or when asked.
    void cancel();
    const MediaStatus& status() const { return status_; }

private:
    using HttpResponse = platform::HttpResponse;
    struct Job;

    Result<Instant> go_on(Instant now);
    Result<bool> choose();
    Result<void> ask();
    Result<void> start_upload();
    Result<std::string> read_piece(std::size_t length);
    Result<void> start_piece();
    void start_fetch();
    void start_request(std::string method, std::string target, std::string body);
    Result<void> take(Instant now, Result<HttpResponse> answer);
    Result<void> take_begun(Instant now, const HttpResponse& response);
    Result<void> take_offset(Instant now, const HttpResponse& response);
    Result<void> take_part(Instant now, const HttpResponse& response);
    Result<void> take_upload_refusal(Instant now, const HttpResponse& response);
    Result<void> take_fetch_refusal(Instant now, const HttpResponse& response);
    Result<void> move_to(Instant now, std::int64_t offset);
    Result<void> arrived();
    Result<void> put_off(Duration pause);
    Result<void> take_trouble(Instant now, const HttpResponse& response, const Problem& problem);
    bool uploads() const;
    Result<void> drop_erased_job();
    bool take_common_refusal(Instant now, const HttpResponse& response);
    // `most`: the longest wait, when it is another than usual.
    void retry_later(Instant now, std::string what_happened, std::optional<Duration> wait,
                     std::optional<Duration> most = {});
    void adapt_piece(Instant now);
    void all_is_well();
    void begin_progress();
    void note_progress(Instant now);
    Result<void> count_what_waits(Instant now);

    MediaTuning tuning_;
    DeviceStore& store_;
    MediaStore& media_;
    platform::HttpTransport& transport_;
    platform::Clock& clock_;
    platform::Random& random_;
    MediaStatus status_;
    std::unique_ptr<Job> job_;  // the file under way
    platform::HttpRequest request_;
    std::string server_, token_, authorities_, denied_token_;
    std::optional<platform::HttpTransport::Handle> in_flight_;
    Instant started_, give_up_at_, next_attempt_, count_at_;
    std::size_t piece_bytes_ = 0;
    int failures_ = 0;        // in a row, of the network
    bool sends_next_ = true;  // whose turn it is

    bool is_working_ = false;
    std::int64_t files_before_ = 0, bytes_before_ = 0;  // that had moved when the present work began
    std::optional<Instant> measured_at_;                // up to where time was counted; empty: after a pause
    double work_measured_ = 0;
    Pace pace_;
    std::optional<std::uint64_t> tidied_;  // the revision of the store that was tidied
};

}  // namespace earshot::sync
