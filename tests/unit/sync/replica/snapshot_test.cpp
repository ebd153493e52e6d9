// Devices that were away for longer than deletions are remembered: the shipping replica, stores and server together.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/fake/stepped_clock.hpp"
#include "sync/replica/replica.hpp"
#include "sync/server/enrolment_code.hpp"
#include "sync/server/server.hpp"
#include "tests/unit/sync/replica/answering_transport.hpp"
#include "tests/unit/sync/server/fixture.hpp"

namespace earshot::sync {
namespace {

constexpr Duration day{24 * 3'600'000};
constexpr Duration horizon{day.count() * 400};

// A tablet on real files, so that it can crash and come back.
struct Tablet {
    test::TemporaryFolder folder;
    platform::HostFiles files;
    platform::SteppedClock clock;
    platform::SeededRandom random;
    test::AnsweringTransport transport;
    std::unique_ptr<DeviceStore> store;
    std::unique_ptr<Replica> replica;
    Tuning tuning;

    explicit Tablet(std::uint64_t seed) : random(seed) {
        tuning.pull_bytes_max = 700;  // Several pages even for few stories.
        open();
        REQUIRE(store->set_setting("server", "http://store"));
    }
    void open() {
        replica.reset();
        store.reset();
        auto opened = DeviceStore::open({.folder = folder.path()}, files, clock, random);
        REQUIRE(opened);
        store = std::move(*opened);
        replica = std::make_unique<Replica>(tuning, *store, transport, clock, random);
    }
    Id log(const std::string& words) {
        const Id id = random.uuid7(clock.wall());
        write(id, {{story::kind, std::string("pain")}, {story::words, words}});
        return id;
    }
    void write(const Id& id, std::vector<std::pair<FieldNumber, Value>> writes) {
        const Edit edit{Kind::story, id, std::move(writes)};
        REQUIRE(store->write(std::span(&edit, 1)));
    }
    void remove(const Id& id) { write(id, {{deleted_number, std::int64_t{1}}}); }
    // Steps until the run is complete, or so many answers were taken.
    void sync(int answers = 1'000) {
        replica->sync_now();
        for (int i = 0; i < 3 * answers; ++i) {
            REQUIRE(replica->step(clock.monotonic()));
            if (replica->status().run_complete) return;
        }
    }
    bool has(const Id& id) { return store->find(Kind::story, id).has_value(); }
    std::string words(const Id& id) { return std::string(store->find(Kind::story, id)->text(story::words)); }
};

struct Company {
    test::TemporaryFolder folder;
    platform::HostFiles files;
    platform::SeededRandom random{5};
    std::unique_ptr<SqliteSharedStore> store =
        SqliteSharedStore::open({.folder = folder.path()}, files, random).value();
    Server server{*store, random};
    WallTime now = platform::SteppedClock::start;
    int snapshots = 0;

    void join(Tablet& tablet) {
        const std::string token = "token" + to_text(tablet.store->device());
        REQUIRE(store->add_code({"CODE" + token, Role::teller, "leeds", now + day}, now).has_value());
        REQUIRE(store->enrol("CODE" + token, tablet.store->device(), "", hash_of_token(token), now).has_value());
        REQUIRE(tablet.store->set_setting("token", token));
        tablet.transport.other_side = [this](const platform::HttpRequest& request) {
            platform::HttpRequest arrived = request;
            arrived.target = "/v1/exchange";
            platform::HttpHeaders headers;
            headers.add("Authorization", std::string(request.headers.find("Authorization")));
            headers.add("Content-Type", "application/json");
            arrived.headers = headers;
            platform::HttpResponse response = server.handle(arrived, now);
            REQUIRE(response.status == 200);
            REQUIRE(store->purge_tombstones(now + Duration{-horizon.count()}).has_value());  // As the upkeep does.
            if (response.body.find("\"snapshot\":true") != std::string::npos) ++snapshots;
            return response;
        };
    }
    void let_pass(Duration time, std::initializer_list<Tablet*> tablets) {
        now = now + time;
        for (Tablet* tablet : tablets)
            tablet->clock.advance(time);
    }
};

}  // namespace

TEST_CASE("a tablet from a drawer unlearns what was deleted and forgotten meanwhile, and keeps what is its own") {
    Company company;
    Tablet counter(1), drawer(2);
    company.join(counter);
    company.join(drawer);
    std::vector<Id> stories;
    for (int i = 0; i < 12; ++i)
        stories.push_back(counter.log("story " + std::to_string(i)));
    counter.sync();
    const Id own = drawer.log("mine, sent before");
    drawer.sync();
    counter.sync();
    REQUIRE(drawer.has(stories[3]));
    const Id unsent = drawer.log("mine, written in the drawer");
    drawer.write(stories[3], {{story::mood, std::int64_t{1}}});  // An edit of what will be deleted,
    drawer.write(stories[4], {{story::mood, std::int64_t{2}}});  // and of what will not.

    counter.remove(stories[3]);
    counter.remove(stories[7]);
    counter.sync();
    company.let_pass(horizon + day, {&counter, &drawer});
    counter.log("later");
    counter.sync();  // From here on they are purged.
    REQUIRE(company.store->standing({}).value().purged_sequence > 0);

    const bool crashes = GENERATE(false, true);
    INFO("with a crash after every few answers: " << crashes);
    if (crashes) {
        for (int answers = 1; answers < 12; ++answers) {
            drawer.sync(answers);
            drawer.open();
            if (!drawer.has(stories[3]) && drawer.store->status()->reading == Reading::everything) break;
        }
    }
    drawer.sync();
    CHECK(company.snapshots == 1);
    CHECK_FALSE(drawer.has(stories[3]));
    CHECK_FALSE(drawer.has(stories[7]));
    CHECK(drawer.words(own) == "mine, sent before");
    CHECK(drawer.words(unsent) == "mine, written in the drawer");
    CHECK(drawer.store->status()->waiting == 0);
    CHECK(drawer.store->status()->reading == Reading::everything);
    CHECK(drawer.store->examine()->empty());

    counter.sync();
    CHECK(counter.has(unsent));
    CHECK(counter.store->find(Kind::story, stories[4])->number(story::mood) == 2);
    // Nothing that was deleted returned.
    CHECK(counter.store->find(Kind::story, stories[3])->is_deleted());
    CHECK(company.store->totals()->stories == 13);  // 12 and 1 and 1 and 1, less 2
    CHECK(drawer.store->status()->stories == 13);
}

TEST_CASE("a new tablet gets what there is, without the deletions, and those that come later") {
    Company company;
    Tablet counter(1), fresh(2);
    company.join(counter);
    std::vector<Id> stories;
    for (int i = 0; i < 12; ++i)
        stories.push_back(counter.log("story " + std::to_string(i)));
    counter.remove(stories[1]);
    counter.sync();
    company.join(fresh);
    fresh.sync(2);  // Under way,
    counter.remove(stories[11]);
    counter.sync();  // something is deleted.
    fresh.sync();
    CHECK(company.snapshots == 0);
    CHECK_FALSE(fresh.has(stories[1]));
    CHECK(fresh.store->status()->stories == 10);
    CHECK(fresh.store->status()->reading == Reading::everything);
    CHECK(fresh.store->examine()->empty());
}

TEST_CASE("a tablet that was away for less hears of the deletion itself") {
    Company company;
    Tablet counter(1), other(2);
    company.join(counter);
    company.join(other);
    const Id story = counter.log("story");
    counter.log("another");
    counter.sync();
    other.sync();
    counter.remove(story);
    counter.log("yet another");
    counter.sync();
    company.let_pass(horizon - day, {&counter, &other});
    counter.sync();
    other.sync();
    CHECK(company.snapshots == 0);
    CHECK(other.store->find(Kind::story, story)->is_deleted());
}

TEST_CASE("deletions that everybody heard of are forgotten without anybody noticing") {
    Company company;
    Tablet counter(1), other(2);
    company.join(counter);
    company.join(other);
    const Id story = counter.log("story");
    counter.log("another");
    counter.remove(story);
    counter.log("yet another");
    counter.sync();
    other.sync();
    company.let_pass(horizon + day, {&counter, &other});
    counter.sync();
    CHECK(company.store->standing({}).value().purged_sequence > 0);
    CHECK(company.store->totals()->stories == 2);
    other.sync();
    CHECK(company.snapshots == 0);
    // The newest sequence is never given up, even when it is a deletion: sequences go on from it.
    const std::int64_t last = company.store->last_sequence().value();
    const Id gone = counter.log("gone");
    counter.sync();
    counter.remove(gone);
    counter.sync();
    company.let_pass(horizon + day, {&counter, &other});
    counter.sync();
    CHECK(company.store->last_sequence().value() > last);
    other.sync();
    CHECK(other.store->status()->stories == counter.store->status()->stories);
}

TEST_CASE("a device of an older version, which knows no snapshots, is served as ever") {
    Company company;
    Tablet counter(1);
    company.join(counter);
    const Id story = counter.log("story");
    counter.log("another");
    counter.remove(story);
    counter.log("yet another");
    counter.sync();
    company.let_pass(horizon + day, {&counter});
    counter.sync();
    REQUIRE(company.store->standing({}).value().purged_sequence > 0);
    ExchangeRequest request;
    request.device = counter.store->device();
    request.epoch = company.store->epoch().value();
    request.limit_bytes = 100'000;
    platform::HttpRequest http{"POST", "/v1/exchange", {}, encode(request)};
    http.headers.add("Content-Type", "application/json");
    http.headers.add("Authorization", "Bearer token" + to_text(request.device));
    const auto answer = decode_answer(company.server.handle(http, company.now).body).value().answer;
    CHECK_FALSE(answer.snapshot);
    CHECK(answer.records.size() == 2);
}

}  // namespace earshot::sync
