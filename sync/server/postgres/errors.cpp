#include "sync/server/postgres/errors.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace earshot::sync::postgres {
namespace {

struct Meaning {
    std::string_view states;  // the beginning of a SQLSTATE
    Errc code;
    std::string_view advice;
};

constexpr std::string_view nothing_happened = "Nothing was stored; what was stored before is safe.";

// The first that fits.
constexpr std::array meanings{
    Meaning{"53100", Errc::full, "Free some room on the disk of PostgreSQL."},
    Meaning{"53300", Errc::unavailable,
            "It takes no more connections: raise max_connections, or serve with fewer threads."},
    Meaning{"53", Errc::busy, "It is short of means; trying again later may work."},
    Meaning{"57014", Errc::busy, "Trying again may work."},
    Meaning{"57P", Errc::unavailable, "It is starting or stopping; trying again in a while will work."},
    Meaning{"08", Errc::unavailable, "Trying again may work."},
    Meaning{
        "25006", Errc::unavailable,
        "It is a standby and takes no writes. Name all hosts in the address of the store, so that the one that does "
        "is found."},
    Meaning{"0A000", Errc::unavailable, "The store has been brought up to date meanwhile; trying again will work."},
    Meaning{"26000", Errc::unavailable,
            "Something between us and PostgreSQL mixes sessions up; connect to it directly."},
    Meaning{"25P03", Errc::busy, "We were too slow for it; trying again may work."},
    Meaning{"40", Errc::busy, "Somebody else wrote at the same time; trying again will work."},
    Meaning{"55P03", Errc::busy, "Somebody else writes for long; trying again later may work."},
    Meaning{"28", Errc::denied, "Check user and password, and pg_hba.conf of PostgreSQL."},
    Meaning{"42501", Errc::denied, "The user of the store must own its tables."},
    Meaning{"3D000", Errc::not_found, "Make the database with: createdb NAME"},
    Meaning{"42P01", Errc::corrupt, "A table of the store is gone; restore the newest backup."},
    Meaning{"XX001", Errc::corrupt, "Restore the newest backup, then: earshot-server --store ... new-epoch"},
    Meaning{"XX002", Errc::corrupt, "An index is damaged; REINDEX DATABASE makes it anew."},
    Meaning{"22", Errc::invalid, "The value cannot be kept as it is."},
};

const Meaning* meaning_of(std::string_view sqlstate) {
    const auto at = std::find_if(meanings.begin(), meanings.end(),
                                 [&](const Meaning& meaning) { return sqlstate.starts_with(meaning.states); });
    return at == meanings.end() ? nullptr : &*at;
}

std::string one_line(std::string_view words) {
    while (words.ends_with('\n') || words.ends_with(' ') || words.ends_with('.'))
        words.remove_suffix(1);
    std::string line(words);
    std::replace(line.begin(), line.end(), '\n', ' ');
    std::replace(line.begin(), line.end(), '\t', ' ');
    return line;
}

}  // namespace

Errc code_of_state(std::string_view sqlstate) {
    const Meaning* meaning = meaning_of(sqlstate);
    return meaning ? meaning->code : Errc::io;
}

Error error_of(std::string_view sqlstate, std::string_view server, std::string_view words) {
    const Meaning* meaning = meaning_of(sqlstate);
    std::string text = "PostgreSQL at " + std::string(server) + ": " + one_line(words) + " (" + std::string(sqlstate) +
                       "). " + std::string(nothing_happened);
    if (meaning) text += " " + std::string(meaning->advice);
    return {code_of_state(sqlstate), text};
}

Error out_of_reach(std::string_view server, std::string_view words) {
    return {Errc::unavailable, "PostgreSQL cannot be reached at " + std::string(server) + ": " + one_line(words) +
                                   ". " + std::string(nothing_happened) +
                                   " Start it, or correct the address of the store; there is nothing else to repair."};
}

Error answer_lost(std::string_view server, std::string_view words) {
    return {Errc::unavailable, "The answer of PostgreSQL at " + std::string(server) + " was lost: " + one_line(words) +
                                   ". Either all of the last change was stored or nothing; repeating it is safe."};
}

bool ends_session(std::string_view sqlstate) {
    constexpr std::array<std::string_view, 6> last_words{"57P", "08", "25006", "0A000", "26000", "25P03"};
    return std::any_of(last_words.begin(), last_words.end(),
                       [&](std::string_view state) { return sqlstate.starts_with(state); });
}

}  // namespace earshot::sync::postgres
