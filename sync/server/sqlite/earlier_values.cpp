#include "sync/server/sqlite/earlier_values.hpp"

#include <string>

#include "sync/protocol/record_codec.hpp"

namespace earshot::sync {

Result<void> keep_earlier_values(Database& database, const Record& record, const std::vector<EarlierValue>& earlier) {
    for (const EarlierValue& lost : earlier) {
        const Field& field = table_of(record.kind).fields[lost.field];
        std::string value;
        append_value(value, field.type, lost.state.value);
        EARSHOT_CHECK(
            database
                .statement(
                    "INSERT OR IGNORE INTO earlier_value (id, field, clock, device, value) VALUES (?, ?, ?, ?, ?)",
                    record.id, field.name, static_cast<std::int64_t>(lost.state.stamp.hlc), lost.state.stamp.device,
                    value)
                .run());
    }
    return {};
}

}  // namespace earshot::sync
