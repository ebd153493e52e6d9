#include "sync/server/postgres/connection.hpp"

#include <cerrno>
#include <cstring>

#include <libpq-fe.h>
#include <poll.h>

#include "sync/server/postgres/errors.hpp"

namespace earshot::sync::postgres {
namespace {

constexpr int binary = 1;

std::string state_of(const PGresult* result) {
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return state ? state : "";
}

std::string server_of(PGconn* raw) {
    const char* host = PQhost(raw);
    const char* port = PQport(raw);
    return std::string(host && *host ? host : "localhost") + ':' + (port && *port ? port : "5432");
}

}  // namespace

// ---- rows -----------------------------------------------------------------------------------------------------------

Rows::Rows(pg_result* raw) : raw_(raw) {}

void Rows::Clear::operator()(pg_result* raw) const {
    PQclear(raw);
}

int Rows::count() const {
    return PQntuples(raw_.get());
}

std::int64_t Rows::touched() const {
    std::int64_t touched = 0;
    for (const char digit : std::string_view(PQcmdTuples(raw_.get())))
        touched = touched * 10 + (digit - '0');
    return touched;
}

std::string_view Rows::text(int row, int column) const {
    return {PQgetvalue(raw_.get(), row, column), static_cast<std::size_t>(PQgetlength(raw_.get(), row, column))};
}

std::int64_t Rows::number(int row, int column) const {
    return number_from(text(row, column));
}

Id Rows::id(int row, int column) const {
    Id id;
    const std::string_view bytes = text(row, column);
    EARSHOT_ASSERT(bytes.size() == id.bytes.size());
    std::memcpy(id.bytes.data(), bytes.data(), bytes.size());
    return id;
}

bool Rows::flag(int row, int column) const {
    return number(row, column) != 0;
}

bool Rows::is_null(int row, int column) const {
    return PQgetisnull(raw_.get(), row, column) == 1;
}

std::optional<Id> Rows::id_if_any(int row, int column) const {
    return is_null(row, column) ? std::nullopt : std::optional(id(row, column));
}

// ---- the session ----------------------------------------------------------------------------------------------------

Result<std::unique_ptr<Connection>> Connection::open(const ConnectionString& address, Duration patience) {
    std::vector<const char*> keywords, values;
    for (const auto& [keyword, value] : address.settings()) {
        keywords.push_back(keyword.c_str());
        values.push_back(value.c_str());
    }
    keywords.push_back(nullptr);
    values.push_back(nullptr);
    PGconn* const raw = PQconnectdbParams(keywords.data(), values.data(), 0);
    EARSHOT_ASSERT(raw != nullptr);
    std::unique_ptr<Connection> connection(new Connection(raw, patience));
    if (PQstatus(raw) != CONNECTION_OK) return out_of_reach(address.shown(), PQerrorMessage(raw));
    EARSHOT_CHECK(connection->prepare_session());
    return connection;
}

Connection::Connection(pg_conn* raw, Duration patience) : raw_(raw), patience_(patience), server_(server_of(raw)) {
    PQsetNoticeReceiver(raw_, &Connection::note, this);
}

Connection::~Connection() {
    PQfinish(raw_);
}

void Connection::note(void* self, const pg_result* notice) {
    const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
    const char* words = PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY);
    if (severity && std::string_view(severity) == "WARNING")
        static_cast<Connection*>(self)->warning_ = words ? words : "a warning";
}

// An acknowledgement means that it is on disk, whatever the database has been told; nobody who has stopped in the
// middle of a commit section holds up the others for ever.
Result<void> Connection::prepare_session() {
    if (PQsetnonblocking(raw_, 1) != 0) return lost();
    const std::vector<Call> calls{
        {"SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', "
         "'local')"},
        {"SELECT set_config('lock_timeout', '20s', false),"
         " set_config('idle_in_transaction_session_timeout', '10s', false)"}};
    EARSHOT_CHECK(run_all(calls));
    return {};
}

bool Connection::is_sound() const {
    return !is_over_ && PQstatus(raw_) == CONNECTION_OK && PQtransactionStatus(raw_) == PQTRANS_IDLE;
}

void Connection::roll_back() {
    const PGTransactionStatusType status = PQtransactionStatus(raw_);
    if (is_over_ || status == PQTRANS_IDLE || status == PQTRANS_UNKNOWN) return;
    const std::string cause = sqlstate_;
    if (!execute("ROLLBACK")) is_over_ = true;
    sqlstate_ = cause;
}

// ---- asking ---------------------------------------------------------------------------------------------------------

Result<Rows> Connection::run(std::string_view sql, Arguments arguments) {
    const Call call{sql, std::move(arguments)};
    EARSHOT_TRY(auto answers, run_all({&call, 1}));
    return std::move(answers.front());
}

Result<std::vector<Rows>> Connection::run_all(std::span<const Call> calls) {
    sqlstate_.clear();
    warning_.clear();
    sent_.clear();
    if (is_over_ || PQenterPipelineMode(raw_) != 1) return lost();
    for (const Call& call : calls) {
        if (!send(call)) return lost();
    }
    if (PQpipelineSync(raw_) != 1) return lost();
    EARSHOT_CHECK(flush());
    auto answers = collect(calls.size());
    if (!is_over_ && PQexitPipelineMode(raw_) != 1) return lost();
    return settled(std::move(answers));
}

Result<void> Connection::execute(const std::string& sql) {
    warning_.clear();
    if (is_over_ || PQsendQuery(raw_, sql.c_str()) != 1) return lost();
    EARSHOT_CHECK(flush());
    Result<void> outcome;
    for (;;) {
        EARSHOT_TRY(pg_result* const result, next_result());
        if (!result) break;
        const Rows owner(result);
        if (PQresultStatus(result) == PGRES_FATAL_ERROR && outcome) outcome = failed(result);
    }
    return settled(std::move(outcome));
}

// What PostgreSQL only warns of, and an end to what has failed.
template <class Answer>
Result<Answer> Connection::settled(Result<Answer> answer) {
    if (answer && !warning_.empty()) {
        is_over_ = true;
        return answer_lost(server_, warning_);
    }
    if (!answer) roll_back();
    return answer;
}

bool Connection::send(const Call& call) {
    const Arguments& arguments = call.arguments;
    const std::string sql(call.sql);
    auto kept = prepared_.find(sql);
    if (kept == prepared_.end()) {
        kept = prepared_.emplace(sql, "earshot" + std::to_string(++names_made_)).first;
        if (PQsendPrepare(raw_, kept->second.c_str(), sql.c_str(), arguments.count(), arguments.types().data()) != 1)
            return false;
        sent_.push_back({sql});
    }
    std::vector<const char*> values;
    std::vector<int> lengths, formats(arguments.values().size(), binary);
    for (const std::string& value : arguments.values()) {
        values.push_back(value.data());
        lengths.push_back(static_cast<int>(value.size()));
    }
    sent_.push_back({});
    return PQsendQueryPrepared(raw_, kept->second.c_str(), arguments.count(), values.data(), lengths.data(),
                               formats.data(), binary) == 1;
}

// ---- answers --------------------------------------------------------------------------------------------------------

Result<std::vector<Rows>> Connection::collect(std::size_t wanted) {
    std::vector<Rows> answers;
    answers.reserve(wanted);
    std::optional<Error> trouble;
    for (const Sent& sent : sent_) {
        bool succeeded = false;
        for (;;) {
            EARSHOT_TRY(pg_result* const result, next_result());
            if (!result) break;
            Rows rows(result);
            const ExecStatusType status = PQresultStatus(result);
            succeeded = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
            if (status == PGRES_FATAL_ERROR && !trouble) trouble = failed(result);
            if (succeeded && sent.sql.empty()) answers.push_back(std::move(rows));
        }
        if (!succeeded && !sent.sql.empty()) prepared_.erase(sent.sql);
        if (is_over_) return trouble ? *trouble : lost();
    }
    EARSHOT_TRY(pg_result* const result, next_result());
    const Rows end(result);
    if (result && PQresultStatus(result) == PGRES_FATAL_ERROR && !trouble) trouble = failed(result);
    const bool synced = result && PQresultStatus(result) == PGRES_PIPELINE_SYNC;
    if (!synced && !is_over_) lost();
    if (trouble) return *trouble;
    if (!synced) return lost();
    EARSHOT_ASSERT(answers.size() == wanted);
    return answers;
}

Result<pg_result*> Connection::next_result() {
    while (PQisBusy(raw_) == 1) {
        EARSHOT_CHECK(wait(false));
        if (PQconsumeInput(raw_) != 1) return lost();
    }
    return PQgetResult(raw_);
}

Result<void> Connection::flush() {
    for (;;) {
        const int left = PQflush(raw_);
        if (left < 0) return lost();
        if (left == 0) return {};
        // The server may have to be listened to before it takes more.
        EARSHOT_CHECK(wait(true));
        if (PQconsumeInput(raw_) != 1) return lost();
    }
}

Result<void> Connection::wait(bool until_writable) {
    pollfd socket{PQsocket(raw_), static_cast<short>(until_writable ? POLLIN | POLLOUT : POLLIN), 0};
    if (socket.fd < 0) return lost();
    int ready = 0;
    do {
        ready = ::poll(&socket, 1, static_cast<int>(patience_.count()));
    } while (ready < 0 && errno == EINTR);
    if (ready == 0) return silent();
    return ready > 0 ? Result<void>() : lost();
}

Error Connection::silent() {
    is_over_ = true;
    was_silent_ = true;
    return answer_lost(server_, "nothing was heard for " + std::to_string(patience_.count() / 1'000) + " seconds");
}

Error Connection::lost() {
    is_over_ = true;
    const std::string words = PQerrorMessage(raw_);
    return answer_lost(server_, words.empty() ? "the connection is closed" : words);
}

Error Connection::failed(const pg_result* result) {
    sqlstate_ = state_of(result);
    if (sqlstate_.empty() || PQstatus(raw_) != CONNECTION_OK) return lost();
    if (ends_session(sqlstate_)) is_over_ = true;
    const char* words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    return error_of(sqlstate_, server_, words ? words : "no reason given");
}

}  // namespace earshot::sync::postgres
