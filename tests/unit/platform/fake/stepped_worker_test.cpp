#include "platform/fake/stepped_worker.hpp"

#include <string>

#include <catch2/catch_test_macros.hpp>

namespace earshot::platform {

TEST_CASE("a stepped worker does nothing by itself") {
    SteppedWorker worker;
    std::string order;
    worker.post([&] { order += 'a'; });
    worker.post([&] { worker.post([&] { order += 'c'; }); });
    worker.post([&] { order += 'b'; });
    CHECK(order.empty());
    CHECK(worker.run_one());
    CHECK(order == "a");
    worker.run_all();
    CHECK(order == "abc");
    CHECK_FALSE(worker.run_one());
}

}  // namespace earshot::platform
