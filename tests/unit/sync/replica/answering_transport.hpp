// tests/unit/sync/replica/answering_transport.hpp: a network in which the test is the other side.
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "platform/ports/http_transport.hpp"
#include "sync/protocol/compression.hpp"

namespace earshot::test {

class AnsweringTransport : public platform::HttpTransport {
public:
    using Answer = Result<platform::HttpResponse>;
    std::function<Answer(const platform::HttpRequest&)> other_side;
    std::vector<platform::HttpRequest> requests;  // with their bodies unpacked
    bool holds_back = false;                      // nothing arrives while this is set

    Handle start(platform::HttpRequest request, Duration) override {
        if (const auto coding = sync::coding_named(request.headers.find("Content-Encoding"))) {
            request.body = sync::unpack(*coding, request.body, 64 << 20).value();
        }
        requests.push_back(std::move(request));
        waiting_.emplace(++last_, requests.size() - 1);
        return last_;
    }
    std::optional<Answer> poll(Handle handle) override {
        if (holds_back) return std::nullopt;
        const std::size_t request = waiting_.at(handle);
        waiting_.erase(handle);
        return other_side(requests[request]);
    }
    void cancel(Handle handle) override { waiting_.erase(handle); }
    std::size_t under_way() const { return waiting_.size(); }

private:
    std::map<Handle, std::size_t> waiting_;
    Handle last_ = 0;
};

}  // namespace earshot::test
