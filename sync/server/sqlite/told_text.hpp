// sync/server/sqlite/told_text.hpp: with which of its texts a row is told, as an expression of SQL.
//
// It is decided while the row is read: consent ends by the day, not by a change (sync/model/consent.hpp). ?2 is the
// day; ?3 is the reader's site, for those who see personal fields only there.
#pragma once

#include <string_view>

#include "sync/server/shared_store.hpp"

namespace earshot::sync {

inline bool sees_all(const EnrolledDevice& reader) {
    return may_see_personal(reader.role, {}, {});
}

inline std::string_view told_text(const EnrolledDevice& reader) {
    return sees_all(reader) ? "CASE WHEN ends < ?2 THEN withheld ELSE body END"
                            : "CASE WHEN ends < ?2 THEN withheld WHEN site = nullif(?3, '') THEN body"
                              " ELSE coalesce(redacted, body) END";
}

}  // namespace earshot::sync
