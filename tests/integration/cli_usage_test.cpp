// What holds for every subcommand: help, exit codes, where output goes.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "platform/host/host_files.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot {

using Catch::Matchers::ContainsSubstring;
using test::run_earshot;

TEST_CASE("every subcommand explains itself with examples") {
    const test::TemporaryFolder folder;
    const auto command = GENERATE(as<std::string>{}, "log", "list", "show", "echo", "import", "export", "enrol", "sync",
                                  "restore", "status", "doctor", "backup");
    INFO(command);
    const auto help = run_earshot(folder.path(), {command, "--help"});
    CHECK(help.code == 0);
    CHECK(help.err.empty());
    CHECK_THAT(help.out, ContainsSubstring("earshot " + command) && ContainsSubstring("Example"));
    CHECK(platform::HostFiles().list(folder.path())->empty());  // Asking for help leaves nothing behind.

    const auto all = run_earshot(folder.path(), {"--help"});
    CHECK_THAT(all.out, ContainsSubstring("  " + command + " "));
}

TEST_CASE("the version is one line") {
    const auto version = run_earshot("/nonexistent", {"--version"});
    CHECK(version.code == 0);
    CHECK_THAT(version.out, Catch::Matchers::Matches(R"(earshot \d+\.\d+\.\d+\n)"));
}

TEST_CASE("wrong usage is exit code 2, with a hint on stderr and nothing on stdout") {
    struct Row {
        const char* why;
        test::Arguments arguments;
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {"no such subcommand", {"verbatim"}, "verbatim"},
        {"no such option", {"list", "--colour", "red"}, "--colour"},
        {"log without words", {"log", "--kind", "pain"}, "--words is required"},
        {"log with blank words", {"log", "--kind", "pain", "--words", " \n"}, "words are missing"},
        {"log with empty words", {"log", "--kind", "pain", "--words", ""}, "words are missing"},
        {"log without a kind", {"log", "--words", "w"}, "--kind is required"},
        {"another kind", {"log", "--kind", "rant", "--words", "w"}, "rant"},
        {"a mood off the scale", {"log", "--kind", "pain", "--words", "w", "--mood", "6"}, "--mood: 6 is not 1 to 5"},
        {"no number", {"log", "--kind", "pain", "--words", "w", "--mood", "bad"}, "--mood"},
        {"no date", {"log", "--kind", "pain", "--words", "w", "--happened", "yesterday"}, "2026-11-03"},
        {"another source", {"log", "--kind", "pain", "--words", "w", "--source", "gossip"}, "gossip"},
        {"an unknown stage", {"log", "--kind", "pain", "--words", "w", "--stage", "buy"}, "look-around, choose"},
        {"no month", {"list", "--month", "November"}, "2026-11"},
        {"a limit below zero", {"list", "--limit", "-1"}, "--limit"},
        {"show without an id", {"show"}, "id is required"},
        {"show what is no id", {"show", "xyz"}, "is not an id"},
        {"echo what is no id", {"echo", "hello"}, "is not an id"},
        {"export without a format", {"export"}, "--format is required"},
        {"another format", {"export", "--format", "xml"}, "xml"},
        {"import without a file", {"import"}, "file is required"},
        {"a map that cannot be read", {"import", "/dev/null", "--map", "words"}, "--map: \"=\" is missing"},
        {"a map of no field", {"import", "/dev/null", "--map", "verbatim=A"}, "is not a field of a story"},
        {"sync without saying how", {"sync"}, "--once is required"},
        {"enrol without a code", {"enrol", "--server", "127.0.0.1:1"}, "--server requires --code"},
        {"enrol with half a code", {"enrol", "--server", "127.0.0.1:1", "--code", "7KQM"}, "8 letters and digits"},
        {"enrol at no address", {"enrol", "--server", "ftp://x", "--code", "7KQM2XWD"}, "is not the address"},
        {"backup without a file", {"backup"}, "file is required"},
    }));
    INFO(row.why);
    const test::TemporaryFolder folder;
    const auto outcome = run_earshot(folder.path(), row.arguments);
    CHECK(outcome.code == 2);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, Catch::Matchers::StartsWith("earshot: ") && ContainsSubstring(row.says));
}

TEST_CASE("what fails for a reason is exit code 1, with the reason on stderr") {
    struct Row {
        const char* why;
        test::Arguments arguments;
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {"no such story", {"show", "0198f0a1"}, "No story here has an id that begins with 0198f0a1"},
        {"no story to echo", {"echo", "0198f0a1"}, "No story here"},
        {"no such file", {"import", "/nonexistent.csv", "--map", "words=A"}, "/nonexistent.csv"},
        {"not enrolled", {"sync", "--once"}, "not enrolled yet"},
        {"nobody answers",
         {"enrol", "--server", "127.0.0.1:1", "--code", "7KQM2XWD"},
         "Nobody answers at http://127.0.0.1:1"},
        {"a backup where none can be", {"backup", "/nonexistent/folder/file.db"}, "/nonexistent/folder"},
    }));
    INFO(row.why);
    const test::TemporaryFolder folder;
    const auto outcome = run_earshot(folder.path(), row.arguments);
    CHECK(outcome.code == 1);
    CHECK(outcome.out.empty());
    CHECK_THAT(outcome.err, Catch::Matchers::StartsWith("earshot: ") && ContainsSubstring(row.says));
}

TEST_CASE("a data folder that cannot be made is told") {
    const auto outcome = run_earshot("/proc/earshot", {"status"});
    CHECK(outcome.code == 1);
    CHECK_THAT(outcome.err, ContainsSubstring("/proc/earshot"));
}

TEST_CASE("options for the whole program may stand behind the subcommand too") {
    const test::TemporaryFolder folder;
    const auto outcome =
        test::run_program(test::program_path("earshot"), {"status", "--data", folder.path(), "--json"});
    CHECK(outcome.code == 0);
    CHECK_THAT(outcome.out, ContainsSubstring(folder.path()));
}

TEST_CASE("without --data the usual place of the user is taken") {
    const test::TemporaryFolder folder;
    const auto named =
        test::run_program(test::program_path("earshot"), {"status", "--json"}, {"XDG_DATA_HOME=" + folder.path()});
    CHECK(named.code == 0);
    CHECK_THAT(named.out, ContainsSubstring(folder.file("earshot")));
    const auto home = test::run_program(test::program_path("earshot"), {"status", "--json"},
                                        {"XDG_DATA_HOME=", "HOME=" + folder.path()});
    CHECK(home.code == 0);
    CHECK_THAT(home.out, ContainsSubstring(folder.file(".local/share/earshot")));
}

TEST_CASE("output that cannot be written is a failure") {
    const test::TemporaryFolder folder;
    test::output_of(folder.path(), {"log", "--kind", "pain", "--words", "w"});
    const auto outcome = test::run_program("/bin/sh", {"-c", "\"$0\" --data \"$1\" export --format csv > /dev/full",
                                                       test::program_path("earshot"), folder.path()});
    CHECK(outcome.code == 1);
    CHECK_THAT(outcome.err, ContainsSubstring("could not be written"));
}

}  // namespace earshot
