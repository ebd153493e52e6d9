#include "sync/server/postgres/tombstones.hpp"

#include "sync/server/postgres/push_batch.hpp"

namespace earshot::sync::postgres {
namespace {

constexpr std::int64_t purged_at_once = 1'000;  // one commit that nobody notices

}  // namespace

Result<std::int64_t> purge_tombstones(Connection& connection, WallTime deleted_before) {
    // Inside the section: the newest sequence stays the newest meanwhile.
    const std::vector<Call> calls{
        {"BEGIN"},
        {enter_commit_section},
        {"WITH gone AS (DELETE FROM record WHERE seq IN (SELECT seq FROM record WHERE deleted_at < $1"
         " AND seq < (SELECT max(seq) FROM record) ORDER BY deleted_at LIMIT $2) RETURNING id, seq),"
         " earlier AS (DELETE FROM earlier_value USING gone WHERE earlier_value.id = gone.id),"
         " noted AS (INSERT INTO meta AS known (name, value) SELECT 'purged', max(seq)::text FROM gone"
         " HAVING count(*) > 0 ON CONFLICT (name) DO UPDATE"
         " SET value = greatest(known.value::bigint, excluded.value::bigint)::text)"
         " SELECT count(*) FROM gone",
         Arguments::of(deleted_before.unix_ms, purged_at_once)},
        {"COMMIT"}};
    EARSHOT_TRY(const auto answers, connection.run_all(calls));
    return answers[2].number(0, 0);
}

}  // namespace earshot::sync::postgres
