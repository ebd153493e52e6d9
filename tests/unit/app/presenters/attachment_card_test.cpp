#include "app/presenters/attachment_card.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "sync/model/tables.hpp"
#include "tests/support/english.hpp"

namespace earshot::app {
namespace {

using sync::MediaState;
using sync::Want;
namespace attachment = sync::attachment;

sync::Record record_of(std::initializer_list<std::pair<sync::FieldNumber, sync::Value>> writes) {
    sync::Record record = sync::make_record(sync::Kind::attachment, make_named_id("test", "attachment"));
    for (const auto& [field, value] : writes)
        record.fields[field] = {value, {5, {}}};
    return record;
}

sync::Record photo() {
    return record_of({{attachment::media_type, std::string("image/jpeg")},
                      {attachment::name, std::string("lamp.jpg")},
                      {attachment::sha256, std::string(64, 'a')},
                      {attachment::thumbnail_sha256, std::string(64, 'b')},
                      {attachment::bytes, std::int64_t{310'000}},
                      {attachment::width, std::int64_t{1'600}},
                      {attachment::height, std::int64_t{1'200}}});
}

AttachmentCard present(const sync::Record& record, const sync::AttachmentMedia& media) {
    sync::StoryDetail detail;
    detail.row.words = "late";
    detail.attachments = {record};
    detail.media = {media};
    const auto cards = present_attachments(detail, test::english());
    REQUIRE(cards.size() == 1);
    return cards[0];
}

MediaState held(bool confirmed) {
    return {.bytes = 5, .held = true, .confirmed = confirmed};
}
MediaState wanted(Want want) {
    return {.bytes = 5, .wanted = want};
}
MediaState missing() {
    return {.bytes = 5, .wanted = Want::thumbnail, .missing_since = WallTime{5}};
}

}  // namespace

TEST_CASE("what is attached says what it is, how long and how large") {
    struct Row {
        const char *type, *name;
        std::int64_t bytes, duration;
        AttachmentCard::Sort sort;
        const char *shown, *facts;
    };
    using Sort = AttachmentCard::Sort;
    const auto row = GENERATE(values<Row>({
        {"image/png", "lamp.png", 310'000, 0, Sort::photo, "lamp.png", "Photo, 310 kB"},
        {"audio/ogg", "what she said.ogg", 96'500, 24'400, Sort::sound, "what she said.ogg", "Voice note, 0:24, 97 kB"},
        {"audio/wav", "", 0, 3'600'000, Sort::sound, "Voice note", "Voice note, 60:00"},
        {"application/pdf", "invoice.pdf", 2'400'000, 0, Sort::document, "invoice.pdf", "Document, 2.4 MB"},
        {"", "", 0, 0, Sort::document, "Document", "Document"},
    }));
    INFO(row.type << " " << row.name);
    const AttachmentCard card = present(record_of({{attachment::media_type, std::string(row.type)},
                                                   {attachment::name, std::string(row.name)},
                                                   {attachment::bytes, row.bytes},
                                                   {attachment::duration_ms, row.duration}}),
                                        {});
    CHECK(card.sort == row.sort);
    CHECK(card.name == row.shown);
    CHECK(card.facts == row.facts);
}

TEST_CASE("a photo that is not here says why, and what comes next") {
    struct Row {
        const char* why;
        sync::AttachmentMedia media;
        bool shown;
        const char* absence;
    };
    const auto row = GENERATE(values<Row>({
        {"both are here", {held(true), held(true)}, true, ""},
        {"the small one is enough to show", {wanted(Want::not_now), held(true)}, true, ""},
        {"so is the large one", {held(true), missing()}, true, ""},
        {"both are wanted", {wanted(Want::original), wanted(Want::thumbnail)}, false, "The photo has not arrived yet."},
        {"made room for others",
         {wanted(Want::not_now), wanted(Want::not_now)},
         false,
         "The photo has not arrived yet."},
        {"the store lacks both", {missing(), missing()}, false, "The photo is still on the device that took it."},
        {"it lacks the small one",
         {wanted(Want::not_now), missing()},
         false,
         "The photo is still on the device that took it."},
        {"one of them comes", {wanted(Want::original), missing()}, false, "The photo has not arrived yet."},
        {"nobody ever heard of it", {{}, {}}, false, "This photo cannot be fetched."},
    }));
    INFO(row.why);
    const AttachmentCard card = present(photo(), row.media);
    CHECK(card.can_be_shown() == row.shown);
    CHECK(card.absence == row.absence);
    CHECK(card.absence_then.empty() == row.shown);
}

TEST_CASE("only what is neither here nor on its way has to be asked for") {
    const AttachmentCard away = present(photo(), {wanted(Want::not_now), wanted(Want::not_now)});
    CHECK(away.original_to_ask_for == std::string(64, 'a'));
    CHECK(away.thumbnail_to_ask_for == std::string(64, 'b'));
    const AttachmentCard coming = present(photo(), {wanted(Want::asked_for), held(true)});
    CHECK(coming.original_to_ask_for.empty());
    CHECK(coming.thumbnail_to_ask_for.empty());
}

TEST_CASE("whoever logged it sees how far it has come") {
    struct Row {
        const char* why;
        sync::AttachmentMedia media;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"waits", {held(false), held(true)}, "Not sent yet"},
        {"has arrived", {held(true), held(true)}, "Sent"},
        {"made room after it was sent", {wanted(Want::not_now), held(true)}, "Sent"},
        {"attached on another device", {missing(), missing()}, "Still on another device"},
        {"nothing is known", {{}, {}}, ""},
    }));
    INFO(row.why);
    CHECK(present(photo(), row.media).sending == row.words);
}

TEST_CASE("where the words are not told, neither is what hangs on them") {
    sync::StoryDetail detail;
    detail.attachments = {photo()};
    detail.media = {{held(true), held(true)}};
    CHECK(present_attachments(detail, test::english()).empty());
}

TEST_CASE("a size that another device made up does no harm") {
    sync::Record record = photo();
    record.fields[attachment::width] = {std::int64_t{1} << 62, {5, {}}};
    record.fields[attachment::height] = {std::int64_t{-5}, {5, {}}};
    const AttachmentCard card = present(record, {held(true), held(true)});
    CHECK(card.width == 100'000);
    CHECK(card.height == 0);
}

}  // namespace earshot::app
