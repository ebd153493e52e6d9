#include "sync/model/merge.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/model/tables.hpp"
#include "tests/support/seed.hpp"
#include "tests/unit/sync/protocol/random_record.hpp"

namespace earshot::sync {
namespace {

// Versions of one record, as devices that wrote at much the same time would have them.
std::vector<Record> versions(Prng& chance, std::size_t count) {
    Record first = test::random_record(chance);
    std::vector<Record> all;
    while (all.size() < count) {
        Record other = test::random_record(chance);
        if (other.kind != first.kind) continue;
        other.id = first.id;
        all.push_back(std::move(other));
    }
    return all;
}

Record merged(Record a, const Record& b) {
    merge(a, b);
    return a;
}

Stamp at(std::uint64_t hlc, std::uint8_t device = 1) {
    Stamp stamp{hlc, {}};
    stamp.device.bytes[0] = device;
    return stamp;
}

}  // namespace

TEST_CASE("laws: merging is commutative, associative and idempotent") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    for (int i = 0; i < 3'000; ++i) {
        const auto v = versions(chance, 3);
        REQUIRE(merged(v[0], v[1]) == merged(v[1], v[0]));
        REQUIRE(merged(merged(v[0], v[1]), v[2]) == merged(v[0], merged(v[1], v[2])));
        REQUIRE(merged(v[0], v[0]) == v[0]);
        const Record all = merged(merged(v[0], v[1]), v[2]);
        for (const Record& seen : v)
            REQUIRE(merged(all, seen) == all);
    }
}

TEST_CASE("law: what merge says has changed is what has changed") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    for (int i = 0; i < 2'000; ++i) {
        const auto v = versions(chance, 2);
        Record into = v[0];
        const MergeOutcome outcome = merge(into, v[1]);
        for (std::size_t field = 0; field < into.fields.size(); ++field)
            REQUIRE((into.fields[field] != v[0].fields[field]) == ((outcome.changed >> field & 1) != 0));
        REQUIRE((into.unknown != v[0].unknown) == outcome.unknown_changed);
        REQUIRE((into != v[0]) == outcome.any_change());
        // D4: every value that differs from the one that stayed is handed back.
        for (const EarlierValue& lost : outcome.earlier) {
            REQUIRE(lost.state.value != into.fields[lost.field].value);
            REQUIRE((lost.state == v[0].fields[lost.field] || lost.state == v[1].fields[lost.field]));
        }
    }
}

TEST_CASE("merging one text field") {
    struct Row {
        const char* why;
        FieldState ours, theirs;
        std::string expected, lost;
    };
    const auto row = GENERATE(values<Row>({
        {"later stamp wins", {Value("old"), at(10)}, {Value("new"), at(11)}, "new", "old"},
        {"equal clocks: larger device", {Value("a"), at(10, 1)}, {Value("b"), at(10, 2)}, "b", "a"},
        {"equal stamps: larger value", {Value("5"), at(10)}, {Value("8"), at(10)}, "8", "5"},
        {"clearing is also an edit", {Value("5"), at(10)}, {Value(), at(11)}, "", "5"},
        {"never written loses to anything", {Value(), {}}, {Value("8"), at(1)}, "8", ""},
        {"the same words twice lose nothing", {Value("5"), at(10)}, {Value("5"), at(11)}, "5", ""},
    }));
    INFO(row.why);
    const Id id = make_named_id("test", "story");
    for (const bool swapped : {false, true}) {
        Record ours = make_record(Kind::story, id), theirs = ours;
        ours.fields[story::words] = swapped ? row.theirs : row.ours;
        theirs.fields[story::words] = swapped ? row.ours : row.theirs;
        const MergeOutcome outcome = merge(ours, theirs);
        CHECK(ours.text(story::words) == row.expected);
        CHECK(outcome.earlier.size() == (row.lost.empty() ? 0 : 1));
        if (!row.lost.empty()) CHECK(text_of(outcome.earlier.at(0).state.value) == row.lost);
    }
}

TEST_CASE("deleting wins over a later edit") {
    const Id id = make_named_id("test", "story");
    Record deleted = make_record(Kind::story, id), edited = deleted;
    deleted.fields[deleted_number] = {Value(std::int64_t{1}), at(5)};
    edited.fields[deleted_number] = {Value(std::int64_t{0}), at(9)};
    edited.fields[story::words] = {Value("still here?"), at(9)};
    CHECK(merged(deleted, edited).is_deleted());
    CHECK(merged(edited, deleted).is_deleted());
}

TEST_CASE("two people tagging is no conflict, and the later of adding and removing wins") {
    const Id id = make_named_id("test", "story");
    const auto tagged = [&](std::vector<SetMember> members) {
        Record record = make_record(Kind::story, id);
        Stamp latest;
        for (const SetMember& member : members)
            latest = std::max(latest, member.stamp);
        record.fields[story::tags] = {Value(SetValue{std::move(members)}), latest};
        return record;
    };
    const auto tags = [](const Record& record) { return set_of(record.value(story::tags))->present(); };
    using Names = std::vector<std::string>;
    CHECK(tags(merged(tagged({{"damp", at(3), true}}), tagged({{"lamp", at(4, 2), true}}))) == Names{"damp", "lamp"});
    CHECK(tags(merged(tagged({{"lamp", at(3), true}}), tagged({{"lamp", at(4, 2), false}}))).empty());
    CHECK(tags(merged(tagged({{"lamp", at(5), true}}), tagged({{"lamp", at(4, 2), false}}))) == Names{"lamp"});
    CHECK(tags(merged(tagged({{"lamp", at(4), true}}), tagged({{"lamp", at(4), false}}))) == Names{"lamp"});
}

TEST_CASE("people who edit different fields never conflict") {
    const Id id = make_named_id("test", "story");
    Record a = make_record(Kind::story, id), b = a;
    a.fields[story::mood] = {Value(std::int64_t{2}), at(10)};
    b.fields[story::stage] = {Value("use"), at(9, 2)};
    const MergeOutcome outcome = merge(a, b);
    CHECK(a.number(story::mood) == 2);
    CHECK(a.text(story::stage) == "use");
    CHECK(outcome.earlier.empty());
}

}  // namespace earshot::sync
