// Several server processes over one PostgreSQL, each of which may be killed, and a primary that a standby replaces.
#include "tests/support/postgres.hpp"

#include <set>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/host/host_files.hpp"
#include "tests/e2e/company.hpp"

namespace earshot::test {
namespace {

using Catch::Matchers::ContainsSubstring;

void write_stories(const std::string& data, const std::string& name, int first, int count) {
    const std::string table = data + ".csv";
    REQUIRE(platform::HostFiles().write_atomic(table, table_of(name, first, count)));
    output_of(data, {"import", table, "--map", "words=words,mood=mood,echoes=others"});
}

// As people try again until it has worked. How often it had to be tried.
int sync_until_done(const std::string& data) {
    for (int tries = 1; tries <= 200; ++tries) {
        if (run_earshot(data, {"sync", "--once"}).code == 0) return tries;
    }
    FAIL("never done");
    return 0;
}

std::set<std::string> records_in(const Server& server) {
    const Outcome outcome = server.run({"export"});
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    const auto lines = lines_of(outcome.out);
    std::set<std::string> records(lines.begin(), lines.end());
    CHECK(records.size() == lines.size());
    return records;
}

}  // namespace

TEST_CASE("two servers over one PostgreSQL, and a kill of each") {
    const TemporaryFolder folder;
    Postgres postgres;
    postgres.make_database("earshot");
    Server one(folder.file("one"), postgres.address("earshot")), two(folder.file("two"), postgres.address("earshot"));
    one.start();
    two.start();
    const std::string a = enrol_with(one, folder.file("A")), b = enrol_with(two, folder.file("B"));
    write_stories(a, "A", 0, 30);
    write_stories(b, "B", 0, 20);
    CHECK(synced(a).waiting == 0);
    CHECK(synced(b).waiting == 0);
    CHECK(synced(a).received >= 20);
    CHECK(exported(a) == exported(b));

    // A server dies while a device talks to it: what it said is kept, is kept.
    write_stories(a, "A", 30, 200);
    auto sync = start_earshot(a, {"sync", "--once"});
    one.kill();
    REQUIRE(sync.wait(patience));
    write_stories(b, "B", 20, 10);
    CHECK(synced(b).waiting == 0);
    one.start();
    CHECK(synced(a).waiting == 0);

    // PostgreSQL itself: devices are told to wait, the servers find it again by themselves.
    const auto acknowledged = records_in(two);
    postgres.stop_at_once();
    write_stories(b, "B", 30, 10);
    const Outcome meanwhile = run_earshot(b, {"sync", "--once"});
    CHECK(meanwhile.code == 1);
    CHECK_THAT(meanwhile.err, ContainsSubstring("safe on this device"));
    const Outcome doctor = two.run({"doctor"});
    CHECK(doctor.code == 1);
    CHECK_THAT(doctor.err, ContainsSubstring("cannot be reached"));
    postgres.start();
    const auto found_again = records_in(one);
    for (const std::string& record : acknowledged)
        CHECK(found_again.contains(record));
    for (int i = 0; i < 2; ++i) {
        sync_until_done(a);
        sync_until_done(b);
    }
    CHECK(synced(a).waiting == 0);
    CHECK(exported(a) == exported(b));
    CHECK(lines_of(exported(a)).size() == 30 + 200 + 40);
    CHECK(records_in(one) == records_in(two));
    CHECK(one.run({"doctor"}).code == 0);
    CHECK(one.stop() == 0);
    CHECK(two.stop() == 0);
}

TEST_CASE("a standby takes the place of a primary that was lost") {
    const TemporaryFolder folder;
    Postgres primary;
    primary.make_database("earshot");
    Postgres standby(primary, "second");
    primary.set("synchronous_standby_names", "second");
    Server server(folder.file("server"), primary.address(standby, "earshot"));
    server.start();
    const std::string a = enrol_with(server, folder.file("A")), b = enrol_with(server, folder.file("B"));
    write_stories(a, "A", 0, 40);
    CHECK(synced(a).waiting == 0);
    CHECK_THAT(server.run({"doctor"}).out, ContainsSubstring("confirmed by second"));
    const auto acknowledged = records_in(server);

    primary.kill();
    write_stories(a, "A", 40, 5);
    CHECK(run_earshot(a, {"sync", "--once"}).code == 1);  // Nobody takes writes yet.
    standby.promote();
    // The same process, by the same address.
    sync_until_done(a);
    CHECK(synced(a).waiting == 0);
    sync_until_done(b);
    CHECK(exported(a) == exported(b));
    CHECK(lines_of(exported(b)).size() == 45);
    const auto now = records_in(server);
    for (const std::string& record : acknowledged)
        CHECK(now.contains(record));
    CHECK(server.stop() == 0);
}

TEST_CASE("every command of the keeper works with a store in PostgreSQL") {
    const TemporaryFolder folder;
    Server server(folder.file("server"), fresh_database());
    CHECK_THAT(server.run({"devices"}).err, ContainsSubstring("There is no shared store"));
    server.start();
    const std::string a = enrol_with(server, folder.file("A"));
    write_stories(a, "A", 0, 3);
    CHECK(synced(a).waiting == 0);
    CHECK_THAT(server.run({"devices"}).out, ContainsSubstring("teller"));
    CHECK(lines_of(server.run({"export", "--kind", "story"}).out).size() == 3);
    const Outcome doctor = server.run({"doctor"});
    CHECK(doctor.code == 0);
    CHECK_THAT(doctor.out, ContainsSubstring("by PostgreSQL") && ContainsSubstring("of them stories: 3") &&
                               ContainsSubstring("nothing is wrong"));

    CHECK_THAT(server.run({"audit"}).out,
               ContainsSubstring("enrolment") && ContainsSubstring("push") && ContainsSubstring("export"));
    CHECK(server.run({"forget", "--customer", "C-1017", "--dry-run"}).code == 0);
    const std::string story = lines_of(server.run({"export", "--kind", "story"}).out).front();
    const std::string id = story.substr(story.find("\"id\":\"") + 6, 36);
    const Outcome forgotten = server.run({"forget", "--story", id, "--words-too", "--json"});
    CHECK(number_in(forgotten.out, "stories") == 1);
    CHECK_THAT(forgotten.err, ContainsSubstring("write-ahead log"));
    CHECK_FALSE(synced(a).received == 0);
    CHECK(lines_of(server.run({"export", "--kind", "erasure"}).out).size() == 1);

    const Outcome backup = server.run({"backup", folder.file("copy")});
    CHECK(backup.code == 1);
    CHECK_THAT(backup.err, ContainsSubstring("pg_dump") && ContainsSubstring("nothing was copied"));
    const Outcome restore = server.run({"restore", folder.file("copy")});
    CHECK(restore.code == 1);
    CHECK_THAT(restore.err, ContainsSubstring("pg_restore") && ContainsSubstring("new-epoch"));

    // Devices send again what they have.
    const Outcome epoch = server.run({"new-epoch"});
    CHECK(epoch.code == 0);
    CHECK(lines_of(epoch.out).back().size() == 32);
    sync_until_done(a);
    CHECK(synced(a).waiting == 0);
    CHECK(lines_of(exported(a)).size() == 3);

    CHECK(server.run({"revoke", "A"}).code == 0);
    CHECK(run_earshot(a, {"sync", "--once"}).code == 1);
    CHECK(server.stop() == 0);
}

TEST_CASE("servers over one PostgreSQL share the folder of media") {
    const TemporaryFolder folder;
    const std::string address = fresh_database(), media = folder.file("media");
    Server one(folder.file("one"), address, media), two(folder.file("two"), address, media);
    one.start();
    two.start();
    const std::string a = enrol_with(one, folder.file("A")), b = enrol_with(two, folder.file("B"));
    const std::string note = folder.file("note.txt");
    REQUIRE(platform::HostFiles().write_atomic(note, "The lamp went out."));
    const std::string story = output_of(a, {"log", "--kind", "issue", "--words", "The lamp went out."});
    const std::string attached = output_of(a, {"attach", story, note});
    sync_until_done(a);  // By the one server in, by the other out.
    sync_until_done(b);
    output_of(b, {"media", "get", attached, "--out", folder.file("copy.txt")});
    CHECK(platform::HostFiles().read(folder.file("copy.txt")).value() == "The lamp went out.");
    CHECK_THAT(two.run({"doctor"}).out, ContainsSubstring("media: 1, of them not here yet: 0"));
    CHECK(one.stop() == 0);
    CHECK(two.stop() == 0);
    // Without a folder the server says so, and everything else goes on.
    Server bare(folder.file("bare"), address);
    bare.start();
    CHECK_THAT(platform::HostFiles().read(bare.log_file()).value(), ContainsSubstring("no_media"));
    CHECK(bare.stop() == 0);
}

TEST_CASE("a command must say which store it means") {
    struct Row {
        Arguments arguments;
        const char *says, *why;
    };
    const Row rows[] = {
        {{"devices"}, "--data DIR", "neither"},
        {{"--store", "db1", "devices"}, "postgres://USER@HOST", "not an address"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        const Outcome outcome = run_program(program_path("earshot-server"), row.arguments);
        CHECK(outcome.code == 2);
        CHECK_THAT(outcome.err, ContainsSubstring(row.says));
    }
}

}  // namespace earshot::test
