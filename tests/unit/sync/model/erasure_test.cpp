#include "sync/model/erasure.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/model/check.hpp"
#include "sync/model/tables.hpp"
#include "tests/support/seed.hpp"
#include "tests/unit/sync/protocol/random_record.hpp"

namespace earshot::sync {
namespace {

const std::string company_salt(64, 'a');

Stamp at(std::uint64_t hlc, std::uint8_t device = 1) {
    Stamp stamp{hlc, {}};
    stamp.device.bytes[0] = device;
    return stamp;
}

Record of_record(const Id& record, bool words_too, const Stamp& stamp = at(50)) {
    Record erasure = make_record(Kind::erasure, erasure_id_of_record(record));
    erasure.fields[erasure::record] = {to_text(record), stamp};
    if (words_too) erasure.fields[erasure::words_too] = {std::int64_t{1}, stamp};
    return erasure;
}

Record of_customer(const std::string& reference, bool words_too, const std::string& salt = company_salt) {
    const std::string hash = fingerprint_of(salt, reference);
    Record erasure = make_record(Kind::erasure, erasure_id_of_customer(salt, hash));
    erasure.fields[erasure::salt] = {salt, at(50)};
    erasure.fields[erasure::customer_hash] = {hash, at(50)};
    if (words_too) erasure.fields[erasure::words_too] = {std::int64_t{1}, at(50)};
    return erasure;
}

Record merged(Record a, const Record& b, const ErasureBook& book) {
    merge(a, b, book);
    return a;
}

// What a store that knows these erasures holds after hearing of one version.
Record held(Record record, const ErasureBook& book) {
    book.erase_from(record);
    return record;
}

}  // namespace

TEST_CASE("laws: merging under erasures is commutative, associative and idempotent, and what they take stays empty") {
    const std::uint64_t seed = test::seed();
    INFO("repeat with TEST_SEED=" << seed);
    Prng chance(seed);
    int taken = 0;
    for (int i = 0; i < 4'000; ++i) {
        std::vector<Record> v;
        const Record first = test::random_record(chance);
        const std::string link = to_text(test::random_id(chance));
        while (v.size() < 3) {
            Record other = test::random_record(chance);
            if (other.kind != first.kind || other.kind == Kind::erasure) {
                if (first.kind == Kind::erasure) break;
                continue;
            }
            other.id = first.id;
            // Nobody moves an echo from one story to another.
            if (other.kind != Kind::unknown) {
                if (const auto story = table_of(other.kind).find("story")) other.fields[*story] = {link, at(7)};
            }
            v.push_back(std::move(other));
        }
        if (v.size() < 3) continue;
        ErasureBook book;
        book.note(of_record(chance.chance(0.5) ? first.id : parse_id(link).value(), chance.chance(0.5)));
        const Record a = held(v[0], book), b = held(v[1], book), c = held(v[2], book);
        REQUIRE(merged(a, v[1], book) == merged(b, v[0], book));
        REQUIRE(merged(merged(a, v[1], book), v[2], book) == merged(a, merged(b, v[2], book), book));
        REQUIRE(merged(a, a, book) == a);
        // It does not matter whether the store heard of the erasure before or after the writes.
        Record late = v[0];
        merge(late, v[1]);
        merge(late, v[2]);
        book.erase_from(late);
        const Record all = merged(merged(a, v[1], book), v[2], book);
        REQUIRE(late == all);
        const Erased depth = ErasureBook(book).erase_from(late);
        if (first.kind == Kind::unknown) continue;
        for (std::size_t field = 0; field < all.fields.size(); ++field) {
            if (!takes(depth, first.kind, static_cast<FieldNumber>(field))) continue;
            REQUIRE(all.fields[field] == FieldState{});
            taken += 1;
        }
        for (const Record& seen : v) {
            Record again = all;
            const MergeOutcome outcome = merge(again, seen, book);
            REQUIRE(again == all);
            REQUIRE_FALSE(outcome.any_change());
            for (const EarlierValue& value : outcome.earlier)
                REQUIRE_FALSE(takes(depth, first.kind, value.field));
        }
    }
    CHECK(taken > 500);
}

TEST_CASE("what an erasure takes, and what stays so that people are still counted") {
    struct Row {
        const char* why;
        Kind kind;
        const char* field;
        bool personal, words_too;
    };
    const auto row = GENERATE(values<Row>({
        {"who it was", Kind::story, "customer_reference", true, true},
        {"what they said, when asked for", Kind::story, "words", false, true},
        {"what happened around it", Kind::story, "what_happened", false, true},
        {"a description can be telling", Kind::story, "customer", false, true},
        {"what was done for them", Kind::story, "action_taken", false, true},
        {"praise or pain is counted", Kind::story, "kind", false, false},
        {"the journey wall counts stages", Kind::story, "stage", false, false},
        {"the faces are counted", Kind::story, "mood", false, false},
        {"an echo may repeat the words", Kind::echo, "note", false, true},
        {"an answer may repeat the words", Kind::reply, "words", false, true},
        {"so may a note to the teller", Kind::receipt, "note", false, true},
        {"the lost customer's name", Kind::loss_call, "customer", true, true},
        {"what they said when they were rung", Kind::loss_call, "words", false, true},
        {"the name of a file is often a person's", Kind::attachment, "name", true, true},
        {"the hash says which bytes to drop", Kind::attachment, "sha256", false, false},
        {"a company's promise names nobody", Kind::commitment, "title", false, false},
        {"an erasure itself stays", Kind::erasure, "customer_hash", false, false},
    }));
    INFO(row.why);
    const FieldNumber field = *table_of(row.kind).find(row.field);
    CHECK_FALSE(takes(Erased::nothing, row.kind, field));
    CHECK(takes(Erased::personal, row.kind, field) == row.personal);
    CHECK(takes(Erased::words_too, row.kind, field) == row.words_too);
}

TEST_CASE("every personal field of every kind is taken") {
    for (const KindTable& table : all_tables()) {
        for (std::size_t i = 0; i < table.fields.size(); ++i) {
            if (table.fields[i].use == Use::personal)
                CHECK(takes(Erased::personal, table.kind, static_cast<FieldNumber>(i)));
        }
    }
}

TEST_CASE("one customer, however the reference is written") {
    struct Row {
        const char* why;
        std::string a, b;
        bool same;
    };
    const auto row = GENERATE(values<Row>({
        {"as it is", "C-1017", "C-1017", true},
        {"small letters", "C-1017", "c-1017", true},
        {"spaces and punctuation are how people write", "C-1017", " c 10.17 ", true},
        {"another number", "C-1017", "C-1018", false},
        {"names may have any letters", "Müller, Jörg", "müller  jörg", true},
        {"only ASCII letters are folded", "Ümit", "ümit", false},
    }));
    INFO(row.why);
    CHECK((fingerprint_of(company_salt, row.a) == fingerprint_of(company_salt, row.b)) == row.same);
}

TEST_CASE("a fingerprint does not carry the reference, and another company's is another") {
    const std::string print = fingerprint_of(company_salt, "C-1017");
    CHECK(print.size() == fingerprint_digits);
    CHECK(print.find("1017") == std::string::npos);
    CHECK(print != fingerprint_of(std::string(64, 'b'), "C-1017"));
    CHECK(fingerprint_of(company_salt, " - . ").empty());  // Nobody is named: nobody is matched.
}

TEST_CASE("a customer is found in any personal field, under any salt in use, and in no other field") {
    ErasureBook book;
    CHECK(book.is_empty());
    CHECK(book.note(of_customer("C-1017", false)));
    CHECK(book.note(of_customer("K 20", true, std::string(64, 'b'))));
    CHECK(book.salt() == company_salt);
    Record story = make_record(Kind::story, make_named_id("test", "story"));
    CHECK_FALSE(book.customer_in(story));
    story.fields[story::words] = {std::string("C-1017"), at(10)};
    CHECK_FALSE(book.customer_in(story));
    story.fields[story::customer_reference] = {std::string("c1017"), at(10)};
    REQUIRE(book.customer_in(story));
    CHECK(book.customer_in(story)->depth == Erased::personal);
    Record call = make_record(Kind::loss_call, make_named_id("test", "call"));
    call.fields[*table_of(Kind::loss_call).find("customer")] = {std::string("K-20"), at(10)};
    REQUIRE(book.customer_in(call));
    CHECK(book.customer_in(call)->depth == Erased::words_too);
}

TEST_CASE("an erasure that follows from a customer's is the same from every store, and only ever goes deeper") {
    ErasureBook book;
    book.note(of_customer("C-1017", false));
    const Id story = make_named_id("test", "story");
    const auto* customer = book.customer_with("C-1017");
    REQUIRE(customer);
    const Record follows = erasure_following(*customer, story);
    CHECK(check_record(follows));
    CHECK(follows == erasure_following(*customer, story));
    CHECK(book.note(follows));
    CHECK_FALSE(book.note(follows));
    CHECK(book.depth_of(story) == Erased::personal);
    CHECK(book.erased_because_of(customer->erasure) == std::vector{story});

    CHECK(book.note(of_customer("C-1017", true)));
    CHECK(book.note(erasure_following(*book.customer_with("C-1017"), story)));
    CHECK(book.depth_of(story) == Erased::words_too);
    CHECK_FALSE(book.note(of_record(story, false)));  // Less than what is known.
    CHECK(book.depth_of(story) == Erased::words_too);
}

TEST_CASE("what hangs on an erased story is erased with it, and attachments are deleted") {
    const Id story = make_named_id("test", "story");
    ErasureBook book;
    book.note(of_record(story, true));
    Record echo = make_record(Kind::echo, make_named_id("test", "echo"));
    echo.fields[echo::note] = {std::string("Mr Smith, again"), at(10)};
    CHECK(held(echo, book) == echo);  // Nothing says yet what it hangs on.
    echo.fields[echo::story] = {to_text(story), at(10)};
    CHECK(held(echo, book).text(echo::note).empty());
    Record photo = make_record(Kind::attachment, make_named_id("test", "photo"));
    photo.fields[*table_of(Kind::attachment).find("story")] = {to_text(story), at(10)};
    photo.fields[attachment::name] = {std::string("smith.jpg"), at(10)};
    photo.fields[attachment::sha256] = {std::string(64, '0'), at(10)};
    const Record gone = held(photo, book);
    CHECK(gone.is_deleted());
    CHECK(gone.text(attachment::name).empty());
    CHECK(gone.text(attachment::sha256) == std::string(64, '0'));
}

TEST_CASE("an erasure names what its id was made from, and is never taken back") {
    const Id story = make_named_id("test", "story");
    CHECK(check_record(of_record(story, true)));
    CHECK(check_record(of_customer("C-1017", false)));

    Record other = of_record(story, false);
    other.fields[erasure::record].value = to_text(make_named_id("test", "another"));
    CHECK(check_record(other).error().message == "record: is not the record that this erasure was made for");
    other = of_customer("C-1017", false);
    other.fields[erasure::customer_hash].value = fingerprint_of(company_salt, "C-1018");
    CHECK(check_record(other).error().message == "customer_hash: is not the customer that this erasure was made for");
    other = of_customer("C-1017", false);
    other.fields[erasure::customer_hash] = {};
    CHECK_FALSE(check_record(other));
    other = of_record(story, false);
    other.fields[deleted_number] = {std::int64_t{1}, at(60)};
    CHECK(check_record(other).error().message == "deleted: what was erased cannot come back, so an erasure stays");
}

}  // namespace earshot::sync
