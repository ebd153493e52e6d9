#include "sync/replica/media_courier.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "platform/base/log.hpp"
#include "sync/protocol/limits.hpp"
#include "sync/protocol/problem.hpp"
#include "sync/protocol/tus.hpp"
#include "sync/replica/answers.hpp"

namespace earshot::sync {
namespace {

using State = MediaStatus::State;

constexpr int troubles_most = 4;
// What the round trip of a file takes as long as, on an ordinary line: time is foretold for thumbnails, too.
constexpr double bytes_of_a_round_trip = 16'384;

double work_of(std::int64_t files, std::int64_t bytes) {
    return static_cast<double>(bytes) + bytes_of_a_round_trip * static_cast<double>(files);
}

// "bytes 0-99/1234": where the part begins, and how large the whole is.
struct ContentRange {
    std::int64_t first = 0, total = 0;
};

std::optional<std::int64_t> count_in(std::string_view text) {
    const auto count = tus::parse_count(text);
    if (!count || *count > blob_bytes_max) return std::nullopt;
    return static_cast<std::int64_t>(*count);
}

std::optional<ContentRange> parse_content_range(std::string_view text) {
    constexpr std::string_view unit = "bytes ";
    const std::size_t dash = text.find('-'), slash = text.find('/');
    if (!text.starts_with(unit) || dash == text.npos || slash == text.npos || dash > slash) return std::nullopt;
    const auto first = count_in(text.substr(unit.size(), dash - unit.size()));
    const auto total = count_in(text.substr(slash + 1));
    if (!first || !total) return std::nullopt;
    return ContentRange{*first, *total};
}

bool speaks_tus(const platform::HttpResponse& response) {
    return response.headers.find("Tus-Resumable") == tus::version;
}

}  // namespace

struct MediaCourier::Job {
    enum class Step : std::uint8_t { begin, ask, send, fetch };

    Step step = Step::fetch;
    std::string sha256;
    std::int64_t offset = 0, total = 0;  // total of a fetch: 0 until the first answer
    std::int64_t piece = 0;              // bytes in the request under way
    int failures = 0;
    int troubles = 0;  // answers in a row that say the shared store has trouble
    MediaToSend upload;
};

MediaCourier::MediaCourier(MediaTuning tuning, DeviceStore& store, platform::HttpTransport& transport,
                           platform::Clock& clock, platform::Random& random)
    : tuning_(tuning),
      store_(store),
      media_(store.media()),
      transport_(transport),
      clock_(clock),
      random_(random),
      piece_bytes_(tuning.piece_bytes_first) {}

MediaCourier::~MediaCourier() {
    if (in_flight_) transport_.cancel(*in_flight_);
}

void MediaCourier::cancel() {
    if (in_flight_) transport_.cancel(*in_flight_);
    in_flight_.reset();
    job_.reset();
    measured_at_.reset();
    pace_.pause();
    status_.progress.ends.reset();
    status_.bytes_done = status_.bytes_total = 0;
    if (status_.state == State::idle || status_.state == State::denied) return;
    next_attempt_ = clock_.monotonic() + tuning_.stopped_for;
    status_.next_attempt = next_attempt_;
    status_.state = State::stopped;
}

Result<void> MediaCourier::try_now() {
    next_attempt_ = {};
    denied_token_.clear();
    return media_.try_all_now();
}

// After trouble with the disk nobody knows how far the file under way has come: it is looked at anew.
Result<Instant> MediaCourier::step(Instant now) {
    auto next = go_on(now);
    if (!next) job_.reset();
    return next;
}

Result<Instant> MediaCourier::go_on(Instant now) {
    if (in_flight_) {
        auto answer = transport_.poll(*in_flight_);
        if (!answer && now < give_up_at_) return std::min(now + tuning_.time_out, give_up_at_);
        if (!answer) {
            transport_.cancel(*in_flight_);
            answer = Error{Errc::unavailable, fmt::format("{} did not answer in time.", server_)};
        }
        in_flight_.reset();
        EARSHOT_CHECK(take(now, std::move(*answer)));
        note_progress(now);
    }
    EARSHOT_TRY(server_, store_.setting("server"));
    EARSHOT_TRY(token_, store_.setting("token"));
    EARSHOT_TRY(authorities_, store_.setting("authorities"));
    if (server_.empty() || token_.empty()) return Instant::never();
    if (status_.state == State::denied && token_ != denied_token_) next_attempt_ = {};
    if (now < next_attempt_) return next_attempt_;
    EARSHOT_TRY(const bool has_work, choose());
    if (has_work && !std::exchange(is_working_, has_work)) begin_progress();
    if (!has_work || now >= count_at_ || status_.progress.is_over()) EARSHOT_CHECK(count_what_waits(now));
    if (!has_work) {
        status_.state = State::idle;
        status_.progress = {};
        is_working_ = false;
        status_.bytes_done = status_.bytes_total = 0;
        if (tidied_ != store_.revision()) EARSHOT_CHECK(media_.tidy());
        tidied_ = store_.revision();
        return now + tuning_.period;
    }
    started_ = now;
    if (!measured_at_) {
        measured_at_ = now;
        status_.began = now;
    }
    give_up_at_ = now + tuning_.give_up;
    EARSHOT_CHECK(ask());
    return now + tuning_.time_out;
}

// ---- what to do next ------------------------------------------------------------------------------------------------

// The file under way goes on, unless a person waits for another.
Result<bool> MediaCourier::choose() {
    const WallTime wall = clock_.wall();
    EARSHOT_CHECK(drop_erased_job());
    EARSHOT_TRY(auto fetch, media_.next_to_fetch(wall));
    const bool is_urgent = fetch && fetch->wanted == Want::asked_for && (!job_ || job_->sha256 != fetch->sha256);
    if (job_ && !is_urgent) return true;
    EARSHOT_TRY(auto send, media_.next_to_send(wall));
    const bool fetches = fetch && (is_urgent || !send || (fetch->wanted == Want::thumbnail && !sends_next_));
    if (!fetch && !send) {
        job_.reset();
        return false;
    }
    job_ = std::make_unique<Job>();
    if (fetches) {
        job_->step = Job::Step::fetch;
        job_->sha256 = fetch->sha256;
        job_->offset = fetch->arrived;
        job_->failures = fetch->failures;
        return true;
    }
    job_->step = send->upload.empty() ? Job::Step::begin : Job::Step::ask;
    job_->sha256 = send->sha256;
    job_->total = send->bytes;
    job_->failures = send->failures;
    job_->upload = std::move(*send);
    return true;
}

Result<void> MediaCourier::ask() {
    request_ = {};
    status_.state = job_->step == Job::Step::fetch ? State::fetching : State::sending;
    status_.bytes_done = job_->offset;
    status_.bytes_total = job_->total;
    switch (job_->step) {
        case Job::Step::begin:
            return start_upload();
        case Job::Step::ask:
            request_.headers.add("Tus-Resumable", tus::version);
            start_request("HEAD", job_->upload.upload, {});
            return {};
        case Job::Step::send:
            return start_piece();
        case Job::Step::fetch:
            start_fetch();
            return {};
    }
    return {};
}

void MediaCourier::start_request(std::string method, std::string target, std::string body) {
    request_.method = std::move(method);
    request_.target = server_ + target;
    request_.body = std::move(body);
    request_.headers.add("Authorization", "Bearer " + token_);
    request_.authorities = authorities_;
    in_flight_ = transport_.start(std::move(request_), tuning_.time_out);
}

// ---- sending --------------------------------------------------------------------------------------------------------

// What fits into one piece comes along with the beginning: one round trip for a thumbnail.
Result<void> MediaCourier::start_upload() {
    std::string body;
    if (job_->total <= static_cast<std::int64_t>(piece_bytes_)) {
        EARSHOT_TRY(body, read_piece(static_cast<std::size_t>(job_->total)));
    }
    job_->piece = static_cast<std::int64_t>(body.size());
    request_.headers.add("Tus-Resumable", tus::version);
    request_.headers.add("Upload-Length", std::to_string(job_->total));
    request_.headers.add("Upload-Metadata", tus::encode({job_->sha256, job_->upload.name, job_->upload.media_type}));
    if (!body.empty()) request_.headers.add("Content-Type", tus::chunk_type);
    start_request("POST", "/v1/uploads", std::move(body));
    return {};
}

// A file that has gone, or is shorter than it was, is put off and told of once: the others go on.
Result<std::string> MediaCourier::read_piece(std::size_t length) {
    auto read = media_.read_part(job_->sha256, job_->offset, length);
    if (read ? !read->empty() : read.error().code != Errc::not_found) return read;
    EARSHOT_CHECK(media_.postpone(job_->sha256, clock_.wall() + tuning_.refused_again));
    return Error{Errc::corrupt, "A file that waits to be sent has gone from this device. earshot doctor says which."};
}

Result<void> MediaCourier::start_piece() {
    EARSHOT_TRY(std::string body, read_piece(piece_bytes_));
    job_->piece = static_cast<std::int64_t>(body.size());
    request_.headers.add("Tus-Resumable", tus::version);
    request_.headers.add("Upload-Offset", std::to_string(job_->offset));
    request_.headers.add("Content-Type", tus::chunk_type);
    start_request("PATCH", job_->upload.upload, std::move(body));
    return {};
}

Result<void> MediaCourier::take_begun(Instant now, const HttpResponse& response) {
    std::string location(response.headers.find("Location"));
    if (location.starts_with(server_ + "/")) location = location.substr(server_.size());
    // The token goes to no other address, whatever an answer says.
    if (!location.starts_with("/") || location.starts_with("//")) {
        retry_later(now, fmt::format("{} answers, but not as a store of Earshot does.", server_), {});
        return {};
    }
    job_->upload.upload = location;
    const auto offset = count_in(response.headers.find("Upload-Offset"));
    if (offset.value_or(0) < job_->total) EARSHOT_CHECK(media_.note_upload(job_->sha256, location));
    return move_to(now, offset.value_or(0));
}

Result<void> MediaCourier::take_offset(Instant now, const HttpResponse& response) {
    const auto offset = count_in(response.headers.find("Upload-Offset"));
    if (!offset || *offset > job_->total) {
        job_->step = Job::Step::ask;
        retry_later(now, fmt::format("The answer of the store at {} arrived incomplete or damaged.", server_), {});
        return {};
    }
    return move_to(now, *offset);
}

// The shared store has everything up to there.
Result<void> MediaCourier::move_to(Instant now, std::int64_t offset) {
    if (job_->step != Job::Step::ask) {
        status_.bytes_sent += std::max<std::int64_t>(0, std::min(job_->piece, offset - job_->offset));
        if (job_->piece > 0 && offset > job_->offset) adapt_piece(now);
    }
    all_is_well();
    job_->offset = offset;
    job_->step = Job::Step::send;
    if (offset < job_->total) return {};
    EARSHOT_CHECK(media_.settle_sent(job_->sha256));
    status_.sent += 1;
    sends_next_ = false;
    job_.reset();
    return {};
}

Result<void> MediaCourier::take_upload_refusal(Instant now, const HttpResponse& response) {
    const Problem problem = decode_problem(response.status, response.body);
    const bool begins = job_->step == Job::Step::begin;
    switch (response.status) {
        case 404:
        case 410:
            if (begins || !speaks_tus(response)) break;
            // It was given up or forgotten: from the beginning, but not for ever.
            EARSHOT_CHECK(media_.note_upload(job_->sha256, ""));
            return put_off(doubled(tuning_.retry_delay_min, tuning_.retry_delay_max, job_->failures));
        case 409:
        case 423:
        case 460:
            if (begins) break;
            job_->step = Job::Step::ask;
            if (response.status != 409)
                retry_later(now, words_of(problem, "The file was damaged on its way."), tuning_.retry_delay_min);
            return {};
        case 413:
            if (!begins && piece_bytes_ > tuning_.piece_bytes_min) {
                piece_bytes_ = std::max(piece_bytes_ / 2, tuning_.piece_bytes_min);
                job_->step = Job::Step::ask;
                return {};
            }
            [[fallthrough]];
        case 400:
        case 415:
        case 422: {
            // What the shared store will not have, or what is not any more what its hash says.
            log_warning("upload_refused", problem.kind);
            status_.what_happened = words_of(problem, "The store does not take this file.");
            EARSHOT_CHECK(media_.note_upload(job_->sha256, ""));
            const bool may_be_damaged = response.status == 422;
            if (may_be_damaged) {
                const auto sound = media_.read(job_->sha256);
                if (sound) return put_off(doubled(tuning_.retry_delay_min, tuning_.retry_delay_max, job_->failures));
                status_.what_happened = sound.error().message;
            }
            return put_off(tuning_.refused_again);
        }
        default:
            break;
    }
    return take_trouble(now, response, problem);
}

// ---- fetching -------------------------------------------------------------------------------------------------------

void MediaCourier::start_fetch() {
    const std::int64_t last = job_->offset + static_cast<std::int64_t>(piece_bytes_) - 1;
    request_.headers.add("Range", fmt::format("bytes={}-{}", job_->offset, last));
    request_.headers.add("If-Range", '"' + job_->sha256 + '"');
    start_request("GET", "/v1/blobs/" + job_->sha256, {});
}

Result<void> MediaCourier::take_part(Instant now, const HttpResponse& response) {
    ContentRange range{0, static_cast<std::int64_t>(response.body.size())};
    if (response.status == 206) {
        const auto said = parse_content_range(response.headers.find("Content-Range"));
        const auto end = said ? said->first + static_cast<std::int64_t>(response.body.size()) : 0;
        if (!said || said->first != job_->offset || response.body.empty() || end > said->total) {
            retry_later(now, fmt::format("The answer of the store at {} arrived incomplete or damaged.", server_), {});
            return {};
        }
        range = *said;
    }
    EARSHOT_CHECK(media_.take_part(job_->sha256, range.first, response.body));
    const auto size = static_cast<std::int64_t>(response.body.size());
    status_.bytes_received += size;
    job_->offset = range.first + size;
    job_->total = range.total;
    adapt_piece(now);
    all_is_well();
    return job_->offset == range.total ? arrived() : Result<void>{};
}

Result<void> MediaCourier::arrived() {
    const auto whole = media_.complete(job_->sha256);
    if (!whole && whole.error().code == Errc::corrupt) {
        status_.what_happened = whole.error().message;
        return put_off(doubled(tuning_.missing_again_min, tuning_.missing_again_max, job_->failures));
    }
    EARSHOT_CHECK(whole);
    status_.received += 1;
    sends_next_ = true;
    job_.reset();
    return {};
}

Result<void> MediaCourier::take_fetch_refusal(Instant now, const HttpResponse& response) {
    const Problem problem = decode_problem(response.status, response.body);
    if (response.status == 404 && problem.kind == "no-such-blob") {
        const WallTime wall = clock_.wall();
        const Duration pause = doubled(tuning_.missing_again_min, tuning_.missing_again_max, job_->failures);
        EARSHOT_CHECK(media_.note_missing(job_->sha256, wall, wall + jittered(pause, random_)));
        job_.reset();
        all_is_well();
        return {};
    }
    // All of it had arrived before a crash, the file is empty, or what has arrived is something else.
    if (response.status == 416) {
        if (job_->offset == 0) EARSHOT_CHECK(media_.take_part(job_->sha256, 0, {}));
        return arrived();
    }
    return take_trouble(now, response, problem);
}

// ---- every answer ---------------------------------------------------------------------------------------------------

Result<void> MediaCourier::take(Instant now, Result<HttpResponse> answer) {
    if (!job_) return {};
    if (!answer) {
        // Less at a time may get through; and nobody knows how much of it did.
        piece_bytes_ = std::max(piece_bytes_ / 2, tuning_.piece_bytes_min);
        if (job_->step == Job::Step::send) job_->step = Job::Step::ask;
        retry_later(now, answer.error().message, {}, tuning_.unreachable_delay_max);
        return {};
    }
    if (take_common_refusal(now, *answer)) return {};
    EARSHOT_CHECK(drop_erased_job());
    if (!job_) return {};
    switch (job_->step) {
        case Job::Step::fetch:
            if (answer->status == 200 || answer->status == 206) return take_part(now, *answer);
            return take_fetch_refusal(now, *answer);
        case Job::Step::begin:
            return answer->status == 201 ? take_begun(now, *answer) : take_upload_refusal(now, *answer);
        case Job::Step::ask:
        case Job::Step::send:
            if (answer->status == 200 || answer->status == 204) return take_offset(now, *answer);
            return take_upload_refusal(now, *answer);
    }
    return {};
}

// The attachment of the file under way may have been erased meanwhile, and the file with it.
Result<void> MediaCourier::drop_erased_job() {
    if (!job_) return {};
    const auto known = media_.find(job_->sha256);
    if (!known && known.error().code != Errc::not_found) return known.error();
    if (!known || (uploads() && !known->held)) job_.reset();
    return {};
}

bool MediaCourier::uploads() const {
    return job_->step != Job::Step::fetch;
}

// Refusals that say nothing of the file. True: this was one.
bool MediaCourier::take_common_refusal(Instant now, const HttpResponse& response) {
    const bool is_plain = response.headers.find("Content-Type") == "application/problem+json";
    if (response.status == 401 || response.status == 403) {
        const Problem problem = decode_problem(response.status, response.body);
        status_.state = State::denied;
        status_.what_happened = words_of(problem, "The store does not accept this device any more.");
        denied_token_ = token_;
        next_attempt_ = now + tuning_.denied_again;
        job_.reset();
        return true;
    }
    const bool is_of_ours =
        uploads() ? speaks_tus(response) || is_plain
                  : is_plain || response.status == 206 || response.headers.find("ETag") == '"' + job_->sha256 + '"';
    if (is_of_ours) return false;
    if (job_->step == Job::Step::send) job_->step = Job::Step::ask;
    retry_later(
        now, fmt::format("{} answers, but not as a store of Earshot does (HTTP status {}).", server_, response.status),
        {});
    return true;
}

// Everything waits a little; if it is this file that gives the shared store trouble, it waits alone from then on.
Result<void> MediaCourier::take_trouble(Instant now, const HttpResponse& response, const Problem& problem) {
    retry_later(
        now, words_of(problem, fmt::format("The store at {} has trouble (HTTP status {}).", server_, response.status)),
        retry_after(response.headers));
    if (job_->step == Job::Step::send) job_->step = Job::Step::ask;
    if (++job_->troubles < troubles_most) return {};
    return put_off(doubled(tuning_.missing_again_min, tuning_.missing_again_max, job_->failures));
}

// This file later; the others go on.
Result<void> MediaCourier::put_off(Duration pause) {
    const std::string sha256 = job_->sha256;
    job_.reset();
    return media_.postpone(sha256, clock_.wall() + jittered(pause, random_));
}

void MediaCourier::retry_later(Instant now, std::string what_happened, std::optional<Duration> wait,
                               std::optional<Duration> most) {
    const Duration longest = most.value_or(tuning_.retry_delay_max);
    const Duration pause = jittered(doubled(tuning_.retry_delay_min, longest, failures_), random_);
    failures_ += 1;
    next_attempt_ = now + std::max(pause, std::min(wait.value_or(Duration{0}), tuning_.retry_delay_max));
    measured_at_.reset();
    pace_.pause();
    status_.progress.ends.reset();
    status_.next_attempt = next_attempt_;
    status_.state = State::retrying;
    status_.what_happened = std::move(what_happened);
}

// ---- how far it has come --------------------------------------------------------------------------------------------

void MediaCourier::begin_progress() {
    status_.progress = {};
    files_before_ = status_.sent + status_.received;
    bytes_before_ = status_.bytes_sent + status_.bytes_received;
    work_measured_ = 0;
    measured_at_.reset();
    pace_ = {};
}

// Counting a new device's ten thousand thumbnails takes a moment; between two counts the totals stay.
Result<void> MediaCourier::count_what_waits(Instant now) {
    EARSHOT_TRY(status_.waiting, media_.totals());
    count_at_ = now + tuning_.count_every;
    note_progress(now);
    Progress& progress = status_.progress;
    const MediaTotals& waiting = status_.waiting;
    progress.total = progress.done + waiting.to_send + waiting.to_fetch;
    // What has moved of the file under way still counts as waiting, all of it.
    const std::int64_t moved = job_ ? job_->offset : 0;
    const std::int64_t left = waiting.bytes_to_send + waiting.bytes_to_fetch - moved;
    progress.bytes_total = progress.bytes_done + std::max<std::int64_t>(left, 0);
    return {};
}

void MediaCourier::note_progress(Instant now) {
    Progress& progress = status_.progress;
    progress.done = status_.sent + status_.received - files_before_;
    progress.bytes_done = status_.bytes_sent + status_.bytes_received - bytes_before_;
    progress.bytes_total = std::max(progress.bytes_total, progress.bytes_done);
    if (!measured_at_ || status_.state == State::retrying || now == *measured_at_) return;
    const double work = work_of(progress.done, progress.bytes_done);
    const double all = work_of(progress.total.value_or(0), progress.bytes_total);
    pace_.note(now, now - *measured_at_, work - work_measured_, all - work);
    work_measured_ = work;
    measured_at_ = now;
    progress.ends = pace_.ends();
}

void MediaCourier::adapt_piece(Instant now) {
    const Duration took = now - started_;
    if (took < tuning_.piece_quick) piece_bytes_ = std::min(piece_bytes_ * 2, tuning_.piece_bytes_max);
    if (took > tuning_.piece_slow) piece_bytes_ = std::max(piece_bytes_ / 2, tuning_.piece_bytes_min);
}

void MediaCourier::all_is_well() {
    failures_ = 0;
    status_.what_happened.clear();
}

}  // namespace earshot::sync
