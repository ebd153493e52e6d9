// app/presenters/log_offers.hpp: what the capture screen offers below the words: to hide personal data that was found,
// to discard a draft that came back, to leave a story uncorrected. One at a time, the most pressing first.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/presenters/personal_data.hpp"
#include "app/presenters/strings.hpp"
#include "platform/base/time.hpp"

namespace earshot::app {

enum class LogOfferKind : std::uint8_t { hide_personal_data, discard_draft, stop_correcting };

struct LogOffer {
    LogOfferKind kind = LogOfferKind::hide_personal_data;
    std::string words;   // "Phone number found"
    std::string action;  // "Hide it"
};

std::optional<LogOffer> present_log_offer(const std::vector<PersonalMark>& marks, bool correcting,
                                          const std::optional<CivilTime>& recovered_from, const CivilTime& now,
                                          const Strings& tr);

// What stands in the place of hidden data, in the person's language.
PersonalWords personal_words(const Strings& tr);

}  // namespace earshot::app
