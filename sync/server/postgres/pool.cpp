#include "sync/server/postgres/pool.hpp"

namespace earshot::sync::postgres {

std::unique_ptr<Connection> Pool::kept() {
    const std::lock_guard lock(mutex_);
    if (kept_.empty()) return nullptr;
    auto connection = std::move(kept_.back());
    kept_.pop_back();
    return connection;
}

Result<std::unique_ptr<Connection>> Pool::fresh() {
    EARSHOT_TRY(auto connection, Connection::open(options_.address, options_.patience));
    EARSHOT_CHECK(options_.prepare(*connection));
    return connection;
}

void Pool::keep(std::unique_ptr<Connection> connection) {
    connection->roll_back();
    if (!connection->is_sound()) return;
    const std::lock_guard lock(mutex_);
    kept_.push_back(std::move(connection));
}

void Pool::forget_kept() {
    std::vector<std::unique_ptr<Connection>> old;
    const std::lock_guard lock(mutex_);
    old.swap(kept_);
}

}  // namespace earshot::sync::postgres
