#include "sync/store/erasures.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "tests/unit/sync/store/store_fixture.hpp"

namespace earshot::sync {
namespace {

using test_store::Device;
using test_store::edit_of;
using test_store::record_from;
using test_store::stamp_at;
using test_store::Writes;

const std::string salt(64, '5');
// Words that stand nowhere else, so that a search for their bytes means something.
const std::string marked_words = "Xylophonqvist quarrelled about the zinkwhistle";
const std::string marked_reference = "KUNDENNUMMER-7741-QWX";

Edit forget_story(const Id& story, bool words_too) {
    Edit edit{Kind::erasure, erasure_id_of_record(story), {{erasure::record, to_text(story)}}};
    if (words_too) edit.writes.emplace_back(erasure::words_too, std::int64_t{1});
    return edit;
}

Edit forget_customer(const std::string& reference, bool words_too) {
    const std::string hash = fingerprint_of(salt, reference);
    Edit edit{
        Kind::erasure, erasure_id_of_customer(salt, hash), {{erasure::salt, salt}, {erasure::customer_hash, hash}}};
    if (words_too) edit.writes.emplace_back(erasure::words_too, std::int64_t{1});
    return edit;
}

// The same, as it comes from the shared store.
Record arriving(const Edit& edit) {
    Record record = make_record(edit.kind, edit.id);
    for (const auto& [field, value] : edit.writes)
        record.fields[field] = {value, stamp_at(std::uint64_t{1'900'000'000'000} << 16, 9)};
    return record;
}

ErasureReach forget(Device& device, const Edit& edit, bool dry_run = false) {
    auto reach = device.store->forget(std::span(&edit, 1), dry_run);
    if (!reach) FAIL(reach.error().message);
    return *reach;
}

// Names of the files below the device's folder that hold these bytes.
std::vector<std::string> files_with(const Device& device, const std::string& bytes) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(device.file(""))) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        std::ostringstream content;
        content << file.rdbuf();
        if (content.str().find(bytes) != std::string::npos) names.push_back(entry.path().filename().string());
    }
    return names;
}

}  // namespace

TEST_CASE("forgetting a customer empties rows, history, search, outbox, refused and draft, and the bytes are gone") {
    const bool words_too = GENERATE(true, false);
    INFO("words too: " << words_too);
    Device device;
    const Id story = device.log(marked_words, {{"customer_reference", marked_reference}, {"mood", std::int64_t{2}}});
    device.settle_all();
    device.write(Kind::story, story, {{"words", marked_words + ", twice"}});
    device.write(Kind::story, story, {{"customer_reference", marked_reference + "."}});
    const Id refused = device.log("refused " + marked_words, {{"customer_reference", marked_reference}});
    device.settle_all("not today");
    device.write(Kind::story, story, {{"what_happened", "they brought the zinkwhistle"}});
    const Id echo = device.echo(story, "zinkwhistle again");
    const Id other = device.log("The bill was wrong", {{"customer_reference", "C-1"}});
    REQUIRE(device.store->save_draft(R"({"words":"half","customer_reference":")" + marked_reference + "\"}"));
    REQUIRE(device.store->roll_backup());
    REQUIRE_FALSE(files_with(device, marked_reference).empty());

    const Edit erasure = forget_customer("kundennummer 7741 qwx", words_too);
    const ErasureReach tried = forget(device, erasure, true);
    CHECK(device.store->all(Kind::erasure)->empty());
    CHECK(device.store->find(Kind::story, story)->text(story::customer_reference) == marked_reference + ".");
    const ErasureReach reach = forget(device, erasure);
    CHECK(reach.stories == 2);
    CHECK(reach.others == 1);
    CHECK(reach.draft);
    CHECK(tried.stories == reach.stories);

    const Record left = device.store->find(Kind::story, story).value();
    CHECK(left.fields[story::customer_reference] == FieldState{});
    CHECK(left.text(story::words).empty() == words_too);
    CHECK(left.text(story::kind) == "pain");
    CHECK(left.number(story::mood) == 2);
    const auto earlier = device.store->earlier_values(story).value();
    for (const KeptEarlierValue& value : earlier) {
        CHECK(value.field != "customer_reference");
        if (words_too) CHECK(value.field != "words");
    }
    CHECK(device.store->find(Kind::echo, echo)->text(echo::note).empty() == words_too);
    CHECK(device.search("zinkwhistle").empty() == words_too);
    CHECK(device.store->status()->stories == 3);  // People are still counted.
    CHECK(device.store->find(Kind::story, other)->text(story::customer_reference) == "C-1");
    CHECK(device.store->draft().value()->json == R"({"words":"half"})");
    const auto outgoing = device.store->outgoing(1'000, 1'000'000).value();
    for (const OutgoingRecord& out : outgoing) {
        for (const FieldState& field : out.record.fields)
            CHECK(text_of(field.value).find("7741") == std::string::npos);
    }
    CHECK(device.store->refused()->size() == 1);
    CHECK(device.store->refused()->at(0).id == refused);
    CHECK(device.store->examine()->empty());

    CHECK(files_with(device, marked_reference) == std::vector<std::string>{});
    CHECK(files_with(device, "7741") == std::vector<std::string>{});
    if (words_too) {
        CHECK(files_with(device, "Xylophonqvist") == std::vector<std::string>{});
        CHECK(files_with(device, "xylophonqvist") == std::vector<std::string>{});  // As the search index writes it.
        CHECK(files_with(device, "zinkwhistle") == std::vector<std::string>{});
    }
    // The backups were replaced, not only dropped.
    CHECK(std::filesystem::exists(device.file("backups")));
    CHECK_FALSE(std::filesystem::is_empty(device.file("backups")));
}

TEST_CASE("whatever arrives later for what was erased, older or newer, arrives without it") {
    struct Row {
        const char* why;
        std::uint64_t wall;
    };
    const auto row = GENERATE(values<Row>({
        {"a write from before the erasure, from a device that was away", 1'700'000'000'000},
        {"a write from after it, from a device that does not know yet", 1'950'000'000'000},
    }));
    INFO(row.why);
    Device device;
    const Id story = make_named_id("test", "story");
    const Stamp late = stamp_at(row.wall << 16, 8);
    device.apply({arriving(forget_story(story, true))}, 1);
    device.apply({record_from(Kind::story, story, late,
                              {{"kind", "pain"}, {"words", marked_words}, {"customer_reference", marked_reference}})},
                 2);
    Record left = device.store->find(Kind::story, story).value();
    CHECK(left.text(story::kind) == "pain");
    CHECK(left.fields[story::words] == FieldState{});
    CHECK(left.fields[story::customer_reference] == FieldState{});
    device.apply({record_from(Kind::echo, make_named_id("test", "echo"), late,
                              {{"story", to_text(story)}, {"note", "zinkwhistle"}}),
                  record_from(Kind::attachment, make_named_id("test", "photo"), late,
                              {{"story", to_text(story)}, {"name", "Xylophonqvist.jpg"}, {"sha256", salt}})},
                 3);
    CHECK(device.store->find(Kind::echo, make_named_id("test", "echo"))->text(echo::note).empty());
    CHECK(device.store->find(Kind::attachment, make_named_id("test", "photo"))->is_deleted());
    CHECK(device.store->earlier_values(story)->empty());
    CHECK(device.search("zinkwhistle").empty());
    // Nothing but what is personal: a write of that alone is void.
    device.apply({record_from(Kind::story, make_named_id("test", "story"), stamp_at(late.hlc + 1, 8),
                              {{"customer_reference", "another"}})},
                 4);
    left = device.store->find(Kind::story, story).value();
    CHECK(left.fields[story::customer_reference] == FieldState{});
    CHECK(device.store->examine()->empty());
}

TEST_CASE("a story whose words were erased elsewhere can be tagged before the erasure arrives") {
    Device device;
    const Id story = make_named_id("test", "story");
    device.apply({record_from(Kind::story, story, stamp_at(7, 8), {{"kind", "pain"}})}, 1);
    const Edit tagged{Kind::story, story, {{story::tags, make_set({"billing"})}}};
    CHECK(device.store->write({&tagged, 1}));
    const Edit emptied{Kind::story, story, {{story::words, std::string(" ")}}};
    CHECK(device.store->write({&emptied, 1}).error().code == Errc::invalid);
}

TEST_CASE("erasures and writes end alike in whatever order they arrive, also after the store was closed") {
    const Id story = make_named_id("test", "story");
    const std::vector<Record> events{
        arriving(forget_customer(marked_reference, true)),
        record_from(Kind::story, story, stamp_at(10, 1),
                    {{"kind", "pain"}, {"words", "one"}, {"customer_reference", marked_reference}}),
        record_from(Kind::story, story, stamp_at(20, 2), {{"words", "two"}, {"mood", std::int64_t{1}}}),
        record_from(Kind::story, story, stamp_at(30, 3), {{"customer_reference", "K 7"}}),
    };
    std::vector<std::size_t> order{0, 1, 2, 3};
    std::vector<Record> ends;
    do {
        // The last writer of the reference hides the customer from a store that hears of the erasure only then; the
        // shared store is who saw both, and its erasure of the story follows.
        Device device;
        std::int64_t cursor = 0;
        for (const std::size_t i : order) {
            device.apply({events[i]}, ++cursor);
            if (cursor == 2) device.open();
        }
        const bool saw_customer =
            !device.store->all(Kind::erasure)->empty() && device.store->all(Kind::erasure)->size() == 2;
        if (!saw_customer) {
            ErasureBook book;
            book.note(events[0]);
            device.apply({erasure_following(*book.customer_with(marked_reference), story)}, ++cursor);
        }
        CHECK(device.store->examine()->empty());
        ends.push_back(device.store->find(Kind::story, story).value());
        CHECK(ends.back() == ends.front());
        CHECK(ends.back().fields[story::words] == FieldState{});
        CHECK(ends.back().number(story::mood) == 1);
        CHECK(device.store->earlier_values(story)->empty());
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("a store that finds a customer's story says so to the others") {
    Device device;
    device.apply({arriving(forget_customer(marked_reference, false))}, 1);
    const Id story = make_named_id("test", "story");
    device.apply({record_from(Kind::story, story, stamp_at(10, 1),
                              {{"kind", "pain"}, {"words", "one"}, {"customer_reference", marked_reference}})},
                 2);
    const auto outgoing = device.store->outgoing(10, 10'000).value();
    REQUIRE(outgoing.size() == 1);
    CHECK(outgoing[0].record.id == erasure_id_of_record(story));
    CHECK(outgoing[0].record.text(erasure::record) == to_text(story));
    CHECK_FALSE(outgoing[0].record.text(erasure::because).empty());
}

TEST_CASE("what is written here for a customer to be forgotten is left out, and the rest is kept") {
    Device device;
    forget(device, forget_customer(marked_reference, true));
    const Id story = device.log("They came back and are happy now", {{"customer_reference", marked_reference}});
    const Record kept = device.store->find(Kind::story, story).value();
    CHECK(kept.text(story::words) == "They came back and are happy now");
    CHECK(kept.fields[story::customer_reference] == FieldState{});

    forget(device, forget_story(story, true));
    device.write(Kind::story, story, {{"mood", std::int64_t{5}}, {"words", "typed again"}});
    CHECK(device.store->find(Kind::story, story)->number(story::mood) == 5);
    CHECK(device.store->find(Kind::story, story)->fields[story::words] == FieldState{});
    CHECK(device.store->examine()->empty());
}

TEST_CASE("forgetting again with the words goes deeper, and less than is known changes nothing") {
    Device device;
    const Id story = device.log(marked_words, {{"customer_reference", marked_reference}});
    forget(device, forget_customer(marked_reference, false));
    CHECK(device.store->find(Kind::story, story)->text(story::words) == marked_words);
    forget(device, forget_customer(marked_reference, true));
    CHECK(device.store->find(Kind::story, story)->fields[story::words] == FieldState{});
    CHECK(device.store->all(Kind::erasure)->size() == 2);  // The customer's, and the one that followed from it.
    const auto revision = device.store->revision();
    forget(device, forget_customer(marked_reference, false));
    CHECK(device.store->revision() == revision);
    CHECK(files_with(device, "zinkwhistle") == std::vector<std::string>{});
}

TEST_CASE("the draft that corrects an erased story goes, another draft stays") {
    Device device;
    const Id story = device.log(marked_words);
    const std::string other = R"({"id":")" + to_text(make_named_id("test", "other")) + R"(","words":"half"})";
    REQUIRE(device.store->save_draft(other));
    forget(device, forget_story(story, true));
    CHECK(device.store->draft().value()->json == other);
    const Id second = device.log(marked_words);
    REQUIRE(device.store->save_draft(R"({"id":")" + to_text(second) + R"(","words":"half"})"));
    CHECK(forget(device, forget_story(second, true)).draft);
    CHECK_FALSE(device.store->draft().value());
}

TEST_CASE("erasing that was cut off is finished at the next start") {
    Device device;
    const Id story = device.log(marked_words);
    REQUIRE(device.store->roll_backup());
    const std::string backup = device.file("backups");
    const auto kept = std::filesystem::directory_iterator(backup)->path();
    std::ifstream in(kept, std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    forget(device, forget_story(story, true));
    // As if the power had gone between the commit and the cleaning: the mark is there, and a backup with the words.
    device.store.reset();
    {
        const auto database = Database::open(device.file("earshot.db"), Database::Mode::read_write, "").value();
        REQUIRE(database->execute("INSERT INTO setting (name, value) VALUES ('scrub_waits', 'yes')"));
    }
    std::ofstream(kept, std::ios::binary) << content.str();
    REQUIRE_FALSE(files_with(device, "zinkwhistle").empty());
    device.open();
    CHECK(files_with(device, "zinkwhistle") == std::vector<std::string>{});
}

TEST_CASE("erasures that came before this build knew them are carried out when it does") {
    Device device;
    const Id story = device.log(marked_words);
    device.store.reset();
    // As an older build would have kept it.
    {
        const auto database = Database::open(device.file("earshot.db"), Database::Mode::read_write, "").value();
        const Stamp stamp = stamp_at(50, 9);
        const std::string extra = "[[\"record\",\"" + to_text(stamp) + "\",\"\\\"" + to_text(story) +
                                  "\\\"\"],[\"words_too\",\"" + to_text(stamp) + "\",\"true\"]]";
        auto insert = database->statement("INSERT INTO unknown_record (kind, id, extra) VALUES ('erasure', ?, ?)");
        insert.bind(erasure_id_of_record(story)).bind(extra);
        REQUIRE(insert.run());
        REQUIRE(database->execute("DELETE FROM field_name WHERE kind = 'erasure'"));
    }
    device.open();
    CHECK(device.store->all(Kind::erasure)->size() == 1);
    CHECK(device.store->find(Kind::story, story)->fields[story::words] == FieldState{});
    CHECK(device.store->examine()->empty());
    CHECK(files_with(device, "zinkwhistle") == std::vector<std::string>{});
}

}  // namespace earshot::sync
