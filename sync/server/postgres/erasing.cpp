#include "sync/server/postgres/erasing.hpp"

namespace earshot::sync::postgres {

Result<void> clean_up_after_erasing(Connection& connection) {
    // Taken before the tables are written anew: the mark of a later push is another one.
    EARSHOT_TRY(const Rows marks, connection.run("SELECT xmin::text FROM meta WHERE name = 'scrub'"));
    if (marks.count() == 0) return {};
    // Everybody who comes after us waits as long as we do, so that is not long.
    EARSHOT_CHECK(connection.execute("SET lock_timeout = '2s'"));
    const auto done = connection.execute("VACUUM (FULL) record, earlier_value");
    EARSHOT_CHECK(connection.execute("SET lock_timeout = '20s'"));
    EARSHOT_CHECK(done);
    EARSHOT_CHECK(
        connection.run("DELETE FROM meta WHERE name = 'scrub' AND xmin::text = $1", Arguments::of(marks.text(0, 0))));
    return {};
}

}  // namespace earshot::sync::postgres
