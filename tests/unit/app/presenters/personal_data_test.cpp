#include "app/presenters/personal_data.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot::app {
namespace {

constexpr PersonalWords words{"telephone number", "mail address", "card number", "account number"};

std::string hidden(std::string_view text) {
    return hide_personal_data(text, find_personal_data(text), words);
}

TEST_CASE("personal data is found where it is, and nowhere else") {
    struct Row {
        const char* why;
        std::string text, expected;
    };
    const auto row = GENERATE(values<Row>({
        {"a mobile number with one space", "ring me on 07700 900143 and tell",
         "ring me on [telephone number] and tell"},
        {"an international number", "call +44 (0)7700 900 143.", "call [telephone number]."},
        {"a number that ends the text", "my number is 0113 496 0999", "my number is [telephone number]"},
        {"a mail address, the full stop after it stays", "write to ana.lopez@example.org.", "write to [mail address]."},
        {"a card passes Luhn", "card 4111 1111 1111 1111, please", "card [card number], please"},
        {"a German account number", "DE89 3704 0044 0532 0130 00 ist es", "[account number] ist es"},
        {"letters right after are not eaten", "GB82 WEST 1234 5698 7654 32 is mine", "[account number] is mine"},
        {"Japanese text around a number", "電話は 03-1234-5678 です", "電話は [telephone number] です"},
        {"a date is a day", "since 2026-11-03 nothing", "since 2026-11-03 nothing"},
        {"a written date is a day", "am 3.11.2026 bestellt", "am 3.11.2026 bestellt"},
        {"an order number belongs to the company", "order NH-2041788 is late", "order NH-2041788 is late"},
        {"money is no number to ring", "I paid £1299000 for it", "I paid £1299000 for it"},
        {"short numbers are everyday", "four times in 2026, at 10:30, 45 minutes",
         "four times in 2026, at 10:30, 45 minutes"},
        {"an @ alone is no address", "meet @ 5", "meet @ 5"},
        {"two in one sentence", "07700 900143 or a@b.co", "[telephone number] or [mail address]"},
    }));
    INFO(row.why);
    CHECK(hidden(row.text) == row.expected);
}

TEST_CASE("marks are in order, inside the text and apart from each other") {
    const std::string text = "a@b.co 07700 900143 DE89370400440532013000 4111111111111111 c@d.org";
    std::size_t last = 0;
    const auto marks = find_personal_data(text);
    REQUIRE(marks.size() == 5);
    for (const PersonalMark& mark : marks) {
        CHECK(mark.begin >= last);
        CHECK(mark.end > mark.begin);
        CHECK(mark.end <= text.size());
        last = mark.end;
    }
}

}  // namespace
}  // namespace earshot::app
