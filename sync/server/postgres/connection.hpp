// sync/server/postgres/connection.hpp: one session with PostgreSQL, its statements and their answers, with errors in
// plain words.
//
//   EARSHOT_TRY(const Rows rows, connection.run("SELECT value FROM meta WHERE name = $1", Arguments::of("epoch")));
//   if (rows.count() > 0) use(rows.text(0, 0));
//
// Statements are prepared once for each text and kept. Several that do not wait for each other's answers go in one
// round trip, as a pipeline (PostgreSQL manual, 34.5); between BEGIN and COMMIT all of them happen or none.
//
// Guarantees   A commit is reported only when everybody who must has it on disk: that a synchronous standby was not
//              waited for (PostgreSQL only warns of that) is an error here.
//              Nothing waits longer than `patience` for a silent server.
// Threads      One connection, one thread at a time.
// Errors       unavailable, full, busy, denied, not_found, corrupt, invalid, io (errors.hpp). After any of them no
//              transaction is open.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "platform/base/result.hpp"
#include "platform/base/time.hpp"
#include "sync/server/postgres/arguments.hpp"
#include "sync/server/postgres/connection_string.hpp"

struct pg_conn;
struct pg_result;

namespace earshot::sync::postgres {

// The answer to one statement.
class Rows {
public:
    explicit Rows(pg_result* raw);

    int count() const;
    // Rows that an insert, update or delete touched.
    std::int64_t touched() const;
    std::int64_t number(int row, int column) const;
    std::string_view text(int row, int column) const;  // lives as long as the rows
    Id id(int row, int column) const;
    bool flag(int row, int column) const;
    bool is_null(int row, int column) const;
    std::optional<Id> id_if_any(int row, int column) const;

private:
    struct Clear {
        void operator()(pg_result* raw) const;
    };
    std::unique_ptr<pg_result, Clear> raw_;
};

struct Call {
    std::string_view sql;
    Arguments arguments = {};
};

class Connection {
public:
    static Result<std::unique_ptr<Connection>> open(const ConnectionString& address, Duration patience);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    // One statement, one round trip.
    Result<Rows> run(std::string_view sql, Arguments arguments = {});
    // All of them in one round trip. The first that fails is the answer, and those behind it have not been looked at.
    Result<std::vector<Rows>> run_all(std::span<const Call> calls);
    // Several statements in one text, without arguments and answers.
    Result<void> execute(const std::string& sql);
    // Ends an open transaction without a trace.
    void roll_back();

    // False: only good for being closed.
    bool is_sound() const;
    // The server was silent until our patience ended; asking again at once would wait as long.
    bool was_silent() const { return was_silent_; }
    // Of the last statement that failed; empty when the server did not get to say.
    const std::string& sqlstate() const { return sqlstate_; }
    // "db1:5432"
    const std::string& server() const { return server_; }

private:
    Connection(pg_conn* raw, Duration patience);
    Result<void> prepare_session();
    bool send(const Call& call);
    Result<void> flush();
    Result<pg_result*> next_result();
    Result<std::vector<Rows>> collect(std::size_t wanted);
    Result<void> wait(bool until_writable);
    Error lost();
    Error failed(const pg_result* result);
    Error silent();
    template <class Answer>
    Result<Answer> settled(Result<Answer> answer);
    static void note(void* self, const pg_result* notice);

    struct Sent {
        std::string sql;  // of a statement that is being prepared; empty: one that is being run
    };

    pg_conn* raw_;
    Duration patience_;
    std::string server_;
    std::string sqlstate_;
    std::string warning_;
    bool was_silent_ = false, is_over_ = false;
    std::unordered_map<std::string, std::string> prepared_;  // name by text
    std::vector<Sent> sent_;
    std::uint64_t names_made_ = 0;
};

}  // namespace earshot::sync::postgres
