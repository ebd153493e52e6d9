#include "app/presenters/log_offers.hpp"

#include "app/presenters/words.hpp"

namespace earshot::app {
namespace {

std::string_view found_words(PersonalKind kind, const Strings& tr) {
    switch (kind) {
        case PersonalKind::telephone:
            return tr("log.found_telephone");
        case PersonalKind::mail:
            return tr("log.found_mail");
        case PersonalKind::card:
            return tr("log.found_card");
        case PersonalKind::account:
            return tr("log.found_account");
    }
    return {};
}

}  // namespace

std::optional<LogOffer> present_log_offer(const std::vector<PersonalMark>& marks, bool correcting,
                                          const std::optional<CivilTime>& recovered_from, const CivilTime& now,
                                          const Strings& tr) {
    if (marks.size() == 1) {
        return LogOffer{LogOfferKind::hide_personal_data, std::string(found_words(marks[0].kind, tr)),
                        std::string(tr("log.hide_it"))};
    }
    if (!marks.empty()) {
        return LogOffer{LogOfferKind::hide_personal_data,
                        tr.count("log.found_several", static_cast<std::int64_t>(marks.size())),
                        std::string(tr("log.hide_them"))};
    }
    if (correcting) {
        return LogOffer{LogOfferKind::stop_correcting, std::string(tr("log.correcting")),
                        std::string(tr("log.stop_correcting"))};
    }
    if (recovered_from) {
        return LogOffer{LogOfferKind::discard_draft, tr("log.began", {when_words(*recovered_from, now, tr)}),
                        std::string(tr("log.discard"))};
    }
    return std::nullopt;
}

PersonalWords personal_words(const Strings& tr) {
    return {.telephone = tr("log.hidden_telephone"),
            .mail = tr("log.hidden_mail"),
            .card = tr("log.hidden_card"),
            .account = tr("log.hidden_account")};
}

}  // namespace earshot::app
