// Photos and documents on their way, and a kill -9 in the middle of it.
#include <csignal>
#include <filesystem>

#include <catch2/catch_test_macros.hpp>

#include "platform/base/prng.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/pause.hpp"
#include "sync/portable/json.hpp"
#include "tests/e2e/company.hpp"
#include "tests/support/sample_media.hpp"
#include "tests/support/seed.hpp"

namespace earshot::test {
namespace {

constexpr std::int64_t document_bytes = 24 * 1024 * 1024;
constexpr std::int64_t enough_in_the_middle = 200'000;
constexpr int attempts = 20;  // a machine may be so quick that a transfer is over before anybody can kill it

// A document that is like no other, so that nothing of it is on the other side before.
std::string document(Prng& prng) {
    std::string bytes = "%PDF-1.7\n";
    while (static_cast<std::int64_t>(bytes.size()) < document_bytes) {
        const std::uint64_t chance = prng.next();
        bytes.append(reinterpret_cast<const char*>(&chance), sizeof chance);
    }
    bytes.resize(static_cast<std::size_t>(document_bytes));
    return bytes;
}

// Bytes of the files in that folder whose names end so, as they are this moment.
std::int64_t bytes_in(const std::string& folder, const std::string& ending) {
    std::int64_t bytes = 0;
    std::error_code trouble;
    for (auto entry = std::filesystem::directory_iterator(folder, trouble);
         !trouble && entry != std::filesystem::directory_iterator(); entry.increment(trouble)) {
        if (!entry->path().string().ends_with(ending)) continue;
        std::error_code gone;  // It may become whole while we look.
        const auto size = entry->file_size(gone);
        if (!gone) bytes += static_cast<std::int64_t>(size);
    }
    return bytes;
}

// Waits until so much is on its way in that folder; false when the process ended before.
bool comes_to_the_middle(platform::ChildProcess& process, const std::string& folder, const std::string& ending) {
    while (!process.exit_code()) {
        if (bytes_in(folder, ending) >= enough_in_the_middle) return true;
        platform::pause(Duration{1});
    }
    return false;
}

struct MediaSynced {
    std::int64_t sent = 0, received = 0, waiting = 0, bytes_sent = 0, bytes_received = 0;
};
MediaSynced media_synced(const std::string& data) {
    const std::string line = output_of(data, {"sync", "--once", "--json"});
    return {number_in(line, "media_sent"), number_in(line, "media_received"), number_in(line, "media_waiting"),
            number_in(line, "media_bytes_sent"), number_in(line, "media_bytes_received")};
}

struct Attached {
    std::string id, content;
};
Attached attach_document(const std::string& data, Prng& prng) {
    const std::string file = data + ".pdf";
    Attached attached{{}, document(prng)};
    REQUIRE(platform::HostFiles().write_atomic(file, attached.content));
    const std::string story = output_of(data, {"log", "--kind", "issue", "--words", "The contract says eight."});
    attached.id = output_of(data, {"attach", story, file});
    return attached;
}

std::string fetched(const std::string& data, const std::string& attachment, const Arguments& more = {}) {
    const std::string file = data + ".fetched";
    Arguments arguments{"media", "get", attachment, "--out", file};
    arguments.insert(arguments.end(), more.begin(), more.end());
    output_of(data, arguments);
    return platform::HostFiles().read(file).value();
}

}  // namespace

TEST_CASE("a photo logged on one device is seen on the other, byte by byte, without the place it was taken") {
    Company company;
    const std::string a = company.enrol("A"), b = company.enrol("B");
    const std::string photo = a + ".jpg";
    platform::Pixels pixels = quarters(3'000, 2'000);
    Prng prng(7);
    for (std::uint8_t& byte : pixels.rgba)
        byte = static_cast<std::uint8_t>(byte ^ (prng.next() & 127));  // Noise: a file that does not come by itself.
    REQUIRE(platform::HostFiles().write_atomic(photo, photo_with_location(pixels, 6)));
    const std::string story = output_of(a, {"log", "--kind", "pain", "--words", "The lamp is out.", "--attach", photo});
    const MediaSynced sent = media_synced(a);
    CHECK(sent.sent == 2);
    CHECK(sent.waiting == 0);

    CHECK(media_synced(b).received == 1);  // The thumbnail.
    const std::string shown = output_of(b, {"show", story, "--json"});
    const auto json = sync::JsonReader::parse(shown);
    REQUIRE(json);
    yyjson_val* attachment = yyjson_arr_get_first(yyjson_obj_get(json->root(), "attachments"));
    CHECK(sync::text_member(attachment, "place") == "shared");
    CHECK(sync::text_member(attachment, "name") == "A.jpg");
    CHECK(yyjson_get_sint(yyjson_obj_get(attachment, "height")) == 2'048);  // It was held upright.
    const std::string id(sync::text_member(attachment, "id"));
    const std::string there = fetched(b, id), here = fetched(a, id);
    CHECK(there == here);
    CHECK(there.size() > 256 * 1024);
    CHECK(there.find("Exif") == std::string::npos);
    CHECK(fetched(b, id, {"--thumbnail"}) == fetched(a, id, {"--thumbnail"}));
    CHECK(output_of(b, {"show", story}).find("A.jpg, image/jpeg") != std::string::npos);
    CHECK(output_of(b, {"export", "--format", "jsonl"}).find("\"name\":\"A.jpg\"") != std::string::npos);
    const Outcome examined = company.server.run({"doctor"});
    CHECK(examined.out.find("damaged") == std::string::npos);
    CHECK(examined.out.find("media: 2, of them not here yet: 0") != std::string::npos);
    for (const std::string& data : {a, b})
        CHECK(run_earshot(data, {"doctor"}).out.find("wrong media") == std::string::npos);
}

TEST_CASE("an upload goes on where it stopped when the device or the server was killed in the middle of it") {
    const std::uint64_t seed = test::seed();
    INFO("replay with TEST_SEED=" << seed);
    Prng prng(seed);
    Company company;
    const std::string a = company.enrol("A"), b = company.enrol("B"), uploads = company.folder() + "/server/uploads";
    for (const bool kills_server : {false, true}) {
        INFO((kills_server ? "the server is killed" : "the device is killed"));
        std::int64_t arrived = 0;
        Attached attached;
        for (int attempt = 0; attempt < attempts && arrived == 0; ++attempt) {
            attached = attach_document(a, prng);
            auto sync = start_earshot(a, {"sync", "--once"});
            if (comes_to_the_middle(sync, uploads, ".part")) kills_server ? company.server.kill() : sync.kill();
            REQUIRE(sync.wait(patience));
            if (!company.server.is_running()) company.server.start();
            arrived = bytes_in(uploads, ".part");
        }
        REQUIRE(arrived >= enough_in_the_middle);
        const MediaSynced rest = media_synced(a);
        CHECK(rest.sent == 1);
        CHECK(rest.waiting == 0);
        CHECK(rest.bytes_sent > 0);
        CHECK(rest.bytes_sent <= document_bytes - arrived);
        CHECK(bytes_in(uploads, ".part") == 0);
        media_synced(b);
        CHECK(fetched(b, attached.id) == attached.content);
    }
    CHECK(run_earshot(a, {"doctor"}).out.find("wrong media") == std::string::npos);
}

TEST_CASE("a download goes on where it stopped when the device was killed in the middle of it") {
    const std::uint64_t seed = test::seed();
    INFO("replay with TEST_SEED=" << seed);
    Prng prng(seed);
    Company company;
    const std::string a = company.enrol("A"), b = company.enrol("B"), arriving = b + "/media/arriving";
    std::int64_t arrived = 0;
    Attached attached;
    for (int attempt = 0; attempt < attempts && arrived == 0; ++attempt) {
        attached = attach_document(a, prng);
        media_synced(a);
        media_synced(b);
        auto fetching = start_earshot(b, {"media", "get", attached.id, "--out", b + ".fetched"});
        if (comes_to_the_middle(fetching, arriving, "")) fetching.kill();
        REQUIRE(fetching.wait(patience));
        arrived = bytes_in(arriving, "");
    }
    REQUIRE(arrived >= enough_in_the_middle);
    const MediaSynced rest = media_synced(b);  // It is still asked for.
    CHECK(rest.received == 1);
    CHECK(rest.bytes_received == document_bytes - arrived);
    CHECK(fetched(b, attached.id) == attached.content);
    CHECK(bytes_in(arriving, "") == 0);
}

}  // namespace earshot::test
