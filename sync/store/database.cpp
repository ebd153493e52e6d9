#include "sync/store/database.hpp"

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include <sqlite3.h>

namespace earshot::sync {
namespace {

// Texts differ by their filters, so there are a few dozen; this only keeps a mistake from eating memory.
constexpr std::size_t kept_statements_most = 400;

bool disk_is_full(int code, int system_error) {
    if ((code & 0xff) == SQLITE_FULL) return true;
    return (code & 0xff) == SQLITE_IOERR && (system_error == ENOSPC || system_error == EDQUOT);
}

}  // namespace

// ---- Statement ------------------------------------------------------------------------------------------------------

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      raw_(std::exchange(other.raw_, nullptr)),
      kept_(other.kept_),
      trouble_(other.trouble_),
      position_(other.position_) {}

Statement::~Statement() {
    if (!raw_) return;
    if (kept_) {
        sqlite3_reset(raw_);
        sqlite3_clear_bindings(raw_);
        kept_->in_use = false;
    } else {
        sqlite3_finalize(raw_);
    }
}

void Statement::note(int code) {
    EARSHOT_ASSERT(code != SQLITE_RANGE && code != SQLITE_MISUSE);
    if (trouble_ == SQLITE_OK) trouble_ = code;
}

Statement& Statement::bind(std::int64_t number) {
    if (raw_) note(sqlite3_bind_int64(raw_, ++position_, number));
    return *this;
}

Statement& Statement::bind(std::string_view text) {
    // An empty view may have no address, which SQLite would take for NULL.
    const char* data = text.empty() ? "" : text.data();
    if (raw_) note(sqlite3_bind_text64(raw_, ++position_, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind_copy(std::string_view text) {
    const char* data = text.empty() ? "" : text.data();
    if (raw_) note(sqlite3_bind_text64(raw_, ++position_, data, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
    return *this;
}

Statement& Statement::bind(const Id& id) {
    if (raw_) note(sqlite3_bind_blob64(raw_, ++position_, id.bytes.data(), id.bytes.size(), SQLITE_TRANSIENT));
    return *this;
}

Statement& Statement::bind_blob(std::string_view bytes) {
    const char* data = bytes.empty() ? "" : bytes.data();
    if (raw_) note(sqlite3_bind_blob64(raw_, ++position_, data, bytes.size(), SQLITE_STATIC));
    return *this;
}

Statement& Statement::bind_null() {
    if (raw_) note(sqlite3_bind_null(raw_, ++position_));
    return *this;
}

Result<bool> Statement::step() {
    if (trouble_ != SQLITE_OK) return database_.error(trouble_);
    const int code = sqlite3_step(raw_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    Error error = database_.error(code);
    sqlite3_reset(raw_);
    return error;
}

Result<void> Statement::run() {
    EARSHOT_TRY(const bool row, step());
    EARSHOT_ASSERT(!row);
    sqlite3_reset(raw_);
    position_ = 0;
    return {};
}

std::int64_t Statement::changes() const {
    return sqlite3_changes64(database_.raw());
}

std::int64_t Statement::number(int column) const {
    return sqlite3_column_int64(raw_, column);
}

std::string_view Statement::text(int column) const {
    const auto* data = sqlite3_column_text(raw_, column);
    if (!data) return {};
    return {reinterpret_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(raw_, column))};
}

std::string_view Statement::blob(int column) const {
    const void* data = sqlite3_column_blob(raw_, column);
    if (!data) return {};
    return {static_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(raw_, column))};
}

Id Statement::id(int column) const {
    Id id;
    const std::string_view bytes = blob(column);
    if (bytes.size() == id.bytes.size()) std::memcpy(id.bytes.data(), bytes.data(), bytes.size());
    return id;
}

bool Statement::is_null(int column) const {
    return sqlite3_column_type(raw_, column) == SQLITE_NULL;
}

int Statement::columns() const {
    return sqlite3_column_count(raw_);
}

// ---- Database -------------------------------------------------------------------------------------------------------

Result<std::unique_ptr<Database>> Database::open(const std::string& file, Mode mode, const std::string& vfs) {
    std::unique_ptr<Database> database(new Database(file));
    const int flags = mode == Mode::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    const int code = sqlite3_open_v2(file.c_str(), &database->raw_, flags | SQLITE_OPEN_EXRESCODE,
                                     vfs.empty() ? nullptr : vfs.c_str());
    if (code != SQLITE_OK) return database->error(code);
    return database;
}

Database::~Database() {
    for (const auto& [sql, kept] : kept_) {
        EARSHOT_ASSERT(!kept.in_use);
        sqlite3_finalize(kept.raw);
    }
    sqlite3_close_v2(raw_);
}

Statement Database::statement(std::string_view sql) {
    const std::string text(sql);
    const auto found = kept_.find(text);
    if (found != kept_.end() && !found->second.in_use) {
        found->second.in_use = true;
        return {*this, found->second.raw, &found->second};
    }
    sqlite3_stmt* raw = nullptr;
    const int code =
        sqlite3_prepare_v3(raw_, text.data(), static_cast<int>(text.size()), SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    KeptStatement* kept = nullptr;
    if (code == SQLITE_OK && found == kept_.end() && kept_.size() < kept_statements_most) {
        kept = &kept_.emplace(text, KeptStatement{raw, true}).first->second;
    }
    Statement statement(*this, raw, kept);
    statement.note(code);
    return statement;
}

Result<void> Database::execute(const std::string& sql) {
    const int code = sqlite3_exec(raw_, sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return error(code);
    return {};
}

Result<std::int64_t> Database::number(std::string_view sql) {
    auto statement = this->statement(sql);
    EARSHOT_TRY(const bool found, statement.step());
    return found ? statement.number(0) : 0;
}

std::int64_t Database::total_changes() const {
    return sqlite3_total_changes64(raw_);
}

Error Database::error(int code) const {
    const int system_error = raw_ ? sqlite3_system_errno(raw_) : 0;
    const std::string reason = raw_ ? sqlite3_errmsg(raw_) : sqlite3_errstr(code);
    if (disk_is_full(code, system_error)) {
        return {
            Errc::full,
            "The disk is full. Nothing that was saved before is lost; this last change is not saved. Free some room "
            "on the disk that holds " +
                file_ + ", then it goes on."};
    }
    switch (code & 0xff) {
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return damaged(reason);
        case SQLITE_ERROR:
        case SQLITE_SCHEMA:
        case SQLITE_CONSTRAINT:
        case SQLITE_MISMATCH:
            return {Errc::corrupt, "The database " + file_ + " is not as Earshot made it (" + reason + "). " + rescue_};
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return {Errc::busy, "Another program is using " + file_ +
                                    ". Nothing is lost, but this last change is not saved; close that program, then "
                                    "try again."};
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
        case SQLITE_READONLY:
        case SQLITE_AUTH:
            return {Errc::denied, "The database " + file_ + " cannot be opened for writing (" + reason +
                                      "). Check that its folder exists and who may write there."};
        default: {
            std::string detail = reason;
            if (system_error != 0) detail += ", " + std::generic_category().message(system_error);
            return {Errc::io, "The disk had trouble with " + file_ + " (" + detail +
                                  "). What was saved before is kept; this last change is not saved. Check the disk, "
                                  "then try again."};
        }
    }
}

Error Database::damaged(const std::string& reason) const {
    return {Errc::corrupt, "The database " + file_ + " is damaged (" + reason + "). " + rescue_};
}

// ---- Transaction ----------------------------------------------------------------------------------------------------

Transaction::~Transaction() {
    roll_back();
}

void Transaction::roll_back() {
    // After some errors SQLite has rolled back already.
    if (open_ && sqlite3_get_autocommit(database_.raw()) == 0) {
        sqlite3_exec(database_.raw(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
    open_ = false;
}

Result<void> Transaction::begin() {
    auto statement = database_.statement("BEGIN IMMEDIATE");
    EARSHOT_CHECK(statement.run());
    open_ = true;
    return {};
}

Result<void> Transaction::commit() {
    auto statement = database_.statement("COMMIT");
    EARSHOT_CHECK(statement.run());
    open_ = false;
    return {};
}

}  // namespace earshot::sync
