#include "sync/server/permissions.hpp"

#include <set>

namespace earshot::sync {

EnrolledDevice keeper_at_the_server() {
    EnrolledDevice keeper;
    keeper.device = make_named_id("earshot-server", "keeper");
    keeper.role = Role::keeper;
    return keeper;
}

Result<std::string> refusal_for(const EnrolledDevice& from, const Record& record, const RoleOf& role_of) {
    if (may_write(from.role, record.kind)) return std::string();
    std::string refusal = refusal_of_write(from.role, record.kind);
    if (record.kind != Kind::erasure) return refusal;
    std::set<Id> writers;
    for (const FieldState& field : record.fields) {
        if (!field.stamp.is_never()) writers.insert(field.stamp.device);
    }
    for (const Id& writer : writers) {
        if (writer == keeper_at_the_server().device) continue;
        EARSHOT_TRY(const std::optional<Role> role, role_of(writer));
        if (!role || !may_write(*role, Kind::erasure)) return refusal;
    }
    return std::string();
}

}  // namespace earshot::sync
