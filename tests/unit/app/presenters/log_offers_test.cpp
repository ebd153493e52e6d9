#include "app/presenters/log_offers.hpp"

#include <catch2/catch_test_macros.hpp>

#include "tests/support/english.hpp"

namespace earshot::app {
namespace {

const CivilTime now = parse_civil("2026-11-20T14:05").value();
const PersonalMark phone{0, 4, PersonalKind::telephone};
const PersonalMark mail{5, 9, PersonalKind::mail};

TEST_CASE("one thing is offered at a time, the most pressing first") {
    const Strings tr = test::english();
    const auto began = parse_civil("2026-11-19T16:40").value();

    CHECK_FALSE(present_log_offer({}, false, std::nullopt, now, tr));

    const auto draft = present_log_offer({}, false, began, now, tr);
    REQUIRE(draft);
    CHECK(draft->kind == LogOfferKind::discard_draft);
    CHECK(draft->words == "Begun yesterday, and still here");

    const auto correcting = present_log_offer({}, true, began, now, tr);
    REQUIRE(correcting);
    CHECK(correcting->kind == LogOfferKind::stop_correcting);

    const auto found = present_log_offer({mail}, true, began, now, tr);
    REQUIRE(found);
    CHECK(found->kind == LogOfferKind::hide_personal_data);
    CHECK(found->words == "Mail address found");
    CHECK(found->action == "Hide it");
}

TEST_CASE("several personal details are counted") {
    const Strings tr = test::english();
    const auto found = present_log_offer({phone, mail}, false, std::nullopt, now, tr);
    REQUIRE(found);
    CHECK(found->words == "2 personal details found");
    CHECK(found->action == "Hide them");
}

TEST_CASE("what is hidden leaves a word in its place") {
    const Strings tr = test::english();
    CHECK(hide_personal_data("ring 07700 900143 or a@b.co", find_personal_data("ring 07700 900143 or a@b.co"),
                             personal_words(tr)) == "ring [phone number] or [mail address]");
}

}  // namespace
}  // namespace earshot::app
