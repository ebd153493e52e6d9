#include "sync/store/tokenizer.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot::sync {

TEST_CASE("what counts as a word") {
    struct Row {
        const char* why;
        std::string text, words;
    };
    const auto row = GENERATE(values<Row>({
        {"spaces and punctuation divide", "It hums, loudly.", "it hums loudly"},
        {"accents and case fall away", "CAFÉ Über naïve", "cafe uber naive"},
        {"also accents that are code points of their own", "cafe\xcc\x81", "cafe"},
        {"numbers are words", "error 404", "error 404"},
        {"Japanese sign by sign", "電池が切れた", "電 池 が 切 れ た"},
        {"Chinese sign by sign", "电池坏了", "电 池 坏 了"},
        {"Korean syllable by syllable", "배터리", "배 터 리"},
        {"Thai sign by sign", "ไฟดับ", "ไ ฟ ด ั บ"},
        {"mixed", "iPhone12の電池OK", "iphone12 の 電 池 ok"},
        {"the dot between Japanese words divides", "ジョン・ス", "ジ ョ ン ス"},
        {"Japanese punctuation divides", "「電池」。", "電 池"},
        {"emoji are words", "great😀job", "great 😀 job"},
        {"Cyrillic and Arabic have spaces", "Лампа مصباح", "лампа مصباح"},
        {"quotes, stars and operators are nothing", "\"*\" -(+):^ {}", ""},
        {"nothing", "", ""},
    }));
    INFO(row.why);
    const auto database = Database::open(":memory:", Database::Mode::read_write, "").value();
    const auto tokenizer = Tokenizer::create(*database).value();
    std::string words;
    tokenizer->split_until(row.text, [&](std::string_view word) {
        words += (words.empty() ? "" : " ") + std::string(word);
        return false;
    });
    CHECK(words == row.words);
}

TEST_CASE("splitting stops when the word was found") {
    const auto database = Database::open(":memory:", Database::Mode::read_write, "").value();
    const auto tokenizer = Tokenizer::create(*database).value();
    int seen = 0;
    tokenizer->split_until("a b c 電 池", [&](std::string_view word) {
        seen += 1;
        return word == "b";
    });
    CHECK(seen == 2);
    seen = 0;
    tokenizer->split_until("a b c 電 池", [&](std::string_view word) {
        seen += 1;
        return word == "電";
    });
    CHECK(seen == 4);
}

}  // namespace earshot::sync
