#include "sync/model/roles.hpp"

#include <array>

namespace earshot::sync {
namespace {

constexpr std::array<std::string_view, 4> names{"teller", "leader", "facilitator", "keeper"};

constexpr unsigned bit(Role role) {
    return 1U << static_cast<unsigned>(role);
}
constexpr unsigned everyone = bit(Role::teller) | bit(Role::leader) | bit(Role::facilitator) | bit(Role::keeper);
constexpr unsigned leading = bit(Role::leader) | bit(Role::facilitator) | bit(Role::keeper);
constexpr unsigned preparing = bit(Role::facilitator) | bit(Role::keeper);

struct Rights {
    Kind kind;
    unsigned read, write;
};
// In the order of Kind.
constexpr std::array rights{
    Rights{Kind::story, everyone, everyone},         // whoever hears a customer
    Rights{Kind::echo, everyone, everyone},          //
    Rights{Kind::theme, everyone, leading},          // named for the whole company
    Rights{Kind::stage, everyone, preparing},        // the journey is one, and the facilitator keeps it
    Rights{Kind::moment, everyone, preparing},       //
    Rights{Kind::site, everyone, preparing},         //
    Rights{Kind::function, everyone, preparing},     //
    Rights{Kind::term, everyone, preparing},         //
    Rights{Kind::reply, everyone, leading},          // a leader's answer
    Rights{Kind::receipt, everyone, leading},        // what leaders did with a story
    Rights{Kind::asset_month, everyone, preparing},  // the month's numbers come from one hand
    Rights{Kind::loss_call, everyone, leading},      // a leader's call
    Rights{Kind::room, everyone, preparing},         //
    Rights{Kind::commitment, everyone, leading},     // owners report on their own
    Rights{Kind::attachment, everyone, everyone},    // the photo is part of the story
    Rights{Kind::erasure, everyone, preparing},      // for good, so not by mistake
};
static_assert(rights.size() == kind_count);

const Rights& rights_of(Kind kind) {
    const Rights& found = rights[static_cast<std::size_t>(kind)];
    EARSHOT_ASSERT(found.kind == kind);
    return found;
}

std::string list_of(unsigned roles) {
    std::string list;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if ((roles >> i & 1) != 0) list += (list.empty() ? "a " : " or a ") + std::string(names[i]);
    }
    return list;
}

}  // namespace

std::string_view name_of(Role role) {
    return names[static_cast<std::size_t>(role)];
}

std::optional<Role> role_named(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return static_cast<Role>(i);
    }
    return std::nullopt;
}

// What this build does not know it cannot judge: it is passed on as it is.
bool may_read(Role role, Kind kind) {
    return kind == Kind::unknown || (rights_of(kind).read & bit(role)) != 0;
}

bool may_write(Role role, Kind kind) {
    return kind == Kind::unknown || (rights_of(kind).write & bit(role)) != 0;
}

bool may_see_personal(Role role, std::string_view own_site, std::string_view site_of_record) {
    return role != Role::teller || (!own_site.empty() && own_site == site_of_record);
}

std::string refusal_of_write(Role role, Kind kind) {
    std::string kind_words(name_of(kind));
    for (char& c : kind_words)
        c = c == '_' ? ' ' : c;
    return "A " + std::string(name_of(role)) + "'s device cannot change the company's " + kind_words +
           " records. It was set aside here and changed nothing elsewhere; ask " + list_of(rights_of(kind).write) +
           " to do it.";
}

}  // namespace earshot::sync
