#include "app/cli/console.hpp"

#include <catch2/catch_test_macros.hpp>

#include "platform/host/terminal.hpp"
#include "tests/support/streams.hpp"

namespace earshot::app {
namespace {

using test::Streams;

TEST_CASE("progress is one line that is rewritten, and gone before anything else is printed") {
    Streams streams;
    Console console(streams.data.get(), streams.messages.get(), true);
    console.progress("sending 1 of 2");
    console.progress("sending 1 of 2");
    console.progress("sending 2 of 2");
    console.say("refused: one");
    console.print_line("sent 2");
    CHECK(console.flush());
    CHECK(streams.err() == "\r\x1b[Ksending 1 of 2\r\x1b[Ksending 2 of 2\r\x1b[Kearshot: refused: one\n");
    CHECK(streams.out() == "sent 2\n");
}

TEST_CASE("a file or a program that reads the messages gets no progress") {
    Streams streams;
    REQUIRE_FALSE(platform::is_terminal(streams.messages.get()));
    Console console(streams.data.get(), streams.messages.get(), platform::is_terminal(streams.messages.get()));
    console.progress("sending 1 of 2");
    console.say("done");
    CHECK(streams.err() == "earshot: done\n");
}

}  // namespace
}  // namespace earshot::app
