#include "sync/store/media_store.hpp"

#include <filesystem>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/host/sha256.hpp"
#include "sync/model/erasure.hpp"
#include "sync/model/tables.hpp"
#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync {
namespace {

using Catch::Matchers::ContainsSubstring;
using test_store::Device;
using test_store::record_from;
using test_store::stamp_at;

struct Holder : Device {
    MediaStore& media() { return store->media(); }
    std::string keep(const std::string& bytes) { return media().keep(bytes).value(); }
    Id attach(const std::string& sha256, std::int64_t bytes = 10) {
        const Id id = random.uuid7(clock.wall());
        write(Kind::attachment, id,
              {{"story", to_text(id)}, {"name", "lamp.jpg"}, {"sha256", sha256}, {"bytes", bytes}});
        clock.advance(Duration{1'000});
        return id;
    }
    // As another device wrote it.
    void hear_of(const std::string& sha256, std::int64_t bytes, const std::string& thumbnail = "") {
        Device::apply({record_from(Kind::attachment, random.uuid7(clock.wall()), stamp_at(++heard, 9),
                                   {{"sha256", sha256}, {"bytes", bytes}, {"thumbnail_sha256", thumbnail}})});
    }
    std::string to_send() {
        const auto next = media().next_to_send(clock.wall()).value();
        return next ? next->sha256 : "nothing";
    }
    std::string to_fetch() {
        const auto next = media().next_to_fetch(clock.wall()).value();
        return next ? next->sha256 : "nothing";
    }
    void arrive(const std::string& bytes) {
        const std::string sha256 = platform::sha256_hex(bytes);
        REQUIRE(media().take_part(sha256, 0, bytes));
        REQUIRE(media().complete(sha256));
    }
    std::string media_file(const std::string& sha256) { return file("media/" + sha256.substr(0, 2) + "/" + sha256); }
    std::string arriving_file(const std::string& sha256) { return file("media/arriving/" + sha256); }
    std::uint64_t heard = 0;
};

std::string hash_of(const std::string& bytes) {
    return platform::sha256_hex(bytes);
}

}  // namespace

TEST_CASE("what is kept is on disk under its hash, and waits once an attachment names it") {
    Holder device;
    const std::string hash = device.keep("a photo");
    CHECK(device.files.read(device.media_file(hash)).value() == "a photo");
    CHECK(device.media().read(hash).value() == "a photo");
    CHECK(device.to_send() == "nothing");
    device.attach(hash);
    CHECK(device.to_send() == hash);
    device.open();
    CHECK(device.to_send() == hash);
    CHECK(device.media().totals().value().bytes_to_send == 7);
    REQUIRE(device.media().settle_sent(hash));
    CHECK(device.to_send() == "nothing");
    CHECK(device.media().find(hash).value().confirmed);
}

TEST_CASE("thumbnails are wanted first, small originals next, large ones when somebody asks") {
    Holder device;
    const std::string large = hash_of("large"), small = hash_of("small"), thumbnail = hash_of("thumbnail");
    device.hear_of(large, 5'000'000, thumbnail);
    device.hear_of(small, 5);
    CHECK(device.to_fetch() == thumbnail);
    device.arrive("thumbnail");
    CHECK(device.to_fetch() == small);
    device.arrive("small");
    CHECK(device.to_fetch() == "nothing");
    CHECK(device.media().find(large).value().wanted == Want::not_now);
    REQUIRE(device.media().ask_for(large));
    CHECK(device.to_fetch() == large);
    CHECK(device.to_send() == "nothing");  // What came from the shared store need not go there.
}

TEST_CASE("bytes that are something else are not taken") {
    Holder device;
    const std::string hash = hash_of("right");
    device.hear_of(hash, 5);
    REQUIRE(device.media().take_part(hash, 0, "wr"));
    CHECK(device.media().next_to_fetch(device.clock.wall()).value()->arrived == 2);
    REQUIRE(device.media().take_part(hash, 2, "ong"));
    CHECK(device.media().complete(hash).error().code == Errc::corrupt);
    CHECK_FALSE(device.media().find(hash).value().held);
    CHECK(device.media().next_to_fetch(device.clock.wall()).value()->arrived == 0);
}

TEST_CASE("what is missing or in trouble is left alone for a while, also by a clock that was set back") {
    Holder device;
    const std::string hash = hash_of("x");
    device.hear_of(hash, 1);
    const WallTime now = device.clock.wall();
    REQUIRE(device.media().note_missing(hash, now, now + Duration{60'000}));
    CHECK(device.to_fetch() == "nothing");
    CHECK(device.media().find(hash).value().missing_since == now);
    CHECK(device.media().totals().value().missing == 1);
    device.clock.advance(Duration{60'000});
    CHECK(device.to_fetch() == hash);
    REQUIRE(device.media().postpone(hash, device.clock.wall() + Duration{60'000}));
    CHECK(device.to_fetch() == "nothing");
    device.clock.set_wall({now.unix_ms - std::int64_t{400} * 24 * 3'600'000});
    CHECK(device.to_fetch() == hash);
}

TEST_CASE("an attachment that was removed is neither sent nor fetched, and its file goes") {
    Holder device;
    const std::string hash = device.keep("mine");
    const Id mine = device.attach(hash), again = device.attach(hash);
    device.write(Kind::attachment, mine, {{"deleted", std::int64_t{1}}});
    CHECK(device.to_send() == hash);  // Another attachment still names it.
    device.write(Kind::attachment, again, {{"deleted", std::int64_t{1}}});
    CHECK(device.to_send() == "nothing");
    REQUIRE(device.media().tidy());
    CHECK_FALSE(device.files.exists(device.media_file(hash)));
    CHECK(device.media().find(hash).error().code == Errc::not_found);
}

TEST_CASE("what no attachment ever named stays for a while, and not for ever because a clock was set back") {
    Holder device;
    const std::string hash = device.keep("taken, and not saved yet");
    REQUIRE(device.media().tidy());
    CHECK(device.files.exists(device.media_file(hash)));
    SECTION("an hour later") {
        device.clock.advance(Duration{2 * 3'600'000});
    }
    SECTION("kept while the clock was a year ahead") {
        device.clock.set_wall({device.clock.wall().unix_ms - std::int64_t{365} * 24 * 3'600'000});
    }
    REQUIRE(device.media().tidy());
    CHECK_FALSE(device.files.exists(device.media_file(hash)));
}

std::string draft_with(const std::vector<std::string>& hashes, const Id& id = {}) {
    std::string photos;
    for (const std::string& sha256 : hashes)
        photos += (photos.empty() ? "{\"sha256\":\"" : ",{\"sha256\":\"") + sha256 + "\"}";
    return "{\"id\":\"" + to_text(id) + "\",\"words\":\"half\",\"photos\":[" + photos + "]}";
}

TEST_CASE("what the draft names stays, unsent, and goes when the draft lets go of it") {
    Holder device;
    const std::string hash = device.keep("taken"), other = device.keep("another");
    REQUIRE(device.store->save_draft(draft_with({hash, other})));
    device.clock.advance(Duration{48 * 3'600'000});  // Nobody finishes it for two days, and the tablet is restarted.
    device.open();
    REQUIRE(device.media().tidy());
    REQUIRE(device.media().read(hash));
    CHECK(device.to_send() == "nothing");
    CHECK(device.media().totals().value() == MediaTotals{});

    const auto is_gone = [&](const std::string& sha256) {
        return !device.files.exists(device.media_file(sha256)) &&
               device.media().find(sha256).error().code == Errc::not_found;
    };
    SECTION("the photo was taken away again") {
        REQUIRE(device.store->save_draft(draft_with({other})));
        CHECK(is_gone(hash));
        CHECK(device.media().read(other).value() == "another");
    }
    SECTION("the draft was thrown away") {
        REQUIRE(device.store->drop_draft());
        CHECK(is_gone(hash));
        CHECK(is_gone(other));
    }
    SECTION("the story was saved: its attachment names the photo from then on") {
        device.attach(hash);
        REQUIRE(device.store->drop_draft());
        CHECK(device.media().read(hash).value() == "taken");
        CHECK(device.to_send() == hash);
        CHECK(is_gone(other));
    }
    SECTION("the same photo hung on a story that is removed meanwhile") {
        const Id attachment = device.attach(hash);
        REQUIRE(device.media().settle_sent(hash));
        device.write(Kind::attachment, attachment, {{"deleted", std::int64_t{1}}});
        REQUIRE(device.media().tidy());
        CHECK(device.media().read(hash).value() == "taken");
        device.attach(hash);
        CHECK(device.to_send() == hash);  // The shared store may have thrown it away since.
    }
    SECTION("the cache is full") {
        device.attach(hash);
        REQUIRE(device.media().settle_sent(hash));
        REQUIRE(device.store->set_setting(media_cache_setting, "1"));
        REQUIRE(device.media().tidy());
        CHECK(device.media().read(hash).value() == "taken");
    }
}

TEST_CASE("the photos of a draft that an erasure takes are gone with it") {
    Holder device;
    const Id story = device.log("The lamp is out");
    const std::string hash = device.keep("taken");
    REQUIRE(device.store->save_draft(draft_with({hash}, story)));
    const Edit erasure{Kind::erasure, erasure_id_of_record(story), {{erasure::record, to_text(story)}}};
    REQUIRE(device.store->forget({&erasure, 1}, false));
    CHECK_FALSE(device.files.exists(device.media_file(hash)));
    CHECK(device.media().find(hash).error().code == Errc::not_found);
}

TEST_CASE("the photos of a customer to be forgotten are gone when the erasure is learned, here or from elsewhere") {
    Holder device;
    if (GENERATE(false, true)) {  // In memory, but for the files.
        device.store.reset();
        auto opened = DeviceStore::open({.folder = device.folder.file("data"), .in_memory = true}, device.files,
                                        device.clock, device.random);
        REQUIRE(opened);
        device.store = std::move(*opened);
    }
    const Id story = make_named_id("test", "story");
    const std::string mine = device.keep("mine"), theirs = hash_of("theirs"), half = hash_of("half");
    for (const std::string& hash : {mine, theirs, half})
        device.write(Kind::attachment, device.random.uuid7(device.clock.wall()),
                     {{"story", to_text(story)}, {"sha256", hash}, {"bytes", std::int64_t{6}}});
    device.arrive("theirs");
    REQUIRE(device.media().take_part(half, 0, "ha"));
    const Id id = erasure_id_of_record(story);
    SECTION("written here") {
        const Edit erasure{Kind::erasure, id, {{erasure::record, to_text(story)}}};
        REQUIRE(device.store->forget({&erasure, 1}, false));
    }
    SECTION("received") {
        device.apply({record_from(Kind::erasure, id, stamp_at(7, 9), {{"record", to_text(story)}})});
    }
    for (const std::string& hash : {mine, theirs, half}) {
        CHECK_FALSE(device.files.exists(device.media_file(hash)));
        CHECK_FALSE(device.files.exists(device.arriving_file(hash)));
        CHECK(device.media().find(hash).error().code == Errc::not_found);
    }
}

TEST_CASE("the cache keeps to its limit, and never throws away what only this device has") {
    Holder device;
    const std::string owed = device.keep(std::string(600, 'o'));
    device.attach(owed);
    std::vector<std::string> held;
    for (const char c : {'a', 'b', 'c'}) {
        const std::string bytes(300, c);
        device.hear_of(hash_of(bytes), 300);
        device.clock.advance(Duration{1'000});
        device.arrive(bytes);
        held.push_back(hash_of(bytes));
    }
    device.clock.advance(Duration{1'000});
    REQUIRE(device.media().read(held[0]));  // Just looked at.
    REQUIRE(device.store->set_setting(media_cache_setting, "1200"));
    REQUIRE(device.media().tidy());
    CHECK(device.media().find(held[0]).value().held);
    CHECK_FALSE(device.media().find(held[1]).value().held);
    CHECK_FALSE(device.files.exists(device.media_file(held[1])));
    CHECK(device.media().find(held[2]).value().held);
    REQUIRE(device.store->set_setting(media_cache_setting, "1"));
    REQUIRE(device.media().tidy());
    CHECK(device.media().find(owed).value().held);
    CHECK(device.media().read(owed).value() == std::string(600, 'o'));
    CHECK(device.to_fetch() == "nothing");  // What was thrown away comes back only when somebody asks.
}

TEST_CASE("a damaged file is found, and fetched again where the shared store has it") {
    Holder device;
    const std::string theirs = hash_of("theirs"), mine = device.keep("mine");
    device.attach(mine);
    device.hear_of(theirs, 6);
    device.arrive("theirs");
    CHECK(device.media().examine().value().empty());
    REQUIRE(device.files.write_atomic(device.media_file(theirs), "thairs"));
    REQUIRE(device.files.remove(device.media_file(mine)));
    const auto findings = device.media().examine().value();
    REQUIRE(findings.size() == 2);
    CHECK_THAT(findings[0] + findings[1], ContainsSubstring("lamp.jpg") && ContainsSubstring("attach it again"));
    CHECK(device.media().read(theirs).error().code == Errc::corrupt);
    CHECK(device.to_fetch() == theirs);
    CHECK(device.media().read(mine).error().code == Errc::corrupt);
    CHECK(device.media().find(mine).value().held);  // Nobody else has it: the row stays, for doctor to tell.
}

TEST_CASE("another device's mistake does not become a path here") {
    Holder device;
    device.hear_of("../../earshot.db", 5);
    device.hear_of("ABCDEF", 5, "../x");
    CHECK(device.to_fetch() == "nothing");
    CHECK(device.media().find("../../earshot.db").error().code == Errc::not_found);
    CHECK(device.media().take_part("../x", 0, "x").error().code == Errc::not_found);
    CHECK_FALSE(std::filesystem::exists(device.file("media")));
}

TEST_CASE("another shared store may lack anything") {
    Holder device;
    const std::string hash = device.keep("x");
    device.attach(hash);
    REQUIRE(device.media().note_upload(hash, "/v1/uploads/1"));
    REQUIRE(device.media().settle_sent(hash));
    REQUIRE(device.store->start_over("another"));
    CHECK(device.to_send() == hash);
    CHECK(device.media().next_to_send(device.clock.wall()).value()->upload.empty());
}

TEST_CASE("a store in memory says that it keeps no files") {
    Holder device;
    auto opened = DeviceStore::open({.in_memory = true}, device.files, device.clock, device.random);
    REQUIRE(opened);
    CHECK((*opened)->media().keep("x").error().code == Errc::denied);
    CHECK((*opened)->media().totals().value().waiting() == 0);
    // Forgetting a customer who had a photo is no trouble either.
    const Id story = make_named_id("test", "story");
    const std::string hash = hash_of("mine");
    const auto photo = record_from(Kind::attachment, make_named_id("test", "photo"), stamp_at(1, 9),
                                   {{"story", to_text(story)}, {"sha256", hash}, {"bytes", std::int64_t{6}}});
    const auto erasure =
        record_from(Kind::erasure, erasure_id_of_record(story), stamp_at(7, 9), {{"record", to_text(story)}});
    REQUIRE((*opened)->apply(std::vector{photo, erasure}, 1));
    CHECK((*opened)->media().find(hash).error().code == Errc::not_found);
}

}  // namespace earshot::sync
