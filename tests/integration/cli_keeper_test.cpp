// status, doctor, backup: a keeper looks after a device.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "sync/portable/json.hpp"
#include "sync/store/device_store.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot {
namespace {

using Catch::Matchers::ContainsSubstring;
using test::lines_of;
using test::output_of;
using test::run_earshot;

}  // namespace

TEST_CASE("status says what is here and what waits") {
    const test::TemporaryFolder data;
    const std::string fresh = output_of(data.path(), {"status", "--json"});
    const auto json = sync::JsonReader::parse(fresh);
    REQUIRE(json);
    CHECK(yyjson_get_sint(yyjson_obj_get(json->root(), "waiting")) == 0);
    CHECK_FALSE(yyjson_get_bool(yyjson_obj_get(json->root(), "enrolled")));
    CHECK(yyjson_is_null(yyjson_obj_get(json->root(), "last_agreed")));
    CHECK(sync::text_member(json->root(), "device").size() == 36);

    output_of(data.path(), {"log", "--kind", "pain", "--words", "w"});
    CHECK_THAT(output_of(data.path(), {"status"}),
               ContainsSubstring("1 to send, 1 of them stories") &&
                   ContainsSubstring("not enrolled; everything stays on this device"));
}

TEST_CASE("status says what was found out, until it has been read") {
    const test::TemporaryFolder data;
    output_of(data.path(), {"log", "--kind", "pain", "--words", "w"});
    {
        platform::HostFiles files;
        platform::HostClock clock;
        platform::HostRandom random;
        auto store = sync::DeviceStore::open({.folder = data.path()}, files, clock, random);
        REQUIRE(store);
        REQUIRE((*store)->set_setting("notice", "copy"));
    }
    CHECK_THAT(output_of(data.path(), {"status"}),
               ContainsSubstring("The data on this device is a copy") && ContainsSubstring("Nothing is lost"));
    CHECK_THAT(output_of(data.path(), {"status", "--json"}), ContainsSubstring(R"("notice":"copy")"));
    CHECK_THAT(output_of(data.path(), {"status", "--dismiss"}), !ContainsSubstring("is a copy"));
    CHECK_THAT(output_of(data.path(), {"status", "--json"}), !ContainsSubstring("notice"));
}

TEST_CASE("a backup holds everything, and is put back by copying it") {
    const test::TemporaryFolder data;
    const std::string here = data.file("here"), copy = data.file("copy.db");
    output_of(here, {"log", "--kind", "pain", "--words", "kept"});
    const auto made = run_earshot(here, {"backup", copy});
    CHECK(made.code == 0);
    CHECK(made.out.empty());
    output_of(here, {"log", "--kind", "pain", "--words", "later"});

    platform::HostFiles files;
    REQUIRE(files.make_folder(data.file("back")));
    REQUIRE(files.write_atomic(data.file("back") + "/earshot.db", files.read(copy).value()));
    const auto rows = lines_of(output_of(data.file("back"), {"list", "--json"}));
    REQUIRE(rows.size() == 1);
    CHECK_THAT(rows[0], ContainsSubstring("kept"));

    const auto again = run_earshot(here, {"backup", copy});
    CHECK(again.code == 1);
    CHECK_THAT(again.err, ContainsSubstring("exists already and was left as it is"));
}

TEST_CASE("a customer is forgotten, after a look at what that reaches") {
    const test::TemporaryFolder data;
    output_of(data.path(), {"log", "--kind", "pain", "--words", "Nobody rang", "--customer-reference", "C-1017"});
    const std::string other =
        output_of(data.path(), {"log", "--kind", "pain", "--words", "The bill", "--customer-reference", "C-20"});
    CHECK_THAT(output_of(data.path(), {"forget", "--customer", "c 1017", "--words-too", "--dry-run", "--json"}),
               ContainsSubstring("\"stories\":1") && ContainsSubstring("\"dry_run\":true"));
    CHECK_THAT(output_of(data.path(), {"export", "--format", "jsonl"}), ContainsSubstring("C-1017"));
    CHECK_THAT(output_of(data.path(), {"forget", "--customer", "c 1017", "--words-too"}),
               ContainsSubstring("1 story on this device reached"));
    const std::string left = output_of(data.path(), {"export", "--format", "jsonl"});
    CHECK_THAT(left, !ContainsSubstring("C-1017") && !ContainsSubstring("Nobody rang") && ContainsSubstring("C-20"));
    CHECK(lines_of(left).size() == 2);  // Two people are still counted.
    output_of(data.path(), {"forget", "--story", other});
    CHECK_THAT(output_of(data.path(), {"export", "--format", "jsonl"}),
               !ContainsSubstring("C-20") && ContainsSubstring("The bill"));
}

TEST_CASE("forgetting names somebody, one way") {
    const test::TemporaryFolder data;
    CHECK(run_earshot(data.path(), {"forget"}).code == 2);
    CHECK(run_earshot(data.path(), {"forget", "--customer", " - "}).code == 2);
    CHECK(run_earshot(data.path(), {"forget", "--customer", "C-1", "--story", "0198"}).code == 2);
    const auto nobody = run_earshot(data.path(), {"forget", "--story", "0198"});
    CHECK(nobody.code == 1);
    CHECK_THAT(nobody.err, ContainsSubstring("No story here has an id that begins with 0198"));
}

TEST_CASE("doctor finds a sound device well, in words and in JSON") {
    const test::TemporaryFolder data;
    output_of(data.path(), {"log", "--kind", "pain", "--words", "w"});
    const auto text = run_earshot(data.path(), {"doctor"});
    INFO(text.out << text.err);
    CHECK(text.code == 0);
    CHECK(text.out.find("wrong") == std::string::npos);
    for (const std::string& line : lines_of(output_of(data.path(), {"doctor", "--json"})))
        CHECK(sync::JsonReader::parse(line));
}

TEST_CASE("doctor finds what is wrong and ends with 1") {
    const test::TemporaryFolder data;
    output_of(data.path(), {"log", "--kind", "pain", "--words", "w"});
    platform::HostFiles files;
    std::string database = files.read(data.file("earshot.db")).value();
    database.replace(0, 16, "no database at a");
    REQUIRE(files.write_atomic(data.file("earshot.db"), database));
    const auto outcome = run_earshot(data.path(), {"doctor"});
    CHECK(outcome.code == 1);
    CHECK_THAT(outcome.out, ContainsSubstring("wrong") && ContainsSubstring("data folder"));
    CHECK_THAT(outcome.err, ContainsSubstring("wrong"));
    // Other commands say so too, and change nothing.
    const auto log = run_earshot(data.path(), {"log", "--kind", "pain", "--words", "w"});
    CHECK(log.code == 1);
    CHECK(files.read(data.file("earshot.db")).value() == database);
}

}  // namespace earshot
