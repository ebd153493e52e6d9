// Uploads as the tus 1.0.0 document asks for them, and blobs as RFC 9110 does.
#include "sync/server/blob_routes.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/base/base64.hpp"
#include "platform/base/log.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "platform/host/sha1.hpp"
#include "platform/host/sha256.hpp"
#include "sync/protocol/limits.hpp"
#include "sync/protocol/tus.hpp"
#include "sync/server/blobs/folder_blob_store.hpp"
#include "sync/server/enrolment_code.hpp"
#include "sync/server/server.hpp"
#include "sync/server/upkeep.hpp"
#include "tests/unit/sync/server/fixture.hpp"

using namespace earshot;
using namespace earshot::sync;
using platform::HttpRequest;
using platform::HttpResponse;
using test::noon;

namespace {

using Lines = std::vector<std::pair<std::string, std::string>>;

struct MediaFixture : test::StoreFixture {
    std::unique_ptr<FolderBlobStore> blobs = std::move(*FolderBlobStore::open(folder.path(), files, random));
    Server server{*store, random, {.blobs = blobs.get()}};
    std::string token = enrol_with_token(1);
    WallTime now = noon;

    std::string enrol_with_token(std::uint8_t number) {
        const std::string code = "MEDIA" + std::to_string(number), secret = "token" + std::to_string(number);
        EARSHOT_ASSERT(store->add_code({code, Role::teller, "leeds", noon + Duration{600'000}}, noon).has_value());
        EARSHOT_ASSERT(store->enrol(code, test::id_of(number), "Counter", hash_of_token(secret), noon).has_value());
        return secret;
    }
    // As a well-behaved client asks; a line with an empty value leaves that header out.
    HttpResponse ask(const std::string& method, const std::string& target, const Lines& lines = {},
                     std::string body = {}) {
        HttpRequest request{method, target, {}, std::move(body)};
        request.headers.lines = lines;
        for (const auto& [name, value] : Lines{{"Authorization", "Bearer " + token}, {"Tus-Resumable", "1.0.0"}}) {
            bool is_said = false;
            for (const auto& line : lines)
                is_said = is_said || line.first == name;
            if (!is_said) request.headers.add(name, value);
        }
        std::erase_if(request.headers.lines, [](const auto& line) { return line.second.empty(); });
        return server.handle(request, now);
    }
    HttpResponse begin(const std::string& content, Lines lines = {}, std::string body = {}) {
        lines.emplace_back("Upload-Length", std::to_string(content.size()));
        lines.emplace_back("Upload-Metadata", "sha256 " + to_base64(platform::sha256_hex(content)));
        if (!body.empty()) lines.emplace_back("Content-Type", tus::chunk_type);
        return ask("POST", "/v1/uploads", lines, std::move(body));
    }
    HttpResponse patch(const std::string& target, std::uint64_t offset, std::string bytes, Lines lines = {}) {
        lines.emplace_back("Upload-Offset", std::to_string(offset));
        lines.emplace_back("Content-Type", tus::chunk_type);
        return ask("PATCH", target, lines, std::move(bytes));
    }
    std::string bring(const std::string& content) {
        EARSHOT_ASSERT(begin(content, {}, content).status == 201);
        return platform::sha256_hex(content);
    }
    // The attachment, as detach() deletes it.
    Record attach(const std::string& sha256, const std::string& thumbnail) {
        Record photo = test::sample_photo(77, 1, sha256);
        photo.fields[attachment::thumbnail_sha256] = {thumbnail, test::stamp(10, 1)};
        push(holder, {photo});
        return photo;
    }
    void detach(const Record& photo) { push(holder, {test::deletion_of(photo)}); }

    const EnrolledDevice holder{test::id_of(1), {}, {}, {}, {}, {}, 0, false};
};

std::string location_of(const HttpResponse& response) {
    return std::string(response.headers.find("Location"));
}

}  // namespace

TEST_CASE("a server says what of tus it can do, to anybody") {
    MediaFixture shared;
    const auto answer = shared.ask("OPTIONS", "/v1/uploads", {{"Authorization", ""}, {"Tus-Resumable", ""}});
    CHECK(answer.status == 204);
    CHECK(answer.headers.find("Tus-Version") == "1.0.0");
    CHECK(answer.headers.find("Tus-Resumable") == "1.0.0");
    CHECK(answer.headers.find("Tus-Max-Size") == "26214400");
    CHECK(answer.headers.find("Tus-Extension") == "creation,creation-with-upload,termination,checksum,expiration");
    CHECK(answer.headers.find("Tus-Checksum-Algorithm") == "sha256,sha1");
}

TEST_CASE("an upload is begun, asked about, gone on with and done") {
    MediaFixture shared;
    const std::string content = "0123456789", hash = platform::sha256_hex(content);
    const auto begun = shared.begin(content);
    CHECK(begun.status == 201);
    CHECK(begun.headers.find("Tus-Resumable") == "1.0.0");
    CHECK(begun.headers.find("Upload-Offset") == "0");
    CHECK(begun.headers.find("Upload-Expires") == "Tue, 10 Nov 2026 10:20:00 GMT");
    const std::string target = location_of(begun);

    const auto first = shared.patch(target, 0, "0123");
    CHECK(first.status == 204);
    CHECK(first.headers.find("Upload-Offset") == "4");
    const auto asked = shared.ask("HEAD", target);
    CHECK(asked.status == 200);
    CHECK(asked.headers.find("Upload-Offset") == "4");
    CHECK(asked.headers.find("Upload-Length") == "10");
    CHECK(asked.headers.find("Upload-Metadata") == "sha256 " + to_base64(hash));
    CHECK(asked.headers.find("Cache-Control") == "no-store");
    CHECK(shared.ask("GET", "/v1/blobs/" + hash).status == 404);  // Not before it is whole.

    CHECK(shared.patch(target, 4, "456789").headers.find("Upload-Offset") == "10");
    CHECK(shared.ask("HEAD", target).headers.find("Upload-Offset") == "10");
    const auto fetched = shared.ask("GET", "/v1/blobs/" + hash);
    CHECK(fetched.status == 200);
    CHECK(fetched.body == content);
    CHECK(shared.server.metrics().blobs_received == 1);
}

TEST_CASE("content comes along with the beginning, and is not taken twice") {
    MediaFixture shared;
    const auto whole = shared.begin("all at once", {}, "all at once");
    CHECK(whole.status == 201);
    CHECK(whole.headers.find("Upload-Offset") == "11");
    const auto part = shared.begin("half now, half later", {}, "half now");
    CHECK(part.headers.find("Upload-Offset") == "8");
    const auto again = shared.begin("all at once");
    CHECK(again.status == 201);
    CHECK(again.headers.find("Upload-Offset") == "11");
    CHECK(shared.ask("HEAD", location_of(again)).headers.find("Upload-Offset") == "11");
    CHECK(shared.server.metrics().blobs_received == 1);
}

TEST_CASE("a beginning that breaks a rule begins nothing") {
    struct Row {
        const char* why;
        Lines lines;
        std::string body;
        int status;
    };
    const std::string hash = "sha256 " + to_base64(platform::sha256_hex("x"));
    const auto row = GENERATE_COPY(values<Row>({
        {"no token", {{"Authorization", ""}, {"Upload-Length", "1"}, {"Upload-Metadata", hash}}, "", 401},
        {"another version", {{"Tus-Resumable", "0.2.2"}, {"Upload-Length", "1"}, {"Upload-Metadata", hash}}, "", 412},
        {"no version", {{"Tus-Resumable", ""}, {"Upload-Length", "1"}, {"Upload-Metadata", hash}}, "", 412},
        {"no length", {{"Upload-Metadata", hash}}, "", 400},
        {"a length that is none", {{"Upload-Length", "-1"}, {"Upload-Metadata", hash}}, "", 400},
        {"a length for later", {{"Upload-Defer-Length", "1"}, {"Upload-Metadata", hash}}, "", 400},
        {"too large", {{"Upload-Length", "26214401"}, {"Upload-Metadata", hash}}, "", 413},
        {"no hash", {{"Upload-Length", "1"}}, "", 400},
        {"a hash that is a path",
         {{"Upload-Length", "1"}, {"Upload-Metadata", "sha256 " + to_base64("../x")}},
         "",
         400},
        {"metadata that is no base64", {{"Upload-Length", "1"}, {"Upload-Metadata", "sha256 ?"}}, "", 400},
        {"a body of another type",
         {{"Upload-Length", "1"}, {"Upload-Metadata", hash}, {"Content-Type", "text/plain"}},
         "x",
         415},
        {"a body past the length",
         {{"Upload-Length", "1"}, {"Upload-Metadata", hash}, {"Content-Type", tus::chunk_type}},
         "xy",
         413},
        {"another hash than announced",
         {{"Upload-Length", "1"}, {"Upload-Metadata", hash}, {"Content-Type", tus::chunk_type}},
         "y",
         422},
    }));
    INFO(row.why);
    MediaFixture shared;
    const auto answer = shared.ask("POST", "/v1/uploads", row.lines, row.body);
    CHECK(answer.status == row.status);
    CHECK(answer.headers.find("Tus-Resumable") == "1.0.0");
    if (row.status == 412) CHECK(answer.headers.find("Tus-Version") == "1.0.0");
    CHECK_FALSE(decode_problem(answer.status, answer.body).detail.empty());
    CHECK(shared.files.list(shared.folder.file("uploads")).value().empty());
}

TEST_CASE("bytes that break a rule are not taken, and the upload stays where it was") {
    struct Row {
        const char* why;
        std::string offset, type, checksum, bytes;
        int status;
    };
    const std::string good = "sha256 " + to_base64("0123456789abcdef0123456789abcdef");
    const auto row = GENERATE_COPY(values<Row>({
        {"another offset", "3", tus::chunk_type, "", "45", 409},
        {"no offset", "", tus::chunk_type, "", "45", 400},
        {"an offset that is none", "four", tus::chunk_type, "", "45", 400},
        {"another type", "4", "application/octet-stream", "", "45", 415},
        {"past the length", "4", tus::chunk_type, "", "4567890", 413},
        {"damaged on the way", "4", tus::chunk_type, good, "45", 460},
        {"a checksum we cannot make", "4", tus::chunk_type, "md5 YWJj", "45", 400},
        {"a checksum that is no base64", "4", tus::chunk_type, "sha256 ?", "45", 400},
        {"the last bytes make another file", "4", tus::chunk_type, "", "45678X", 422},
    }));
    INFO(row.why);
    MediaFixture shared;
    const std::string target = location_of(shared.begin("0123456789", {}, "0123"));
    const auto answer = shared.ask(
        "PATCH", target, {{"Upload-Offset", row.offset}, {"Content-Type", row.type}, {"Upload-Checksum", row.checksum}},
        row.bytes);
    CHECK(answer.status == row.status);
    CHECK_FALSE(decode_problem(answer.status, answer.body).detail.empty());
    const auto after = shared.ask("HEAD", target);
    if (row.status == 422) {
        CHECK(after.status == 404);
    } else {
        CHECK(after.headers.find("Upload-Offset") == "4");
    }
}

TEST_CASE("both checksums are understood") {
    MediaFixture shared;
    const auto raw = [](const std::string& hex) {
        std::string bytes;
        for (std::size_t i = 0; i < hex.size(); i += 2)
            bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
        return bytes;
    };
    const std::string target = location_of(shared.begin("0123456789"));
    const std::string one = "sha256 " + to_base64(raw(platform::sha256_hex("01234")));
    const std::string two = "sha1 " + to_base64(raw(platform::sha1_hex("56789")));
    CHECK(shared.patch(target, 0, "01234", {{"Upload-Checksum", one}}).status == 204);
    CHECK(shared.patch(target, 5, "56789", {{"Upload-Checksum", two}}).status == 204);
}

TEST_CASE("an upload is given up, or forgotten, and only there for who began it") {
    MediaFixture shared;
    const std::string target = location_of(shared.begin("0123456789"));
    const std::string other = shared.enrol_with_token(2);
    for (const char* method : {"HEAD", "PATCH", "DELETE"})
        CHECK(shared.ask(method, target, {{"Authorization", "Bearer " + other}}).status == 404);
    CHECK(shared.ask("GET", target).status == 405);
    CHECK(shared.ask("GET", "/v1/uploads").status == 405);
    CHECK(shared.ask("POST", target, {{"X-HTTP-Method-Override", "HEAD"}}).headers.find("Upload-Length") == "10");
    CHECK(shared.ask("DELETE", target).status == 204);
    CHECK(shared.ask("HEAD", target).status == 404);
    CHECK(shared.ask("HEAD", "/v1/uploads/../../shared.db").status == 404);

    const std::string old = location_of(shared.begin("0123456789", {}, "0123"));
    shared.now = noon + upload_life;
    CHECK(shared.ask("HEAD", old).status == 404);
}

TEST_CASE("one device cannot fill the disk, and the others notice nothing") {
    MediaFixture shared;
    const std::string content(100'000, 'x');
    // Room for the announcement and some of the bytes; a byte a millisecond comes back.
    Server strict{*shared.store, shared.random, {.blobs = shared.blobs.get(), .rates = {.media = {120'000, 1'000}}}};
    const auto ask = [&](const std::string& method, const std::string& target, Lines lines, std::string body,
                         WallTime now) {
        HttpRequest request{method, target, {}, std::move(body)};
        request.headers.lines = std::move(lines);
        request.headers.add("Tus-Resumable", "1.0.0");
        return strict.handle(request, now);
    };
    const auto begin = [&](const std::string& token, const std::string& what, WallTime now) {
        return ask("POST", "/v1/uploads",
                   {{"Authorization", "Bearer " + token},
                    {"Upload-Length", std::to_string(what.size())},
                    {"Upload-Metadata", "sha256 " + to_base64(platform::sha256_hex(what))}},
                   {}, now);
    };
    const auto patch = [&](const std::string& target, std::size_t from, std::size_t count, WallTime now) {
        return ask("PATCH", target,
                   {{"Authorization", "Bearer " + shared.token},
                    {"Content-Type", std::string(tus::chunk_type)},
                    {"Upload-Offset", std::to_string(from)}},
                   content.substr(from, count), now);
    };
    const std::string target(begin(shared.token, content, noon).headers.find("Location"));
    CHECK(patch(target, 0, 50'000, noon).status == 204);
    const auto refused = patch(target, 50'000, 50'000, noon);
    CHECK(refused.status == 429);
    CHECK(refused.headers.find("Retry-After") == "46");
    CHECK(begin(shared.token, "another", noon).status == 429);
    CHECK(begin(shared.enrol_with_token(2), "of another device", noon).status == 201);
    CHECK(patch(target, 50'000, 50'000, noon + Duration{46'000}).status == 204);
    CHECK(shared.blobs->size(platform::sha256_hex(content)).value() == content.size());
}

TEST_CASE("a blob is only there for devices that may fetch it") {
    MediaFixture shared;
    const std::string hash = shared.bring("a photo"), mine = shared.token, target = "/v1/blobs/" + hash;
    const std::string other = shared.enrol_with_token(2);
    CHECK(shared.ask("GET", target).status == 200);  // It brought it.
    shared.token = other;
    CHECK(shared.ask("GET", target).status == 404);
    CHECK(shared.ask("HEAD", target).status == 404);
    CHECK(shared.begin("a photo").headers.find("Upload-Offset") == "7");  // To know the hash is not to have the file.
    CHECK(shared.ask("GET", target).status == 404);
    const std::string another(64, 'a');
    const Record photo = GENERATE(false, true) ? shared.attach(another, hash) : shared.attach(hash, another);
    CHECK(shared.ask("GET", target).status == 200);
    shared.detach(photo);
    CHECK(shared.ask("GET", target).status == 404);
    CHECK(shared.ask("GET", target, {{"Authorization", ""}}).status == 401);
    CHECK(shared.ask("POST", target).status == 405);
    CHECK(shared.ask("GET", "/v1/blobs/../shared.db").status == 404);
    CHECK(shared.store->revoke(test::id_of(2), noon));
    CHECK(shared.ask("GET", target).status == 401);
}

TEST_CASE("a blob comes whole or in part") {
    MediaFixture shared;
    const std::string hash = shared.bring("0123456789"), target = "/v1/blobs/" + hash, tag = '"' + hash + '"';
    struct Row {
        const char* why;
        Lines lines;
        int status;
        std::string body, range;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"all of it", {}, 200, "0123456789", ""},
        {"a part", {{"Range", "bytes=2-4"}}, 206, "234", "bytes 2-4/10"},
        {"the rest", {{"Range", "bytes=7-"}}, 206, "789", "bytes 7-9/10"},
        {"a part of what we know", {{"Range", "bytes=7-"}, {"If-Range", tag}}, 206, "789", "bytes 7-9/10"},
        {"a part of something else", {{"Range", "bytes=7-"}, {"If-Range", "\"x\""}}, 200, "0123456789", ""},
        {"several parts", {{"Range", "bytes=0-1,3-4"}}, 200, "0123456789", ""},
        {"what we have already", {{"If-None-Match", tag}}, 304, "", ""},
    }));
    INFO(row.why);
    const auto answer = shared.ask("GET", target, row.lines);
    CHECK(answer.status == row.status);
    CHECK(answer.body == row.body);
    CHECK(answer.headers.find("Content-Range") == row.range);
    CHECK(answer.headers.find("ETag") == tag);
    CHECK(answer.headers.find("Cache-Control") == "private, max-age=31536000, immutable");

    const auto outside = shared.ask("GET", target, {{"Range", "bytes=10-"}});
    CHECK(outside.status == 416);
    CHECK(outside.headers.find("Content-Range") == "bytes */10");
    const auto head = shared.ask("HEAD", target);
    CHECK(head.headers.find("Content-Length") == "10");
    CHECK(head.headers.find("Accept-Ranges") == "bytes");
    CHECK(head.body.empty());
}

TEST_CASE("the bytes of an attachment go with it, unless another still names them") {
    MediaFixture shared;
    const std::string photo = shared.bring("a photo"), small = shared.bring("a small one"),
                      note = shared.bring("a note");
    const auto is_there = [&](const std::string& sha256) { return shared.blobs->size(sha256).value().has_value(); };
    platform::SteppedClock clock;
    Upkeep upkeep(*shared.store, shared.blobs.get(), clock, Duration{86'400'000});
    const auto keep_up = [&] {
        upkeep.step(clock.monotonic());
        clock.advance(Duration{3'600'000});
    };
    const Record attached = shared.attach(photo, small);
    keep_up();
    CHECK(is_there(photo));
    CHECK(is_there(small));
    CHECK(is_there(note));  // Brought, and its attachment has not arrived yet.

    shared.detach(attached);
    keep_up();
    CHECK_FALSE(is_there(photo));
    CHECK_FALSE(is_there(small));
    CHECK(is_there(note));
    CHECK(shared.ask("GET", "/v1/blobs/" + photo).status == 404);
}
