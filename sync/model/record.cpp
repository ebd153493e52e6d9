#include "sync/model/record.hpp"

#include <algorithm>

namespace earshot::sync {

Stamp Record::latest() const {
    Stamp latest;
    for (const FieldState& field : fields) {
        latest = std::max(latest, field.stamp);
        if (const SetValue* set = set_of(field.value)) {
            for (const SetMember& member : set->members)
                latest = std::max(latest, member.stamp);
        }
    }
    for (const UnknownField& field : unknown)
        latest = std::max(latest, field.stamp);
    return latest;
}

Record make_record(Kind kind, const Id& id) {
    Record record;
    record.kind = kind;
    record.id = id;
    if (kind != Kind::unknown) record.fields.resize(table_of(kind).fields.size());
    return record;
}

}  // namespace earshot::sync
