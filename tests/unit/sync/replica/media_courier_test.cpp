// The courier against the real server, with the network in the hands of the test.
#include "sync/replica/media_courier.hpp"

#include <functional>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/base/log.hpp"
#include "platform/host/sha256.hpp"
#include "sync/model/erasure.hpp"
#include "sync/model/tables.hpp"
#include "sync/protocol/problem.hpp"
#include "sync/protocol/tus.hpp"
#include "sync/replica/replica.hpp"
#include "sync/server/blobs/folder_blob_store.hpp"
#include "sync/server/enrolment_code.hpp"
#include "sync/server/server.hpp"
#include "sync/server/sqlite/sqlite_shared_store.hpp"
#include "tests/unit/sync/replica/answering_transport.hpp"
#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync {
namespace {

using Catch::Matchers::ContainsSubstring;
using test::AnsweringTransport;
using test_store::Device;

struct Shared {
    test::TemporaryFolder folder;
    platform::HostFiles files;
    platform::SeededRandom random{7};
    std::unique_ptr<SqliteSharedStore> store =
        std::move(*SqliteSharedStore::open({.folder = folder.path(), .vfs = {}}, files, random));
    std::unique_ptr<FolderBlobStore> blobs = std::move(*FolderBlobStore::open(folder.path(), files, random));
    Server server{*store, random, {.blobs = blobs.get()}};
    int codes = 0;
};

// A device of the company, with the wire between in the test's hands.
struct Member : Device {
    Shared& shared;
    AnsweringTransport transport;
    Replica replica;
    MediaCourier courier;
    std::vector<std::string> log_of_requests;  // "PATCH 262144", with the size of the body
    std::function<std::optional<AnsweringTransport::Answer>(const platform::HttpRequest&)> weather;

    explicit Member(Shared& company, std::uint64_t seed)
        : Device(seed),
          shared(company),
          replica({}, *store, transport, clock, random),
          courier({}, *store, transport, clock, random) {
        const std::string code = "CODE" + std::to_string(++shared.codes),
                          token = "token" + std::to_string(shared.codes);
        REQUIRE(shared.store->add_code({code, Role::leader, "leeds", clock.wall() + Duration{600'000}}, clock.wall()));
        REQUIRE(shared.store->enrol(code, store->device(), "Counter", hash_of_token(token), clock.wall()));
        REQUIRE(store->set_setting("server", "http://store"));
        REQUIRE(store->set_setting("token", token));
        transport.other_side = [this](const platform::HttpRequest& request) { return carry(request); };
    }
    AnsweringTransport::Answer carry(const platform::HttpRequest& request) {
        if (request.target.find("/v1/exchange") == std::string::npos)
            log_of_requests.push_back(request.method + " " + std::to_string(request.body.size()));
        if (weather) {
            if (auto answer = weather(request)) return std::move(*answer);
        }
        return deliver(request);
    }
    AnsweringTransport::Answer deliver(const platform::HttpRequest& request) {
        platform::HttpRequest arriving = request;
        arriving.target = request.target.substr(std::string("http://store").size());
        std::erase_if(arriving.headers.lines, [](const auto& line) { return line.first == "Content-Encoding"; });
        return shared.server.handle(arriving, clock.wall());
    }
    void exchange() {
        replica.sync_now();
        for (int i = 0; i < 40; ++i) {
            const auto next = replica.step(clock.monotonic());
            REQUIRE(next);
            if (replica.status().run_complete) return;
        }
        FAIL("no agreement: " << replica.status().what_happened);
    }
    // Until there is nothing to do, at most that many steps; time passes as the courier asks for it.
    void run_media(int steps = 200) {
        REQUIRE(courier.try_now());
        for (int i = 0; i < steps; ++i) {
            const Instant now = clock.monotonic();
            const auto next = courier.step(now);
            if (!next) FAIL(next.error().message);
            const auto state = courier.status().state;
            if (state == MediaStatus::State::idle || state == MediaStatus::State::denied) return;
            if (state == MediaStatus::State::retrying) clock.advance(*next - now);
        }
    }
    void sync() {
        exchange();
        run_media();
    }
    // As app/commands/attach_file does.
    std::string attach(const Id& story, const std::string& content, const std::string& thumbnail = "") {
        const std::string sha256 = store->media().keep(content).value();
        test_store::Writes writes{{"story", to_text(story)},
                                  {"name", "lamp.jpg"},
                                  {"bytes", static_cast<std::int64_t>(content.size())},
                                  {"sha256", sha256}};
        if (!thumbnail.empty()) writes.emplace_back("thumbnail_sha256", store->media().keep(thumbnail).value());
        write(Kind::attachment, random.uuid7(clock.wall()), writes);
        clock.advance(Duration{1'000});
        return sha256;
    }
    MediaState state(const std::string& sha256) { return store->media().find(sha256).value(); }
    std::string requests() {
        std::string text;
        for (const std::string& line : std::exchange(log_of_requests, {}))
            text += (text.empty() ? "" : ", ") + line;
        return text;
    }
};

std::string content_of(std::size_t bytes, char first = 'a') {
    std::string content(bytes, first);
    for (std::size_t i = 0; i < bytes; ++i)
        content[i] = static_cast<char>(first + static_cast<char>(i * i % 23));
    return content;
}

AnsweringTransport::Answer broken() {
    return Error{Errc::unavailable, "The connection broke off."};
}

}  // namespace

TEST_CASE("a photo goes from one device to the other: the thumbnail by itself, the rest when asked for") {
    Shared shared;
    Member a(shared, 1), b(shared, 2);
    const std::string photo = content_of(600'000), thumbnail = content_of(9'000, 'A');
    const std::string hash = a.attach(a.log("The lamp is out."), photo, thumbnail);
    const std::string small = platform::sha256_hex(thumbnail);
    a.sync();
    CHECK(a.courier.status().sent == 2);
    CHECK(a.state(hash).confirmed);
    CHECK(a.state(small).confirmed);

    b.sync();
    CHECK(b.courier.status().received == 1);
    CHECK(b.store->media().read(small).value() == thumbnail);
    CHECK_FALSE(b.state(hash).held);
    CHECK(b.courier.status().waiting.waiting() == 0);  // Nobody asked for it.
    REQUIRE(b.store->media().ask_for(hash));
    b.run_media();
    CHECK(b.store->media().read(hash).value() == photo);
    CHECK(b.courier.status().bytes_received == 609'000);
    CHECK(b.store->media().examine().value().empty());
}

TEST_CASE("small originals come by themselves") {
    Shared shared;
    Member a(shared, 1), b(shared, 2);
    const std::string hash = a.attach(a.log("x"), content_of(200'000)),
                      large = a.attach(a.log("y"), content_of(300'000));
    a.sync();
    b.sync();
    CHECK(b.state(hash).held);
    CHECK_FALSE(b.state(large).held);
}

TEST_CASE("pieces grow while they are quick, and shrink when the network breaks") {
    Shared shared;
    Member a(shared, 1);
    a.attach(a.log("x"), content_of(3'000'000));
    a.exchange();
    int patches = 0;
    a.weather = [&](const platform::HttpRequest& request) -> std::optional<AnsweringTransport::Answer> {
        if (request.method == "PATCH" && ++patches == 3) return broken();
        return std::nullopt;
    };
    a.run_media();
    CHECK(a.requests() ==
          "POST 0, PATCH 262144, PATCH 524288, PATCH 1048576, HEAD 0, PATCH 524288, PATCH 1048576, "
          "PATCH 640704");
    CHECK(a.courier.status().bytes_sent == 3'000'000);
}

TEST_CASE("an upload goes on where the shared store says, whatever was lost") {
    struct Row {
        const char* why;
        bool request_arrives;  // and only the answer is lost
        const char* expected;
    };
    const auto row = GENERATE(values<Row>({
        {"the request is lost", false, "HEAD 0, PATCH 262144, PATCH 175712"},
        {"the answer is lost", true, "HEAD 0"},
    }));
    INFO(row.why);
    Shared shared;
    Member a(shared, 1);
    const std::string content = content_of(700'000), hash = a.attach(a.log("x"), content);
    a.exchange();
    int patches = 0;
    a.weather = [&](const platform::HttpRequest& request) -> std::optional<AnsweringTransport::Answer> {
        if (request.method != "PATCH" || ++patches != 2) return std::nullopt;
        if (row.request_arrives) (void)a.deliver(request);
        a.log_of_requests.clear();
        return broken();
    };
    a.run_media();
    CHECK(a.requests() == row.expected);
    CHECK(a.state(hash).confirmed);
    CHECK(shared.blobs->read(hash, 0, 1'000'000).value() == content);
    CHECK(a.courier.status().bytes_sent <= 700'000);
}

TEST_CASE("an upload goes on after the device was switched off, without sending anything twice") {
    Shared shared;
    Member a(shared, 1);
    const std::string content = content_of(900'000), hash = a.attach(a.log("x"), content);
    a.exchange();
    for (int i = 0; i < 3; ++i)  // Begins, sends a piece, starts the next.
        REQUIRE(a.courier.step(a.clock.monotonic()));
    a.courier.cancel();
    CHECK_FALSE(a.state(hash).confirmed);
    const std::int64_t before = a.courier.status().bytes_sent;
    CHECK(before == 262'144);
    a.clock.advance(Duration{3'600'000});
    a.open();  // As after a restart: everything that counts is on disk.
    MediaCourier courier({}, *a.store, a.transport, a.clock, a.random);
    for (int i = 0; i < 20; ++i)
        REQUIRE(courier.step(a.clock.monotonic()));
    CHECK(courier.status().sent == 1);
    CHECK(courier.status().bytes_sent == 900'000 - before);
    CHECK(shared.blobs->read(hash, 0, 1'000'000).value() == content);
}

TEST_CASE("a file that has gone from the disk is told of once, and does not hold up the others") {
    Shared shared;
    Member a(shared, 1);
    const std::string gone = a.attach(a.log("x"), content_of(100'000)),
                      kept = a.attach(a.log("y"), content_of(200'000));
    a.exchange();
    REQUIRE(a.files.remove(a.file("media/" + gone.substr(0, 2) + "/" + gone)));
    int troubles = 0;
    for (int i = 0; i < 20; ++i)
        troubles += !a.courier.step(a.clock.monotonic());
    CHECK(troubles == 1);
    CHECK(a.state(kept).confirmed);
    CHECK_FALSE(a.state(gone).confirmed);
}

TEST_CASE("a photo that is erased while it is fetched leaves nothing behind") {
    Shared shared;
    Member a(shared, 1), b(shared, 2);
    const Id story = a.log("x");
    const std::string hash = a.attach(story, content_of(900'000));
    a.sync();
    b.exchange();
    REQUIRE(b.store->media().ask_for(hash));
    REQUIRE(b.courier.step(b.clock.monotonic()));
    REQUIRE(b.courier.step(b.clock.monotonic()));
    const Edit erasure{Kind::erasure, erasure_id_of_record(story), {{erasure::record, to_text(story)}}};
    REQUIRE(b.store->forget({&erasure, 1}, false));
    for (int i = 0; i < 20; ++i)
        REQUIRE(b.courier.step(b.clock.monotonic()));
    CHECK_FALSE(b.files.exists(b.file("media/arriving/" + hash)));
    CHECK_FALSE(b.files.exists(b.file("media/" + hash.substr(0, 2) + "/" + hash)));
}

TEST_CASE("a download goes on where it stopped, and what is damaged is not taken for the file") {
    Shared shared;
    Member a(shared, 1), b(shared, 2);
    const std::string content = content_of(900'000), hash = a.attach(a.log("x"), content);
    a.sync();
    b.exchange();
    REQUIRE(b.store->media().ask_for(hash));
    REQUIRE(b.courier.step(b.clock.monotonic()));
    REQUIRE(b.courier.step(b.clock.monotonic()));
    b.courier.cancel();
    CHECK(b.courier.status().bytes_received == 262'144);
    b.open();
    {
        MediaCourier courier({}, *b.store, b.transport, b.clock, b.random);
        for (int i = 0; i < 20; ++i)
            REQUIRE(courier.step(b.clock.monotonic()));
        CHECK(courier.status().bytes_received == 900'000 - 262'144);
    }
    CHECK(b.store->media().read(hash).value() == content);

    // The same once more, with a bit turned over on the way.
    Member c(shared, 3);
    c.exchange();
    bool is_spoiled = false;
    c.weather = [&](const platform::HttpRequest& request) -> std::optional<AnsweringTransport::Answer> {
        if (std::exchange(is_spoiled, true)) return std::nullopt;
        auto answer = c.deliver(request);
        answer->body[0] = static_cast<char>(answer->body[0] ^ 1);
        return answer;
    };
    REQUIRE(c.store->media().ask_for(hash));
    c.run_media();
    CHECK_FALSE(c.state(hash).held);
    c.run_media();
    CHECK(c.store->media().read(hash).value() == content);
}

TEST_CASE("what the shared store has is not sent, by whomever it came") {
    Shared shared;
    Member a(shared, 1), b(shared, 2);
    const std::string content = content_of(400'000), hash = a.attach(a.log("x"), content);
    b.attach(b.log("y"), content);
    a.sync();
    b.sync();
    CHECK(b.requests() == "POST 0");
    CHECK(b.state(hash).confirmed);
    CHECK(b.courier.status().bytes_sent == 0);
}

TEST_CASE("what the shared store does not have is missing, and asked for again") {
    Shared shared;
    Member a(shared, 1), b(shared, 2);
    const std::string hash = a.attach(a.log("x"), content_of(50'000));
    a.exchange();  // The record is there, the bytes are not.
    b.sync();
    CHECK(b.state(hash).missing_since);
    CHECK(b.courier.status().waiting.missing == 1);
    CHECK(b.courier.status().what_happened.empty());  // It is no trouble of the network's.
    b.requests();
    REQUIRE(b.courier.step(b.clock.monotonic()));
    CHECK(b.requests().empty());  // Not at once.
    a.run_media();
    b.clock.advance(Duration{200'000});
    for (int i = 0; i < 5; ++i)
        REQUIRE(b.courier.step(b.clock.monotonic()));
    CHECK(b.state(hash).held);
    CHECK_FALSE(b.state(hash).missing_since);
}

TEST_CASE("media tell how many files and bytes of all are done, and about when the rest will be") {
    Shared shared;
    Member a(shared, 1), b(shared, 2);
    a.attach(a.log("x"), content_of(1'500'000));
    a.attach(a.log("y"), content_of(700'000));
    a.exchange();
    std::vector<std::int64_t> bytes;
    Progress last;
    for (int i = 0; i < 60; ++i) {
        REQUIRE(a.courier.step(a.clock.monotonic()));
        if (a.courier.status().state == MediaStatus::State::idle) break;
        const Progress& progress = a.courier.status().progress;
        CHECK(progress.total == 2);
        CHECK(progress.bytes_total == 2'200'000);
        if (bytes.empty() || progress.bytes_done > bytes.back()) bytes.push_back(progress.bytes_done);
        if (progress.ends) last = progress;
        a.clock.advance(Duration{progress.bytes_done < 1'000'000 ? 1'000 : 4'000});
    }
    CHECK(a.courier.status().sent == 2);
    CHECK(bytes.size() >= 4);
    CHECK(last.ends);
    CHECK(a.courier.status().progress == Progress{});  // over

    // What is fetched counts likewise; what was stopped says no more when it will end.
    b.exchange();
    const auto attachments = b.store->all(Kind::attachment).value();
    for (const Record& record : attachments)
        REQUIRE(b.store->media().ask_for(record.text(attachment::sha256)));
    while (!b.courier.status().progress.ends) {
        REQUIRE(b.courier.step(b.clock.monotonic()));
        b.clock.advance(Duration{2'000});
        REQUIRE(b.courier.status().state == MediaStatus::State::fetching);
    }
    CHECK(b.courier.status().progress.bytes_total == 2'200'000);
    CHECK(b.courier.status().progress.total == 2);
    b.courier.cancel();
    CHECK(b.courier.status().state == MediaStatus::State::stopped);
    CHECK_FALSE(b.courier.status().progress.ends);
    const auto next = b.courier.step(b.clock.monotonic());
    REQUIRE(next);
    CHECK(*next == b.clock.monotonic() + MediaTuning{}.stopped_for);
    b.run_media();
    CHECK(b.courier.status().received == 2);
    CHECK(b.courier.status().bytes_received == 2'200'000);  // nothing twice
}

TEST_CASE("an upload the shared store has forgotten begins again") {
    Shared shared;
    Member a(shared, 1);
    const std::string content = content_of(500'000), hash = a.attach(a.log("x"), content);
    a.exchange();
    for (int i = 0; i < 3; ++i)
        REQUIRE(a.courier.step(a.clock.monotonic()));
    a.courier.cancel();
    a.clock.advance(upload_life + Duration{1});
    a.run_media();
    a.run_media();
    CHECK(a.state(hash).confirmed);
}

TEST_CASE("a restored shared store gets again what it lost") {
    Shared shared;
    Member a(shared, 1);
    const std::string content = content_of(1'000), hash = a.attach(a.log("x"), content);
    a.sync();
    REQUIRE(shared.files.remove(shared.folder.file("blobs/" + hash.substr(0, 2) + "/" + hash)));
    REQUIRE(a.store->start_over("another"));
    CHECK_FALSE(a.state(hash).confirmed);
    a.run_media();
    CHECK(shared.blobs->size(hash).value() == 1'000);
}

TEST_CASE("trouble is a state with words, and never the end") {
    struct Row {
        const char* why;
        AnsweringTransport::Answer answer;
        MediaStatus::State expected;
        const char* words;
    };
    platform::HttpResponse login{.status = 200, .headers = {}, .body = "<html>Welcome to our hotel"};
    platform::HttpResponse busy{
        .status = 503, .headers = {}, .body = encode_problem({503, "busy", "The store is busy", "", {}})};
    busy.headers.add("Content-Type", "application/problem+json");
    platform::HttpResponse revoked{
        .status = 401, .headers = {}, .body = encode_problem({401, "revoked", "Revoked", "", {}})};
    platform::HttpResponse elsewhere{.status = 201, .headers = {}, .body = {}};
    elsewhere.headers.add("Tus-Resumable", tus::version);
    elsewhere.headers.add("Location", "http://evil.example/v1/uploads/1");
    const auto row = GENERATE_COPY(values<Row>({
        {"no network", broken(), MediaStatus::State::retrying, "broke off"},
        {"a hotel's login page", login, MediaStatus::State::retrying, "not as a store of Earshot does"},
        {"a busy server", busy, MediaStatus::State::retrying, "busy"},
        {"a revoked device", revoked, MediaStatus::State::denied, "Revoked"},
        {"an answer that leads elsewhere", elsewhere, MediaStatus::State::retrying, "not as a store of Earshot does"},
    }));
    INFO(row.why);
    Shared shared;
    Member a(shared, 1);
    const std::string hash = a.attach(a.log("x"), content_of(1'000));
    a.exchange();
    bool is_bad = true;
    a.weather = [&](const platform::HttpRequest&) -> std::optional<AnsweringTransport::Answer> {
        return is_bad ? std::optional(row.answer) : std::nullopt;
    };
    REQUIRE(a.courier.step(a.clock.monotonic()));
    REQUIRE(a.courier.step(a.clock.monotonic()));
    CHECK(a.courier.status().state == row.expected);
    CHECK_THAT(a.courier.status().what_happened, ContainsSubstring(row.words));
    is_bad = false;
    if (row.expected == MediaStatus::State::denied) {
        // Only now and then: a store that was put back may know the device again, a revoked one need not ask often.
        const Duration pause = a.courier.step(a.clock.monotonic()).value() - a.clock.monotonic();
        CHECK(pause >= Duration{3'000'000});
        SECTION("by itself") {
            a.clock.advance(pause);
        }
        SECTION("when a person asks") {
            REQUIRE(a.courier.try_now());
        }
        REQUIRE(a.courier.step(a.clock.monotonic()));
    }
    a.run_media();
    CHECK(a.state(hash).confirmed);
}

TEST_CASE("media of one device in trouble do not hold up the others") {
    Shared shared;
    Member a(shared, 1);
    const std::string bad = a.attach(a.log("x"), content_of(1'000)), good = a.attach(a.log("y"), content_of(2'000));
    a.exchange();
    const std::string coded = tus::encode({bad, "", ""});
    a.weather = [&](const platform::HttpRequest& request) -> std::optional<AnsweringTransport::Answer> {
        if (request.headers.find("Upload-Metadata").find(coded) == std::string_view::npos) return std::nullopt;
        platform::HttpResponse refused{.status = 400, .headers = {}, .body = encode_problem({400, "x", "No.", "", {}})};
        refused.headers.add("Content-Type", "application/problem+json");
        return refused;
    };
    a.run_media();
    CHECK(a.state(good).confirmed);
    CHECK_FALSE(a.state(bad).confirmed);
    CHECK(a.courier.status().waiting.to_send == 1);
}

}  // namespace earshot::sync
