// What a small exchange costs on the wire, headers and all, counted between a real device and a real server.
#include <catch2/catch_test_macros.hpp>

#include "tests/e2e/company.hpp"
#include "tests/e2e/weather_proxy.hpp"

namespace earshot::test {
namespace {

// What passed while `work` was done.
template <class Work>
WeatherProxy::Counts passed(const WeatherProxy& proxy, Work work) {
    const auto before = proxy.counts();
    work();
    auto after = proxy.counts();
    after.connections -= before.connections;
    after.bytes_asked -= before.bytes_asked;
    after.bytes_answered -= before.bytes_answered;
    return after;
}

}  // namespace

TEST_CASE("a sync with nothing new is one round trip of a few hundred bytes") {
    Company company;
    const WeatherProxy proxy(company.server.port(), 1);
    const std::string data = company.folder() + "/A";
    output_of(data, {"enrol", "--server", proxy.url(0), "--code", company.server.new_code(), "--name", "A"});
    output_of(data, {"log", "--kind", "pain", "--words", "Four times I rang, and nobody rang me back."});

    // The first run asks which store this is, then sends the story: two exchanges and more, over one connection.
    const auto first = passed(proxy, [&] { CHECK(synced(data).sent == 1); });
    CHECK(first.connections == 1);

    const auto quiet = passed(proxy, [&] { CHECK(synced(data).waiting == 0); });
    CAPTURE(quiet.bytes_asked, quiet.bytes_answered);
    CHECK(quiet.connections == 1);
    CHECK(quiet.bytes_asked < 420);  // 300 of them are headers, 89 of those the token.
    CHECK(quiet.bytes_answered < 270);

    output_of(data, {"log", "--kind", "pain", "--words", "The lamp went out again, and the bill was wrong too."});
    const auto story = passed(proxy, [&] { CHECK(synced(data).sent == 1); });
    CAPTURE(story.bytes_asked, story.bytes_answered);
    CHECK(story.connections == 1);
    CHECK(story.bytes_asked < 650);
    CHECK(story.bytes_answered < 270);
}

}  // namespace earshot::test
