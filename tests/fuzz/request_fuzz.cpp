// The server: any request gets an answer in form, and none makes it stumble.
//
// The input is "METHOD TARGET", lines "Name: value", an empty line, and the body. The token of an enrolled device is
// the word "token", so that what lies behind the door can be reached too.
#include <algorithm>

#include "platform/fake/seeded_random.hpp"
#include "platform/host/host_files.hpp"
#include "sync/protocol/problem.hpp"
#include "sync/server/enrolment_code.hpp"
#include "sync/server/server.hpp"
#include "sync/server/sqlite/sqlite_shared_store.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace earshot;

namespace {

constexpr WallTime noon{1'793'701'200'000};

struct Company {
    test::TemporaryFolder folder;
    platform::HostFiles files;
    platform::SeededRandom random{7};
    std::unique_ptr<sync::SqliteSharedStore> store;
    std::unique_ptr<sync::Server> server;

    Company() {
        auto opened = sync::SqliteSharedStore::open({.folder = folder.path(), .vfs = {}}, files, random);
        FUZZ_LAW(opened.has_value());
        store = std::move(*opened);
        server = std::make_unique<sync::Server>(*store, random);
        const Id device = parse_id("0198f0a1-b2c3-7d4e-8f00-0123456789ab").value();
        FUZZ_LAW(
            store->add_code({"23456789", sync::Role::teller, "leeds", noon + Duration{600'000}}, noon).has_value());
        FUZZ_LAW(store->enrol("23456789", device, "Counter", sync::hash_of_token("token"), noon).has_value());
    }
};

std::string_view cut_line(std::string_view& text) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

platform::HttpRequest request_of(std::string_view text) {
    platform::HttpRequest request;
    const std::string_view first = cut_line(text);
    const std::size_t space = std::min(first.find(' '), first.size());
    request.method = first.substr(0, space);
    request.target = first.substr(std::min(space + 1, first.size()));
    for (std::string_view line = cut_line(text); !line.empty(); line = cut_line(text)) {
        const std::size_t colon = std::min(line.find(": "), line.size());
        request.headers.add(std::string(line.substr(0, colon)),
                            std::string(line.substr(std::min(colon + 2, line.size()))));
    }
    request.body = text;
    return request;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Company company;
    const platform::HttpRequest request = request_of(fuzz::text_of(data, size));
    const platform::HttpResponse response = company.server->handle(request, noon);
    FUZZ_LAW(response.status >= 200 && response.status < 600);
    FUZZ_LAW(response.status != 500);  // What somebody sends is never the store's trouble.
    if (response.headers.find("Content-Type") == "application/problem+json")
        FUZZ_LAW(!sync::decode_problem(response.status, response.body).title.empty());
    return 0;
}
