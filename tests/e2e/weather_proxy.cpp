#include "tests/e2e/weather_proxy.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <future>
#include <map>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio.hpp>

#include "platform/base/prng.hpp"

namespace earshot::test {
namespace {

namespace asio = boost::asio;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::system_error;

constexpr Duration look_again{10};  // whether a silent way is open

tcp::endpoint loopback(std::uint16_t port) {
    return {asio::ip::address_v4::loopback(), port};
}

// How much of an answer has passed when half of its body has.
std::size_t half_of(std::string_view answer) {
    const std::size_t end_of_head = answer.find("\r\n\r\n");
    const std::size_t head = end_of_head == std::string_view::npos ? 0 : end_of_head + 4;
    return head + (answer.size() - head) / 2;
}

}  // namespace

// All of it lives on one thread; whoever asks from another is answered there.
struct WeatherProxy::Network {
    struct Way {
        Way(asio::io_context& context, std::uint16_t of_server)
            : acceptor(context, loopback(0)), port(acceptor.local_endpoint().port()), server_port(of_server) {}
        tcp::acceptor acceptor;
        const std::uint16_t port, server_port;
        Passage passage = Passage::open;
        int cuts_left = 0, turned_away = 0;
    };
    struct Connection {
        Connection(Way& of_way, tcp::socket from)
            : way(of_way), device(std::move(from)), server(device.get_executor()) {}
        void end() {
            boost::system::error_code ignored;
            device.close(ignored);
            server.close(ignored);
        }
        Way& way;
        tcp::socket device, server;
    };
    using Link = std::shared_ptr<Connection>;

    asio::io_context context;
    Prng chance;
    Weather weather;
    Counts counts;
    std::vector<std::unique_ptr<Way>> ways;
    std::vector<std::weak_ptr<Connection>> connections;
    std::map<std::uint64_t, const Connection*> held;  // what arrived and has not passed, in the order it arrived
    std::uint64_t arrived = 0;
    asio::executor_work_guard<asio::io_context::executor_type> work{context.get_executor()};
    std::thread thread;

    explicit Network(std::uint64_t seed) : chance(seed) {}

    // Runs `question` on the network's thread and gives its answer back.
    template <class Question>
    auto ask(Question question) {
        std::packaged_task<decltype(question())()> task(std::move(question));
        auto answer = task.get_future();
        asio::post(context, [&task] { task(); });
        return answer.get();
    }

    Duration up_to(Duration most) {
        return Duration{static_cast<std::int64_t>(chance.below(static_cast<std::uint64_t>(most.count()) + 1))};
    }
    asio::awaitable<void> wait(Duration time) {
        asio::steady_timer timer(context, std::chrono::milliseconds(time.count()));
        co_await timer.async_wait(use_awaitable);
    }

    asio::awaitable<void> accept(Way& way);
    asio::awaitable<void> connect(Link link);
    asio::awaitable<void> carry(Link link, tcp::socket& from, tcp::socket& to);
    asio::awaitable<void> pass(Connection& connection, tcp::socket& to, std::string_view piece);
    void end_connections(const Way& way);
};

asio::awaitable<void> WeatherProxy::Network::accept(Way& way) {
    while (true) {
        tcp::socket device = co_await way.acceptor.async_accept(use_awaitable);
        auto link = std::make_shared<Connection>(way, std::move(device));
        counts.connections += 1;
        if (way.passage == Passage::shut || chance.chance(weather.turns_away)) {
            way.turned_away += 1;
            counts.turned_away += 1;
            link->end();
            continue;
        }
        std::erase_if(connections, [](const auto& connection) { return connection.expired(); });
        connections.push_back(link);
        asio::co_spawn(context, connect(std::move(link)), asio::detached);
    }
}

asio::awaitable<void> WeatherProxy::Network::connect(Link link) {
    boost::system::error_code trouble;
    co_await link->server.async_connect(loopback(link->way.server_port), asio::redirect_error(use_awaitable, trouble));
    if (trouble) {
        link->end();
        co_return;
    }
    asio::co_spawn(context, carry(link, link->device, link->server), asio::detached);
    asio::co_spawn(context, carry(link, link->server, link->device), asio::detached);
}

// One direction, until one side closes or the weather ends it.
asio::awaitable<void> WeatherProxy::Network::carry(Link link, tcp::socket& from, tcp::socket& to) {
    const bool is_answer = &to == &link->device;
    try {
        std::array<char, 65'536> buffer{};
        bool goes_on = true;
        while (goes_on) {
            const std::size_t size = co_await from.async_read_some(asio::buffer(buffer), use_awaitable);
            std::string_view bytes(buffer.data(), size);
            (is_answer ? counts.bytes_answered : counts.bytes_asked) += size;
            if (chance.chance(weather.breaks_off)) {
                counts.broken_off += 1;
                break;
            }
            const bool cuts = is_answer && link->way.cuts_left > 0;
            if (cuts) link->way.cuts_left -= 1;
            if (cuts || (is_answer && chance.chance(weather.cuts_answer))) {
                counts.answers_cut += 1;
                bytes = bytes.substr(0, cuts ? half_of(bytes) : chance.below(size));
                goes_on = false;
            }
            const std::size_t pieces = 1 + chance.below(static_cast<std::uint64_t>(weather.pieces_most));
            for (std::size_t left = pieces; left > 0 && !bytes.empty(); --left) {
                const std::size_t length = left == 1 ? bytes.size() : 1 + chance.below(bytes.size());
                co_await pass(*link, to, bytes.substr(0, length));
                bytes.remove_prefix(length);
            }
        }
    } catch (const system_error&) {  // One side has closed.
    }
    link->end();
}

asio::awaitable<void> WeatherProxy::Network::pass(Connection& connection, tcp::socket& to, std::string_view piece) {
    const std::uint64_t number = ++arrived;
    held.emplace(number, &connection);
    Duration late = up_to(weather.delay_most);
    if (chance.chance(weather.holds_back)) {
        counts.held_back += 1;
        late += up_to(weather.hold_most);
    }
    if (late > Duration{0}) co_await wait(late);
    while (connection.way.passage == Passage::silent && to.is_open())
        co_await wait(look_again);
    held.erase(number);
    if (std::any_of(held.begin(), held.lower_bound(number),
                    [&](const auto& other) { return other.second != &connection; }))
        counts.overtaken += 1;
    co_await asio::async_write(to, asio::buffer(piece), use_awaitable);
}

void WeatherProxy::Network::end_connections(const Way& way) {
    for (const auto& connection : connections) {
        if (const Link link = connection.lock(); link && &link->way == &way) link->end();
    }
}

WeatherProxy::WeatherProxy(std::uint16_t server_port, int ways, std::uint64_t seed)
    : network_(std::make_unique<Network>(seed)) {
    for (int i = 0; i < ways; ++i) {
        network_->ways.push_back(std::make_unique<Network::Way>(network_->context, server_port));
        asio::co_spawn(network_->context, network_->accept(*network_->ways.back()), asio::detached);
    }
    network_->thread = std::thread([this] { network_->context.run(); });
}

WeatherProxy::~WeatherProxy() {
    network_->context.stop();
    network_->thread.join();
}

std::string WeatherProxy::url(int way) const {
    return "http://127.0.0.1:" + std::to_string(network_->ways[static_cast<std::size_t>(way)]->port);
}

void WeatherProxy::set_weather(const Weather& weather) {
    network_->ask([&] { network_->weather = weather; });
}

void WeatherProxy::set_passage(int way, Passage passage) {
    network_->ask([&] {
        Network::Way& changed = *network_->ways[static_cast<std::size_t>(way)];
        changed.passage = passage;
        if (passage == Passage::shut) network_->end_connections(changed);
    });
}

void WeatherProxy::cut_answers(int way, int count) {
    network_->ask([&] { network_->ways[static_cast<std::size_t>(way)]->cuts_left = count; });
}

void WeatherProxy::heal() {
    network_->ask([&] {
        network_->weather = {};
        for (const auto& way : network_->ways)
            way->passage = Passage::open;
    });
}

int WeatherProxy::turned_away(int way) const {
    return network_->ask([&] { return network_->ways[static_cast<std::size_t>(way)]->turned_away; });
}

WeatherProxy::Counts WeatherProxy::counts() const {
    return network_->ask([&] { return network_->counts; });
}

}  // namespace earshot::test
