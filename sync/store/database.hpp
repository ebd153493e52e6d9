// sync/store/database.hpp: one SQLite connection, its statements and its transactions, with errors in plain words.
//
//   auto find = database.statement("SELECT json FROM draft WHERE one = ?", 1);
//   EARSHOT_TRY(const bool found, find.step());
//   if (found) use(find.text(0));
//
// A statement is prepared once for each text and kept; the handle rewinds it when it goes. What went wrong while
// preparing or binding comes out of the first step(), so that calls can be written one after the other.
//
// Threads  One connection, one thread at a time.
// Errors   full, busy, denied, corrupt, io; each message says what happened, what is safe and what to do.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/base/id.hpp"
#include "platform/base/result.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace earshot::sync {

class Database;

// A prepared statement in the cache.
struct KeptStatement {
    sqlite3_stmt* raw = nullptr;
    bool in_use = false;
};

class Statement {
public:
    ~Statement();
    Statement(Statement&& other) noexcept;
    Statement& operator=(Statement&&) = delete;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    // The next parameter, from left to right. Text and blobs must live until the statement is done with.
    Statement& bind(std::int64_t number);
    Statement& bind(std::string_view text);
    Statement& bind(const Id& id);
    Statement& bind_blob(std::string_view bytes);
    Statement& bind_null();
    // As bind(text), for a text that does not live that long.
    Statement& bind_copy(std::string_view text);

    // True: there is a row to look at. False: done.
    Result<bool> step();
    // For statements that return no rows: does it, and rewinds for the next values.
    Result<void> run();
    // Rows that the last insert, update or delete touched.
    std::int64_t changes() const;

    // The columns of the row; text and blobs live until the next step.
    std::int64_t number(int column) const;
    std::string_view text(int column) const;
    std::string_view blob(int column) const;
    Id id(int column) const;
    bool is_null(int column) const;
    int columns() const;

private:
    friend class Database;
    Statement(Database& database, sqlite3_stmt* raw, KeptStatement* kept)
        : database_(database), raw_(raw), kept_(kept) {}
    void note(int code);
    void bind_value(const Id& id) { bind(id); }
    void bind_value(std::int64_t number) { bind(number); }
    void bind_value(std::string_view text) { bind_copy(text); }

    Database& database_;
    sqlite3_stmt* raw_;
    KeptStatement* kept_;  // null: this handle's own
    int trouble_ = 0;      // of preparing or binding
    int position_ = 0;     // of the last bound parameter
};

class Database {
public:
    enum class Mode { read_write, read_only };

    // Opens or creates. `vfs` may be empty: the platform's own.
    static Result<std::unique_ptr<Database>> open(const std::string& file, Mode mode, const std::string& vfs);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    Statement statement(std::string_view sql);
    // With its parameters; texts are copied.
    template <class First, class... Rest>
    Statement statement(std::string_view sql, const First& first, const Rest&... rest) {
        Statement statement = this->statement(sql);
        statement.bind_value(first);
        (statement.bind_value(rest), ...);
        return statement;
    }
    // One or several statements without parameters and without rows.
    Result<void> execute(const std::string& sql);
    // The first column of the first row; 0 when there is none.
    Result<std::int64_t> number(std::string_view sql);

    // Rows that were inserted, updated or deleted since the connection was opened.
    std::int64_t total_changes() const;

    // What to do about a damaged database; ends the message of Errc::corrupt.
    void set_rescue(std::string advice) { rescue_ = std::move(advice); }
    // The error of a SQLite result code, with the connection's own words.
    Error error(int code) const;
    // Errc::corrupt, with what to do.
    Error damaged(const std::string& reason) const;
    // What was found by one index is not there by another, or the other way round: only damage does that.
    Error index_disagrees() const { return damaged("an index does not agree with its table"); }
    sqlite3* raw() const { return raw_; }
    const std::string& file() const { return file_; }

private:
    explicit Database(std::string file) : file_(std::move(file)) {}

    sqlite3* raw_ = nullptr;
    std::string file_;
    std::string rescue_;
    std::unordered_map<std::string, KeptStatement> kept_;
};

// All or nothing: what is not committed when the transaction goes has not happened.
class Transaction {
public:
    explicit Transaction(Database& database) : database_(database) {}
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    // Takes the right to write.
    Result<void> begin();
    // After success everything since begin() is on disk.
    Result<void> commit();
    // Nothing since begin() has happened. Without it, leaving the scope says so.
    void roll_back();

private:
    Database& database_;
    bool open_ = false;
};

}  // namespace earshot::sync
