// The main job, end to end: logged without a network, durable, carried, read elsewhere.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/base/prng.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/pause.hpp"
#include "tests/e2e/company.hpp"
#include "tests/support/seed.hpp"

namespace earshot::test {

using Catch::Matchers::ContainsSubstring;

TEST_CASE("a thousand stories logged without a network arrive on another device, equal") {
    Company company;
    const std::string a = company.enrol("Counter 1"), b = company.enrol("Counter 2");
    company.server.stop();  // Nothing below needs a network until it says so.

    platform::HostFiles files;
    REQUIRE(files.write_atomic(company.folder() + "/calls.csv", table_of("call", 0, 950)));
    output_of(a, {"import", company.folder() + "/calls.csv", "--map", "words=words,mood=mood,echoes=others"});
    for (int i = 0; i < 50; ++i)
        output_of(a, {"log", "--kind", "pain", "--words", "Told at the counter, number " + std::to_string(i)});
    CHECK(number_in(output_of(a, {"status", "--json"}), "waiting_stories") == 1'000);

    company.server.start();
    const Synced up = synced(a), down = synced(b);
    CHECK(up.waiting == 0);
    CHECK(up.refused == 0);
    CHECK(down.received == up.sent);
    CHECK(lines_of(exported(b)).size() == 1'000);
    CHECK(exported(b) == exported(a));
    CHECK(exported(b, "csv") == exported(a, "csv"));
    // Agreed: nothing travels twice.
    CHECK(synced(a).sent == 0);
    CHECK(synced(b).received == 0);
}

TEST_CASE("what a leader adds on the kiosk comes back to the teller") {
    Company company;
    const std::string tablet = company.enrol("Leeds, Counter 2"), kiosk = company.enrol("Board room", "leader");
    const std::string id = output_of(tablet, {"log", "--kind", "pain", "--words", "Nobody rang me back."});
    synced(tablet);
    synced(kiosk);
    const std::string seen = output_of(kiosk, {"show", id, "--json"});
    CHECK(text_in(seen, "words") == "Nobody rang me back.");
    CHECK(text_in(seen, "device_name") == "Leeds, Counter 2");
    output_of(kiosk, {"echo", id, "--note", "I heard that in Hull"});
    synced(kiosk);
    synced(tablet);
    CHECK_THAT(output_of(tablet, {"show", id}), ContainsSubstring("I heard that in Hull"));
    CHECK(text_in(output_of(tablet, {"show", id, "--json"}), "delivery") == "delivered");
}

TEST_CASE("a customer's number stays with those who may see it") {
    Company company;
    const std::string tablet = company.enrol("Counter 1"), beside = company.enrol("Counter 2");
    const std::string other = company.enrol("York, Counter 1", "teller", "york");
    const std::string office = company.enrol("Office", "facilitator");
    const std::string id = output_of(tablet, {"log", "--kind", "pain", "--words", "w", "--customer-reference", "NH-1"});
    for (const std::string& device : {tablet, beside, other, office})
        synced(device);
    const auto reference = [&](const std::string& device) {
        return text_in(output_of(device, {"show", id, "--json"}), "customer_reference");
    };
    CHECK(reference(tablet) == "NH-1");
    CHECK(reference(beside) == "NH-1");  // The same site: the customer may come back to this counter.
    CHECK(reference(other).empty());
    CHECK(reference(office) == "NH-1");
    CHECK(exported(other).find("NH-1") == std::string::npos);
}

TEST_CASE("an id that was printed is on disk: kill -9 right after it") {
    const std::uint64_t seed = test::seed();
    INFO("replay with TEST_SEED=" << seed);
    Prng prng(seed);
    const TemporaryFolder folder;
    const platform::HostFiles files;
    const std::string data = folder.file("device");
    std::vector<std::string> printed;
    for (int round = 0; round < 20; ++round) {
        auto log = start_earshot(data, {"log", "--kind", "pain", "--words", "round " + std::to_string(round)});
        const auto said = [&] {
            const auto text = files.read(data + ".out");
            return text ? *text : std::string();
        };
        // Half of the rounds wait for the id, the others kill at any moment.
        const Instant patience_end{static_cast<std::int64_t>(prng.below(2)) * 20'000 +
                                   static_cast<std::int64_t>(prng.below(15))};
        for (Instant waited{0}; waited < patience_end && said().empty() && !log.exit_code();
             waited = waited + Duration{1})
            platform::pause(Duration{1});
        log.kill();
        log.wait(patience);
        if (said().size() >= 36) printed.push_back(said().substr(0, 36));
    }
    CHECK_FALSE(printed.empty());
    const std::string all = exported(data);
    for (const std::string& id : printed)
        CHECK_THAT(all, ContainsSubstring(id));
    CHECK(output_of(data, {"doctor"}).find("wrong") == std::string::npos);
}

}  // namespace earshot::test
