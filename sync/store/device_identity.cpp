// Who this database is to the shared store, and by which time it stamps. What DeviceStore promises of turns, copies and
// clocks.
#include <charconv>

#include "sync/model/stamp.hpp"
#include "sync/store/sqlite_device_store.hpp"
#include "sync/store/value_json.hpp"

namespace earshot::sync {
namespace {

constexpr std::string_view turn_setting = "turn";               // "<number> <mark> <change>"
constexpr std::string_view answered_setting = "turn_answered";  // the number of the last push that was answered
constexpr std::string_view enrolled_as_setting = "enrolled_as";
constexpr std::string_view notice_of_a_copy = "copy";
// A wall clock that moved on by more than this was set by somebody; by less, the machine may have slept, which
// monotonic clocks need not count.
constexpr Duration sleep_longest{7 * 24 * 3'600'000};

std::string new_mark(platform::Random& random) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string mark;
    std::uint64_t number = random.number();
    for (int i = 0; i < 16; ++i, number >>= 4)
        mark += digits[number & 15];
    return mark;
}

// Calls visit(stamp) for every stamp of the record, those of members too.
template <class Visit>
void visit_stamps(Record& record, Visit visit) {
    for (FieldState& field : record.fields) {
        if (!field.stamp.is_never()) visit(field.stamp);
        if (auto* set = std::get_if<SetValue>(&field.value)) {
            for (SetMember& member : set->members)
                visit(member.stamp);
        }
    }
    for (UnknownField& field : record.unknown)
        visit(field.stamp);
}

}  // namespace

Notice notice_named(std::string_view name) {
    return name == notice_of_a_copy ? Notice::copy : Notice::none;
}

// ---- turns and copies -----------------------------------------------------------------------------------------------

Result<Id> SqliteDeviceStore::enrolled_as() {
    EARSHOT_TRY(const std::string text, setting(enrolled_as_setting));
    return text.empty() ? Result<Id>(state_.device) : parse_id(text);
}

Result<Turn> SqliteDeviceStore::turn() {
    Turn turn;
    turn.incarnation = state_.device;
    EARSHOT_TRY(const std::string text, setting(turn_setting));
    const std::size_t space = text.find(' ');
    if (space == std::string::npos) return turn;
    std::from_chars(text.data(), text.data() + space, turn.number);
    const std::size_t end = text.rfind(' ');
    turn.mark = text.substr(space + 1, end - space - 1);
    std::from_chars(text.data() + end + 1, text.data() + text.size(), turn.change);
    return turn;
}

Result<Turn> SqliteDeviceStore::next_turn() {
    EARSHOT_TRY(Turn turn, this->turn());
    EARSHOT_TRY(const std::string answered, setting(answered_setting));
    if (turn.number != 0 && answered != std::to_string(turn.number)) return turn;
    turn.number += 1;
    turn.mark = new_mark(random_);
    turn.change = state_.change;
    EARSHOT_CHECK(
        set_setting(turn_setting, std::to_string(turn.number) + ' ' + turn.mark + ' ' + std::to_string(turn.change)));
    return turn;
}

Result<void> SqliteDeviceStore::note_turn_answered() {
    EARSHOT_TRY(const Turn turn, this->turn());
    return turn.number == 0 ? Result<void>{} : put_setting(answered_setting, std::to_string(turn.number));
}

Result<void> SqliteDeviceStore::become_another(std::uint64_t count_from) {
    return commit([&]() -> Result<void> {
        EARSHOT_TRY(const Turn turn, this->turn());
        EARSHOT_CHECK(take_incarnation());
        const std::uint64_t limit = count_from + clock_at({stamp_ahead_most.count()});
        if (state_.clock > limit) {
            EARSHOT_TRY(const std::uint64_t newest, newest_clock_up_to(limit));
            EARSHOT_CHECK(stamp_waiting(limit, count_from, {turn.change, newest}));
        }
        return go_on_as_a_copy();
    });
}

Result<void> SqliteDeviceStore::take_incarnation() {
    EARSHOT_TRY(const Id enrolled, enrolled_as());
    EARSHOT_CHECK(put_setting(enrolled_as_setting, earshot::to_text(enrolled)));
    EARSHOT_CHECK(put_setting(turn_setting, ""));
    EARSHOT_CHECK(put_setting(answered_setting, ""));
    state_.device = random_.uuid7(clock_.wall());
    return {};
}

// What a copy that hears of it and a backup that is opened have in common.
Result<void> SqliteDeviceStore::go_on_as_a_copy() {
    EARSHOT_CHECK(put_setting(notice_setting, notice_of_a_copy));
    return offer_everything_again();
}

Result<void> SqliteDeviceStore::offer_everything_again() {
    state_.cursor = 0;
    state_.last_agreed.reset();
    if (is_unlearning()) return {};  // It may hold what was deleted meanwhile: it sends only what is its own.
    EARSHOT_TRY(const std::string role, setting("role"));
    return outbox_->add_everything(role_named(role));
}

// ---- clocks ---------------------------------------------------------------------------------------------------------

void SqliteDeviceStore::note_server_time(WallTime now) {
    server_time_ = ServerTime{now, clock_.wall(), clock_.monotonic()};
}

WallTime SqliteDeviceStore::stamp_time() const {
    if (!server_time_) return clock_.wall();
    const Duration passed = clock_.monotonic() - server_time_->monotonic;
    const Duration by_the_wall = clock_.wall() - server_time_->wall;
    const bool slept = by_the_wall > passed && by_the_wall < passed + sleep_longest;
    return server_time_->server + (slept ? by_the_wall : passed);
}

Result<void> SqliteDeviceStore::correct_stamps(std::uint64_t count_from) {
    return commit([&] { return stamp_waiting(count_from, count_from, {}); });
}

// The largest clock value here that is no larger than that.
Result<std::uint64_t> SqliteDeviceStore::newest_clock_up_to(std::uint64_t limit) {
    std::uint64_t newest = 0;
    for (const KindTable& table : all_tables()) {
        const RecordTable& records = records_->table(table.kind);
        auto rows =
            database_->statement("SELECT " + records.columns() + " FROM \"" + std::string(table.name) + "\" AS t");
        for (;;) {
            EARSHOT_TRY(const bool found, rows.step());
            if (!found) break;
            EARSHOT_TRY(StoredRecord stored, records.read(rows));
            visit_stamps(stored.record, [&](const Stamp& stamp) {
                if (stamp.hlc <= limit) newest = std::max(newest, stamp.hlc);
            });
        }
    }
    return newest;
}

// Whatever waits and is stamped past `limit` gets clock values in the same order: past `count_from`, or, where it
// waited at the last change of the shared past already, as soon after that as it goes.
Result<void> SqliteDeviceStore::stamp_waiting(std::uint64_t limit, std::uint64_t count_from, SharedPast past) {
    EARSHOT_TRY(const std::vector<Outbox::Entry> entries, outbox_->entries());
    std::vector<const Outbox::Entry*> ahead;
    std::map<std::uint64_t, bool> stamps;  // by the clock value as it was: whether it is of the shared past
    for (const Outbox::Entry& entry : entries) {
        EARSHOT_TRY(auto stored, find_stored(entry));
        if (!stored || stored->record.latest().hlc <= limit) continue;
        ahead.push_back(&entry);
        visit_stamps(stored->record, [&](const Stamp& stamp) {
            if (stamp.hlc > limit) stamps[stamp.hlc] |= entry.change <= past.last_change;
        });
    }
    HybridClock clock(past.last_change < 0 ? count_from : past.newest_clock);
    std::map<std::uint64_t, std::uint64_t> anew;
    for (const auto& [before, is_past] : stamps) {
        if (!is_past) clock.observe(count_from);
        anew[before] = clock.next({});
    }
    for (const Outbox::Entry* entry : ahead)
        EARSHOT_CHECK(stamp_anew(*entry, anew));
    // Nothing here is later than this any more, so that the next write need not be either.
    state_.clock = std::min(state_.clock, std::max(limit, clock.last()));
    return {};
}

Result<void> SqliteDeviceStore::stamp_anew(const Outbox::Entry& entry,
                                           const std::map<std::uint64_t, std::uint64_t>& anew) {
    EARSHOT_TRY(auto stored, find_stored(entry));
    Record& record = stored->record;
    visit_stamps(record, [&](Stamp& stamp) {
        if (const auto found = anew.find(stamp.hlc); found != anew.end()) stamp = {found->second, state_.device};
    });
    EARSHOT_CHECK(records_->store_stamps(*stored));
    return outbox_->add(entry.kind, entry.id, entry.fields, false);
}

Result<std::optional<StoredRecord>> SqliteDeviceStore::find_stored(const Outbox::Entry& entry) {
    const Kind kind = kind_named(entry.kind);
    return kind == Kind::unknown ? records_->find_unknown(entry.kind, entry.id) : records_->find(kind, entry.id);
}

}  // namespace earshot::sync
