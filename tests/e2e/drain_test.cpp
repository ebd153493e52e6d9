// SIGTERM while many devices push: what was acknowledged is there, and no answer is cut in half.
#include <atomic>
#include <set>
#include <thread>

#include <catch2/catch_test_macros.hpp>

#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "sync/model/tables.hpp"
#include "sync/protocol/enrolment.hpp"
#include "sync/protocol/exchange_codec.hpp"
#include "tests/e2e/company.hpp"
#include "tests/support/tcp.hpp"

namespace earshot::test {
namespace {

std::string post(const std::string& path, const std::string& body, const std::string& token = {}) {
    return "POST " + path + " HTTP/1.1\r\nHost: store\r\nContent-Type: application/json\r\n" +
           (token.empty() ? "" : "Authorization: Bearer " + token + "\r\n") +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

// The body of a whole answer; empty when nothing came at all. Half an answer fails the test.
std::string body_of(const std::string& answer, std::atomic<int>& halves) {
    if (answer.empty()) return {};
    const std::size_t head = answer.find("\r\n\r\n"), length = answer.find("Content-Length: ");
    const bool whole = head != std::string::npos && length < head &&
                       answer.size() - head - 4 == std::stoul(answer.substr(length + 16));
    halves += whole ? 0 : 1;
    return whole ? answer.substr(head + 4) : std::string();
}

// A device without a store of its own: it pushes one story a request until the server is gone.
struct Pusher {
    Id device;
    std::string token, epoch;
    std::vector<Id> acknowledged{};

    sync::ExchangeRequest request() const {
        sync::ExchangeRequest request;
        request.device = device;
        request.epoch = epoch;
        request.limit_bytes = 1'000;
        return request;
    }
    void push_until_gone(std::uint16_t port, std::uint64_t seed, std::atomic<int>& acks, std::atomic<int>& halves) {
        TcpClient client(port);
        for (std::uint64_t number = 1;; ++number) {
            sync::Record story = sync::make_record(sync::Kind::story, device);
            for (int i = 0; i < 8; ++i) {
                story.id.bytes[8 + static_cast<std::size_t>(i)] =
                    static_cast<std::uint8_t>((seed * 1'000'000 + number) >> (8 * i));
            }
            story.fields[sync::story::kind] = {std::string("pain"), {number, device}};
            story.fields[sync::story::words] = {std::string("Nobody rang."), {number, device}};
            sync::ExchangeRequest asked = request();
            asked.push = {story};
            if (!client.send(post("/v1/exchange", encode(asked), token))) return;
            const std::string body = body_of(client.read_answer(), halves);
            const auto answer = body.empty() ? Result<sync::DecodedAnswer>(Error{}) : sync::decode_answer(body);
            if (!answer) return;
            if (answer->answer.verdicts != std::vector<sync::Verdict>(1)) continue;
            acknowledged.push_back(story.id);
            ++acks;
        }
    }
};

}  // namespace

TEST_CASE("a server that is asked to end while many push loses nothing that it acknowledged") {
    Company company;
    std::atomic<int> acks{0}, halves{0};
    std::vector<Pusher> pushers;
    platform::HostRandom random;
    for (int i = 0; i < 12; ++i) {
        Pusher& pusher = pushers.emplace_back();
        random.fill(pusher.device.bytes);
        pusher.device.bytes[6] = 0x70;
        pusher.device.bytes[8] = 0x80;
        TcpClient client(company.server.port());
        client.send(post("/v1/enrol", encode(sync::EnrolRequest{company.server.new_code(), pusher.device, "P"})));
        const auto enrolled = sync::decode_enrol_answer(body_of(client.read_answer(), halves));
        REQUIRE(enrolled);
        pusher.token = enrolled->token;
        client.send(post("/v1/exchange", encode(pusher.request()), pusher.token));
        const auto first = sync::decode_answer(body_of(client.read_answer(), halves));
        REQUIRE(first);
        pusher.epoch = first->answer.epoch;
    }
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < pushers.size(); ++i) {
        threads.emplace_back([&, i] { pushers[i].push_until_gone(company.server.port(), i + 1, acks, halves); });
    }
    while (acks < 200)
        std::this_thread::yield();
    CHECK(company.server.stop() == 0);
    for (std::thread& thread : threads)
        thread.join();
    CHECK(halves == 0);

    company.server.start();
    std::set<std::string> stored;
    for (const std::string& line : lines_of(company.server.run({"export", "--kind", "story"}).out))
        stored.insert(text_in(line, "id"));
    for (const Pusher& pusher : pushers) {
        for (const Id& id : pusher.acknowledged)
            CHECK(stored.contains(to_text(id)));
    }
    CHECK(static_cast<int>(stored.size()) >= acks);
    CHECK(company.server.run({"doctor"}).out.find("damaged") == std::string::npos);
}

}  // namespace earshot::test
