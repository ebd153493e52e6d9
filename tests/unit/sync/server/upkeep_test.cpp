#include "sync/server/upkeep.hpp"

#include <catch2/catch_test_macros.hpp>

#include "platform/fake/stepped_clock.hpp"
#include "tests/unit/sync/server/fixture.hpp"

namespace earshot::sync {
namespace {

using test::noon;

constexpr Duration minute{60'000}, hour{3'600'000}, day{86'400'000}, kept{10 * 86'400'000LL};

// Notes what is asked of it, and fails when told to.
struct NotedBlobs : BlobStore {
    std::vector<std::string> removed;
    int removals = 0, expiries = 0;
    bool fails = false;
    const Error trouble{Errc::io, "the disk had trouble"};

    Result<void> remove(std::span<const std::string> hashes) override {
        removals += 1;
        if (fails) return trouble;
        removed.assign(hashes.begin(), hashes.end());
        return {};
    }
    Result<int> expire(WallTime) override {
        expiries += 1;
        return 0;
    }
    Result<std::optional<std::uint64_t>> size(std::string_view) override { return trouble; }
    Result<std::string> read(std::string_view, std::uint64_t, std::size_t) override { return trouble; }
    Result<BlobState> examine(std::string_view) override { return trouble; }
    Result<Upload> begin(const NewUpload&, WallTime) override { return trouble; }
    Result<std::optional<Upload>> find(std::string_view, WallTime) override { return trouble; }
    Result<Upload> append(std::string_view, std::uint64_t, std::string_view, WallTime) override { return trouble; }
    Result<void> drop(std::string_view) override { return trouble; }
};

struct Fixture : test::StoreFixture {
    platform::SteppedClock clock;
    NotedBlobs blobs;
    Upkeep upkeep{*store, &blobs, clock, kept};
    EnrolledDevice writer = enrol(1);

    Fixture() { clock.set_wall(noon); }
    Instant step() { return upkeep.step(clock.monotonic()); }
    Instant step_after(Duration time) {
        clock.advance(time);
        return step();
    }
    void attach(std::uint8_t number, const std::string& sha256, bool deleted) {
        const Record photo = test::sample_photo(number, 1, sha256);
        push(writer, {photo});
        if (deleted) push(writer, {test::deletion_of(photo)});
    }
    void delete_story(std::uint8_t number) { push(writer, {test::deletion_of(test::sample_story(number, ""))}); }
};

}  // namespace

TEST_CASE("media that were deleted go at the start, and from then on each hour") {
    Fixture shared;
    shared.attach(201, std::string(64, 'a'), true);
    shared.attach(202, std::string(64, 'b'), false);
    CHECK(shared.step() == shared.clock.monotonic() + minute);
    CHECK(shared.blobs.removed == std::vector{std::string(64, 'a')});
    CHECK(shared.blobs.expiries == 1);
    shared.step_after(hour - Duration{1});
    CHECK(shared.blobs.removals == 1);
    shared.step_after(Duration{1});
    CHECK(shared.blobs.removals == 2);
    CHECK(shared.blobs.expiries == 2);
}

TEST_CASE("trouble with the media keeps nothing else from being done, and is tried again soon") {
    Fixture shared;
    shared.delete_story(1);
    shared.delete_story(2);  // The newest of the feed stays.
    shared.clock.set_wall(noon + kept + minute);
    shared.blobs.fails = true;
    shared.step();
    CHECK(shared.blobs.removals == 1);
    CHECK(shared.blobs.expiries == 1);
    CHECK(shared.store->standing({}).value().purged_sequence > 0);
    shared.step_after(minute);
    CHECK(shared.blobs.removals == 2);
    CHECK(shared.blobs.expiries == 1);
}

TEST_CASE("tombstones go when they are old enough, whatever the clock was set to before") {
    Fixture shared;
    shared.delete_story(1);
    shared.delete_story(2);
    shared.clock.set_wall(noon + Duration{9 * day.count()});
    shared.step();
    CHECK(shared.store->standing({}).value().purged_sequence == 0);
    shared.clock.set_wall(noon + Duration{-400 * day.count()});
    shared.step_after(minute);
    CHECK(shared.store->standing({}).value().purged_sequence == 0);
    shared.clock.set_wall(noon + kept + minute);
    shared.step_after(minute);
    CHECK(shared.store->standing({}).value().purged_sequence > 0);
}

TEST_CASE("what was erased of a large store is overwritten each day") {
    Fixture shared;
    shared.store.reset();
    shared.store =
        SqliteSharedStore::open({.folder = shared.folder.path(), .rewritten_at_once = 0}, shared.files, shared.random)
            .value();
    Upkeep upkeep(*shared.store, nullptr, shared.clock, kept);
    const auto is_left = [&] {
        const auto database = Database::open(shared.folder.file("shared.db"), Database::Mode::read_only, {});
        return (*database)->number("SELECT count(*) FROM meta WHERE name = 'scrub'").value() != 0;
    };
    Record erasure = make_record(Kind::erasure, erasure_id_of_record(test::id_of(77)));
    erasure.fields[erasure::record] = {to_text(test::id_of(77)), test::stamp(50, 7)};
    upkeep.step(shared.clock.monotonic());
    shared.push(shared.enrol(2, Role::facilitator), {erasure});
    REQUIRE(is_left());
    shared.clock.advance(day - Duration{1});
    upkeep.step(shared.clock.monotonic());
    CHECK(is_left());
    shared.clock.advance(Duration{1});
    upkeep.step(shared.clock.monotonic());
    CHECK_FALSE(is_left());
}

}  // namespace earshot::sync
