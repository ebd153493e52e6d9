#include "sync/server/postgres/connection.hpp"

#include <array>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "sync/server/postgres/errors.hpp"
#include "tests/support/postgres.hpp"

using namespace earshot;
using namespace earshot::sync::postgres;
using Catch::Matchers::ContainsSubstring;

namespace {

std::unique_ptr<Connection> connected(Duration patience = Duration{120'000}) {
    static const std::string address = test::fresh_database();
    return Connection::open(ConnectionString::parse(address).value(), patience).value();
}

}  // namespace

TEST_CASE("values arrive as they were sent") {
    const auto connection = connected();
    Id id;
    id.bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 255};
    const auto rows = connection
                          ->run("SELECT $1, $2, $3, $4, NULL::uuid, $5",
                                Arguments::of(std::int64_t{-1'234'567'890'123}, "größer\n\"x\"", id, true, ""))
                          .value();
    REQUIRE(rows.count() == 1);
    CHECK(rows.number(0, 0) == -1'234'567'890'123);
    CHECK(rows.text(0, 1) == "größer\n\"x\"");
    CHECK(rows.id(0, 2) == id);
    CHECK(rows.flag(0, 3));
    CHECK(rows.is_null(0, 4));
    CHECK_FALSE(rows.id_if_any(0, 4).has_value());
    CHECK(rows.text(0, 5).empty());
    CHECK_FALSE(rows.is_null(0, 5));
}

TEST_CASE("arrays arrive as they were sent, empty ones too") {
    const auto connection = connected();
    const std::vector<std::int64_t> numbers{INT64_MIN, 0, INT64_MAX};
    const std::vector<std::optional<std::string_view>> texts{"", std::nullopt, "c"};
    const std::vector<std::optional<Id>> ids{std::nullopt, Id{}, std::nullopt};
    const auto rows = connection->run("SELECT * FROM unnest($1, $2, $3)", Arguments::of(numbers, texts, ids)).value();
    REQUIRE(rows.count() == 3);
    for (int i = 0; i < 3; ++i)
        CHECK(rows.number(i, 0) == numbers[static_cast<std::size_t>(i)]);
    CHECK(rows.text(0, 1).empty());
    CHECK(rows.is_null(1, 1));
    CHECK(rows.text(2, 1) == "c");
    CHECK(rows.is_null(0, 2));
    CHECK(rows.id(1, 2).is_nil());
    const auto none = connection->run("SELECT cardinality($1), cardinality($2)",
                                      Arguments::of(std::vector<Id>{}, std::vector<std::string_view>{}));
    CHECK(none.value().number(0, 0) == 0);
    CHECK(none.value().number(0, 1) == 0);
}

TEST_CASE("a pipeline is one transaction between BEGIN and COMMIT") {
    const auto connection = connected();
    REQUIRE(connection->execute("CREATE TEMP TABLE cup (n bigint PRIMARY KEY)"));
    const auto insert = [](std::int64_t n) { return Call{"INSERT INTO cup VALUES ($1)", Arguments::of(n)}; };
    const auto cups = [&] { return connection->run("SELECT count(*) FROM cup").value().number(0, 0); };
    const std::array<Call, 4> good{Call{"BEGIN"}, insert(1), insert(2), Call{"COMMIT"}};
    const auto answers = connection->run_all(good);
    REQUIRE(answers);
    CHECK(answers->size() == 4);
    CHECK((*answers)[1].touched() == 1);
    CHECK(cups() == 2);

    const std::array<Call, 5> bad{Call{"BEGIN"}, insert(3), insert(2), insert(4), Call{"COMMIT"}};
    CHECK_FALSE(connection->run_all(bad));
    CHECK(connection->sqlstate() == unique_violation);
    CHECK(connection->is_sound());
    CHECK(cups() == 2);
    // A statement whose preparing failed, and one that was passed over, can be asked again.
    const std::array<Call, 3> worse{Call{"BEGIN"}, {"SELECT nonsense FROM cup"}, {"SELECT n + 1 FROM cup"}};
    CHECK_FALSE(connection->run_all(worse));
    CHECK(connection->run("SELECT n + 1 FROM cup").value().count() == 2);
    CHECK_FALSE(connection->run("SELECT nonsense FROM cup"));
    CHECK(connection->is_sound());
}

TEST_CASE("more than the buffers of both sides goes through") {
    const auto connection = connected();
    const std::string large(8'000'000, 'x');
    std::vector<Call> calls;
    for (int i = 0; i < 4; ++i)
        calls.push_back({"SELECT $1", Arguments::of(large)});
    const auto answers = connection->run_all(calls);
    REQUIRE(answers);
    for (const Rows& rows : *answers)
        CHECK(rows.text(0, 0) == large);
}

TEST_CASE("a commit that PostgreSQL only warns about is not reported as done") {
    // This is how it says that a standby that should have confirmed was not waited for.
    const auto connection = connected();
    REQUIRE(
        connection->execute("CREATE FUNCTION pg_temp.warn() RETURNS bigint LANGUAGE plpgsql AS"
                            " $$ BEGIN RAISE WARNING 'not replicated'; RETURN 1; END $$"));
    const auto outcome = connection->run("SELECT pg_temp.warn()");
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == Errc::unavailable);
    CHECK_THAT(outcome.error().message,
               ContainsSubstring("not replicated") && ContainsSubstring("repeating it is safe"));
    CHECK_FALSE(connection->is_sound());
}

TEST_CASE("a silent server is given up") {
    const auto connection = connected(Duration{1'500});
    const auto outcome = connection->run("SELECT 1 FROM pg_sleep(600)");
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == Errc::unavailable);
    CHECK(connection->was_silent());
    CHECK_FALSE(connection->is_sound());
    CHECK_FALSE(connection->run("SELECT 1"));
}

TEST_CASE("a session that the server ends is known to be over") {
    const auto connection = connected(), other = connected();
    const std::int64_t process = connection->run("SELECT pg_backend_pid()::bigint").value().number(0, 0);
    REQUIRE(other->run("SELECT pg_terminate_backend($1::int)", Arguments::of(process)));
    const auto outcome = connection->run("SELECT 1");
    REQUIRE_FALSE(outcome);
    CHECK(outcome.error().code == Errc::unavailable);
    CHECK_FALSE(connection->is_sound());
}

TEST_CASE("nobody there is said in plain words") {
    const auto address = ConnectionString::parse("postgres://earshot:secret@127.0.0.1:1/none").value();
    const auto connection = Connection::open(address, Duration{1'000});
    REQUIRE_FALSE(connection);
    CHECK(connection.error().code == Errc::unavailable);
    CHECK_THAT(
        connection.error().message,
        ContainsSubstring("cannot be reached at postgres://earshot@127.0.0.1:1/none") && ContainsSubstring("is safe"));
    CHECK(connection.error().message.find("secret") == std::string::npos);
}
