#include "tests/bench/small_bodies.hpp"

#include <algorithm>
#include <array>

#include "app/commands/csv.hpp"
#include "sync/model/tables.hpp"
#include "sync/protocol/exchange_codec.hpp"
#include "sync/replica/tuning.hpp"
#include "tests/bench/measure.hpp"

namespace earshot::bench {
namespace {

using sync::FieldType;

constexpr std::int64_t first_ms = 1'767'225'600'000;               // 2026
constexpr std::int64_t years_ms = 6LL * 365 * 24 * 3'600 * 1'000;  // messages of six years
constexpr std::array<const char*, 5> stages{"choose", "get-started", "use", "need-help", "stay-or-go"};
constexpr std::array<const char*, 4> sites{"harrow", "mill-lane", "west-2", "porto"};
constexpr std::array<const char*, 4> devices{"Harrow, till 1", "Back office", "Kiosk 7", "Anna's tablet"};

std::size_t column(const std::vector<std::string>& header, std::string_view name) {
    const auto at = std::find(header.begin(), header.end(), name);
    EARSHOT_ASSERT(at != header.end());
    return static_cast<std::size_t>(at - header.begin());
}

}  // namespace

WallTime SmallBodies::moment() {
    return WallTime{first_ms + static_cast<std::int64_t>(chance_.below(static_cast<std::uint64_t>(years_ms)))};
}

Id SmallBodies::id_before(WallTime now) {
    constexpr std::uint64_t year_ms = 31'536'000'000;
    std::array<std::uint8_t, 10> bytes{};
    for (auto& byte : bytes)
        byte = static_cast<std::uint8_t>(chance_.next());
    return make_uuid7(WallTime{now.unix_ms - static_cast<std::int64_t>(chance_.below(year_ms))}, bytes);
}

std::string SmallBodies::digits(std::size_t count) {
    std::string text;
    while (text.size() < count)
        text += "0123456789abcdef"[chance_.below(16)];
    return text;
}

sync::Record SmallBodies::written(const sync::Edit& edit, const Id& device, WallTime now) {
    sync::Record record = sync::make_record(edit.kind, id_before(now));
    const sync::Stamp stamp{(static_cast<std::uint64_t>(now.unix_ms) << 16) + chance_.below(4), device};
    for (const auto& [field, value] : edit.writes) {
        sync::FieldState& state = record.fields[field];
        state = {value, stamp};
        const FieldType type = sync::table_of(edit.kind).fields[field].type;
        if (type == FieldType::id) state.value = to_text(id_before(now));
        if (type == FieldType::date) state.value = to_text(civil_from_wall(now, std::chrono::minutes{0}));
        if (auto* set = std::get_if<sync::SetValue>(&state.value)) {
            for (sync::SetMember& member : set->members) {
                if (parse_id(member.name)) member.name = to_text(id_before(now));
                member.stamp = stamp;
            }
            std::sort(set->members.begin(), set->members.end(),
                      [](const auto& a, const auto& b) { return a.name < b.name; });
        }
    }
    return record;
}

std::string SmallBodies::asked(std::span<const sync::Edit> push) {
    const WallTime now = moment();
    sync::ExchangeRequest request;
    request.device = id_before(now);
    request.epoch = digits(32);
    request.cursor = static_cast<std::int64_t>(chance_.below(chance_.chance(0.5) ? 3'000 : 200'000));
    request.limit_bytes = sync::Tuning{}.pull_bytes_max;
    request.began = chance_.chance(0.5) ? 0 : static_cast<std::int64_t>(chance_.below(200'000));
    request.first = true;
    request.turn = {request.device, static_cast<std::int64_t>(1 + chance_.below(5'000)), digits(16)};
    for (const sync::Edit& edit : push)
        request.push.push_back(written(edit, request.device, now));
    return encode(request);
}

std::string SmallBodies::answered(std::size_t verdicts, std::span<const sync::Edit> page) {
    const WallTime now = moment();
    sync::ExchangeAnswer answer;
    answer.epoch = digits(32);
    answer.now = now;
    answer.verdicts.resize(verdicts);
    answer.cursor = static_cast<std::int64_t>(chance_.below(chance_.chance(0.5) ? 3'000 : 200'000));
    for (const sync::Edit& edit : page)
        answer.records.push_back(written(edit, id_before(now), now));
    return encode(answer);
}

std::vector<sync::Edit> stories_of_reviews(std::string_view table) {
    std::vector<sync::Edit> stories;
    std::vector<std::string> header;
    must(app::read_csv(table, [&](app::CsvRow&& row) -> Result<void> {
        if (header.empty()) {
            header = std::move(row.values);
            return {};
        }
        const auto value = [&](std::string_view name) { return row.values[column(header, name)]; };
        const std::string words = value("Review Text");
        if (words.empty()) return {};
        const std::string title = value("Title"), product = value("Department Name");
        const std::size_t number = stories.size();
        const std::int64_t mood = std::stoll(value("Rating"));
        sync::Edit story{sync::Kind::story, {}, {}};
        const auto put = [&](sync::FieldNumber field, sync::Value said) { story.writes.emplace_back(field, said); };
        put(sync::story::kind, std::string(mood >= 4 ? "praise" : mood == 3 ? "idea" : "pain"));
        put(sync::story::words, title.empty() ? words : title + "\n" + words);
        put(sync::story::mood, mood);
        put(sync::story::stage, std::string(stages[number % stages.size()]));
        put(sync::story::source, std::string(number % 3 == 0 ? "counter" : "review"));
        put(sync::story::site, std::string(sites[number % sites.size()]));
        put(sync::story::product, product);
        put(sync::story::language, std::string("en"));
        put(sync::story::consent, std::string("company"));
        put(sync::story::happened, std::string());
        put(sync::story::device_name, std::string(devices[number % devices.size()]));
        stories.push_back(std::move(story));
        return {};
    }));
    return stories;
}

sync::Edit echo_of(const sync::Edit& story) {
    constexpr std::size_t note_bytes = 90;
    sync::Edit echo{sync::Kind::echo, {}, {{sync::echo::story, std::string()}, {sync::echo::happened, std::string()}}};
    for (const auto& [field, value] : story.writes) {
        if (field == sync::story::words)
            echo.writes.emplace_back(sync::echo::note, std::string(sync::text_of(value).substr(0, note_bytes)));
        if (field == sync::story::site) echo.writes.emplace_back(sync::echo::site, value);
        if (field == sync::story::device_name) echo.writes.emplace_back(sync::echo::device_name, value);
    }
    return echo;
}

}  // namespace earshot::bench
