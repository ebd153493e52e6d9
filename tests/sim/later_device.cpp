#include "tests/sim/later_device.hpp"

#include <algorithm>

namespace earshot::sim {
namespace {

constexpr Duration time_out{3'000}, period{2'000}, pause_after_trouble{700};
constexpr std::size_t push_most = 5;

}  // namespace

LaterDevice::LaterDevice(std::uint64_t seed, Book& book, Prng& chance, const Faults& faults, Weather::FarSide far_side)
    : weather(clock, chance, faults, std::move(far_side)),
      book_(book),
      chance_(chance),
      random_(seed),
      id_(random_.uuid7(clock.wall())),
      token_("later-" + std::to_string(seed)) {}

void LaterDevice::write() {
    const std::string json = "{\"n\":" + std::to_string(notes_.size()) + ",\"words\":[\"la\",null]}";
    Note note;
    if (stories_.empty() || chance_.chance(0.5)) {
        note.record = sync::make_record(sync::Kind::unknown, random_.uuid7(clock.wall()));
        note.record.unknown_kind = later_kind;
    } else {
        const std::size_t which = chance_.below(stories_.size());
        note.record = sync::make_record(sync::Kind::story, stories_[which]);
        stories_.erase(stories_.begin() + static_cast<std::ptrdiff_t>(which));
    }
    clock_least_ = std::max(clock_least_ + 1, sync::clock_at(clock.wall()));
    note.record.unknown = {{later_field, json, {clock_least_, id_}}};
    note.entry = book_.enter(LaterEntry{note.record, false});
    notes_.push_back(std::move(note));
    wake();
}

bool LaterDevice::is_quiet() const {
    return !in_flight_ && !more_ &&
           std::none_of(notes_.begin(), notes_.end(), [](const Note& note) { return note.waits; });
}

void LaterDevice::step() {
    if (in_flight_) {
        const auto response = weather.poll(*in_flight_);
        if (!response) return;
        in_flight_.reset();
        take(*response);
    }
    if (clock.monotonic() >= next_step_) ask();
}

void LaterDevice::ask() {
    sync::ExchangeRequest request;
    request.device = id_;
    request.epoch = epoch_;
    request.cursor = cursor_;
    request.limit_bytes = 2'000;
    pushed_.clear();
    for (std::size_t i = 0; i < notes_.size() && !epoch_.empty() && pushed_.size() < push_most; ++i) {
        if (!notes_[i].waits) continue;
        pushed_.push_back(i);
        request.push.push_back(notes_[i].record);
    }
    platform::HttpRequest http;
    http.method = "POST";
    http.target = "http://server/v1/exchange";
    http.headers.add("Authorization", "Bearer " + token_);
    http.headers.add("Content-Type", "application/json");
    http.body = sync::encode(request);
    in_flight_ = weather.start(std::move(http), time_out);
}

void LaterDevice::take(const Result<platform::HttpResponse>& response) {
    next_step_ = clock.monotonic() + pause_after_trouble;
    if (!response || response->status != 200) return;
    const auto decoded = sync::decode_answer(response->body);
    if (decoded) take(decoded->answer);
}

void LaterDevice::take(const sync::ExchangeAnswer& answer) {
    if (answer.start_over || answer.snapshot || answer.epoch != epoch_) {
        epoch_ = answer.epoch;
        cursor_ = 0;
        more_ = true;
        for (Note& note : notes_)
            note.waits = true;
        wake();
        return;
    }
    if (answer.verdicts.size() != pushed_.size()) return;
    for (std::size_t i = 0; i < pushed_.size(); ++i) {
        Note& note = notes_[pushed_[i]];
        const sync::Verdict& verdict = answer.verdicts[i];
        if (verdict.count_from != 0) {
            clock_least_ = verdict.count_from + 1 + pushed_[i];
            note.record.unknown.front().stamp.hlc = clock_least_;
        } else if (verdict.refusal.empty()) {
            note.waits = false;
            book_.promise_later(note.entry);
        }
    }
    for (const sync::Record& record : answer.records) {
        const bool has_note = std::any_of(record.unknown.begin(), record.unknown.end(),
                                          [](const sync::UnknownField& field) { return field.name == later_field; });
        const bool is_ours =
            std::any_of(notes_.begin(), notes_.end(), [&](const Note& note) { return note.record.id == record.id; });
        const bool is_known = std::find(stories_.begin(), stories_.end(), record.id) != stories_.end();
        if (record.kind == sync::Kind::story && !has_note && !is_ours && !is_known) stories_.push_back(record.id);
    }
    cursor_ = answer.cursor;
    more_ = answer.more;
    const bool waits = std::any_of(notes_.begin(), notes_.end(), [](const Note& note) { return note.waits; });
    next_step_ = clock.monotonic() + (more_ || waits ? Duration{0} : period);
}

}  // namespace earshot::sim
