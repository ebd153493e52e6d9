// sync/server/postgres/erasing.hpp: after an erasure, its bytes leave PostgreSQL's files.
//
// An update leaves the old row in its page, and VACUUM only marks the place as free. So the tables are written anew,
// as VACUUM FULL does. Write-ahead log, its archive, base backups and dumps keep what they hold until they are recycled
// or deleted (sync/adr/0005).
#pragma once

#include "sync/server/postgres/connection.hpp"

namespace earshot::sync::postgres {

// Does nothing unless a push has left the mark. Errc::busy when somebody reads for long; the mark then stays.
Result<void> clean_up_after_erasing(Connection& connection);

}  // namespace earshot::sync::postgres
