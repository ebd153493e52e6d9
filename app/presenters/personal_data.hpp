// app/presenters/personal_data.hpp: finds what names a person while a story is typed, and hides it when asked.
//
// Finds telephone numbers, mail addresses, payment cards (Luhn, ISO/IEC 7812), international account numbers (IBAN, ISO
// 13616 check digits). Nothing leaves the device because of it and nothing is hidden without a touch: it is an offer.
// Order numbers, prices, years, times and measures are left alone; when in doubt a number of seven or more digits
// counts as a telephone number.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace earshot::app {

enum class PersonalKind { telephone, mail, card, account };

struct PersonalMark {
    std::size_t begin = 0, end = 0;  // bytes of the text
    PersonalKind kind = PersonalKind::telephone;

    bool operator==(const PersonalMark&) const = default;
};

// In order, never overlapping.
std::vector<PersonalMark> find_personal_data(std::string_view text);

// What stands in the place of each kind.
struct PersonalWords {
    std::string_view telephone, mail, card, account;
};
// The text with each mark replaced by its word in brackets: "ring me on [telephone number]".
std::string hide_personal_data(std::string_view text, const std::vector<PersonalMark>& marks,
                               const PersonalWords& words);

}  // namespace earshot::app
