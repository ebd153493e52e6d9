#include "app/commands/forget_customer.hpp"

#include <array>

#include "sync/model/erasure.hpp"
#include "sync/model/tables.hpp"

namespace earshot::app {
namespace {

using sync::Edit;
using sync::Kind;

bool may_forget(std::string_view role) {
    return role.empty() || role == "facilitator" || role == "keeper";
}

std::string new_salt(platform::Random& random) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::array<std::uint8_t, sync::fingerprint_digits / 2> bytes{};
    random.fill(bytes);
    std::string salt;
    for (const std::uint8_t byte : bytes) {
        salt += hex[byte >> 4];
        salt += hex[byte & 15];
    }
    return salt;
}

std::string shared_salt(std::span<const sync::Record> erasures, platform::Random& random) {
    sync::ErasureBook book;
    for (const sync::Record& erasure : erasures)
        book.note(erasure);
    const std::string salt = book.salt();
    return salt.empty() ? new_salt(random) : salt;
}

void finish(std::vector<Edit>& edits, Edit edit, bool words_too, const CommandContext& context) {
    if (words_too) edit.writes.emplace_back(sync::erasure::words_too, std::int64_t{1});
    edit.writes.emplace_back(sync::erasure::happened, to_text(context.here));
    if (!context.device_name.empty()) edit.writes.emplace_back(sync::erasure::device_name, context.device_name);
    edits.push_back(std::move(edit));
}

}  // namespace

Result<std::vector<Edit>> edits_of(const ForgetCustomer& intent, const CommandContext& context) {
    if (!may_forget(intent.role)) {
        return Error{Errc::denied, "This is a " + intent.role +
                                       "'s device. Forgetting a customer is for the facilitator or the keeper; ask "
                                       "one of them. Nothing was changed."};
    }
    std::vector<Edit> edits;
    for (const Id& story : intent.stories) {
        finish(edits, {Kind::erasure, sync::erasure_id_of_record(story), {{sync::erasure::record, to_text(story)}}},
               intent.words_too, context);
    }
    if (!intent.reference.empty()) {
        const std::string salt = shared_salt(intent.erasures, context.random);
        const std::string hash = sync::fingerprint_of(salt, intent.reference);
        if (hash.empty()) {
            return Error{Errc::invalid, "\"" + intent.reference +
                                            "\" names no customer: a reference has letters or digits. Nothing was "
                                            "changed."};
        }
        finish(edits,
               {Kind::erasure,
                sync::erasure_id_of_customer(salt, hash),
                {{sync::erasure::salt, salt}, {sync::erasure::customer_hash, hash}}},
               intent.words_too, context);
    }
    if (edits.empty()) return Error{Errc::invalid, "Say whom to forget: their stories, or their reference."};
    return edits;
}

}  // namespace earshot::app
