#include "app/presenters/personal_data.hpp"

#include <algorithm>
#include <optional>

namespace earshot::app {
namespace {

bool digit(char c) {
    return c >= '0' && c <= '9';
}
bool upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool word_char(char c) {
    return digit(c) || upper(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}
bool mail_char(char c) {
    return (word_char(c) && static_cast<unsigned char>(c) < 0x80) || c == '.' || c == '_' || c == '%' || c == '+' ||
           c == '-';
}

std::string digits_of(std::string_view text) {
    std::string digits;
    std::copy_if(text.begin(), text.end(), std::back_inserter(digits), digit);
    return digits;
}

// ISO/IEC 7812-1, annex B.
bool passes_luhn(std::string_view digits) {
    int sum = 0;
    bool twice = false;
    for (auto at = digits.rbegin(); at != digits.rend(); ++at, twice = !twice) {
        const int value = (*at - '0') * (twice ? 2 : 1);
        sum += value > 9 ? value - 9 : value;
    }
    return sum % 10 == 0;
}

// ISO 13616: country and check digits to the end, letters as 10 to 35, the whole modulo 97 is 1.
bool passes_iban(const std::string& compact) {
    const std::string turned = compact.substr(4) + compact.substr(0, 4);
    int rest = 0;
    for (const char c : turned)
        rest = upper(c) ? (rest * 100 + (c - 'A' + 10)) % 97 : (rest * 10 + (c - '0')) % 97;
    return rest == 1;
}

// Two letters, two digits, then 11 to 30 letters and digits, spaces between groups allowed.
std::optional<PersonalMark> account_at(std::string_view text, std::size_t at) {
    if (at + 15 > text.size() || !upper(text[at]) || !upper(text[at + 1]) || !digit(text[at + 2]) ||
        !digit(text[at + 3]))
        return {};
    std::string compact;
    for (std::size_t i = at; i < text.size() && compact.size() < 34; ++i) {
        const char c = text[i];
        if (upper(c) || digit(c)) {
            compact += c;
            const bool ends = i + 1 == text.size() || !word_char(text[i + 1]);
            if (compact.size() >= 15 && ends && passes_iban(compact))
                return PersonalMark{at, i + 1, PersonalKind::account};
        } else if (c != ' ') {
            break;
        }
    }
    return {};
}

std::optional<PersonalMark> mail_around(std::string_view text, std::size_t sign) {
    std::size_t begin = sign, end = sign + 1;
    while (begin > 0 && mail_char(text[begin - 1]))
        --begin;
    while (end < text.size() && mail_char(text[end]))
        ++end;
    while (end > sign + 1 && (text[end - 1] == '.' || text[end - 1] == '-'))
        --end;
    const std::string_view host = text.substr(sign + 1, end - sign - 1);
    if (begin == sign || host.find('.') == std::string_view::npos || host.front() == '.') return {};
    return PersonalMark{begin, end, PersonalKind::mail};
}

// A run of digits with the separators people put between them; ends at its last digit.
std::size_t number_end(std::string_view text, std::size_t at) {
    std::size_t end = at, gap = 0;
    for (std::size_t i = at; i < text.size(); ++i) {
        const char c = text[i];
        if (digit(c)) {
            end = i + 1;
            gap = 0;
        } else if (c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' || (c == '+' && i == at)) {
            if (++gap > 2) break;
        } else {
            break;
        }
    }
    return end;
}

// 2026-11-03, 3.11.2026 and 03/11/26 are days, not telephone numbers.
bool is_date(std::string_view number) {
    const auto separators =
        std::count_if(number.begin(), number.end(), [](char c) { return c == '-' || c == '.' || c == '/'; });
    const std::string digits = digits_of(number);
    return separators == 2 && number.size() <= 10 && digits.size() <= 8 && number.find(' ') == std::string_view::npos;
}

std::optional<PersonalMark> number_at(std::string_view text, std::size_t at) {
    const bool starts =
        digit(text[at]) || ((text[at] == '+' || text[at] == '(') && at + 1 < text.size() && digit(text[at + 1]));
    const bool inside = at > 0 && (word_char(text[at - 1]) || text[at - 1] == '#' ||
                                   (at > 1 && text[at - 1] == '-' && word_char(text[at - 2])));
    if (!starts || inside) return {};
    const std::size_t end = number_end(text, at);
    if (end < text.size() && word_char(text[end])) return {};
    const std::string_view number = text.substr(at, end - at);
    const std::string digits = digits_of(number);
    if (digits.size() >= 13 && digits.size() <= 19 && passes_luhn(digits))
        return PersonalMark{at, end, PersonalKind::card};
    const bool money =
        at > 0 && (text[at - 1] == '$' || text.substr(0, at).ends_with("£") || text.substr(0, at).ends_with("€"));
    if (digits.size() < 7 || digits.size() > 15 || is_date(number) || money) return {};
    return PersonalMark{at, end, PersonalKind::telephone};
}

}  // namespace

std::vector<PersonalMark> find_personal_data(std::string_view text) {
    std::vector<PersonalMark> marks;
    for (std::size_t at = 0; (at = text.find('@', at)) != std::string_view::npos; ++at) {
        if (const auto mark = mail_around(text, at)) marks.push_back(*mark);
    }
    const auto taken = [&](std::size_t at) {
        return std::any_of(marks.begin(), marks.end(),
                           [&](const PersonalMark& m) { return at >= m.begin && at < m.end; });
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (taken(at)) continue;
        const bool word_starts = at == 0 || !word_char(text[at - 1]);
        auto mark = word_starts ? account_at(text, at) : std::nullopt;
        if (!mark) mark = number_at(text, at);
        if (!mark) continue;
        marks.push_back(*mark);
        at = mark->end - 1;
    }
    std::sort(marks.begin(), marks.end(),
              [](const PersonalMark& a, const PersonalMark& b) { return a.begin < b.begin; });
    return marks;
}

std::string hide_personal_data(std::string_view text, const std::vector<PersonalMark>& marks,
                               const PersonalWords& words) {
    std::string out;
    std::size_t at = 0;
    for (const PersonalMark& mark : marks) {
        const std::string_view word = mark.kind == PersonalKind::telephone ? words.telephone
                                      : mark.kind == PersonalKind::mail    ? words.mail
                                      : mark.kind == PersonalKind::card    ? words.card
                                                                           : words.account;
        out.append(text.substr(at, mark.begin - at)).append("[").append(word).append("]");
        at = mark.end;
    }
    return out.append(text.substr(at));
}

}  // namespace earshot::app
