#include "app/commands/add_photo.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/fake/memory_files.hpp"
#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "sync/model/tables.hpp"
#include "tests/support/sample_media.hpp"

namespace earshot::app {
namespace {

const Id photo_id = make_named_id("test", "photo");
const Id story_id = make_named_id("test", "story");

// A device, and beside it the folder of pictures of its machine.
struct Machine {
    Machine() {
        REQUIRE(files.make_folder("/pictures"));
        auto opened = sync::DeviceStore::open({.folder = "/data", .in_memory = true}, files, clock, random);
        REQUIRE(opened);
        store = std::move(*opened);
    }
    AddedPhoto add(const std::string& name, const std::string& bytes) {
        REQUIRE(files.write_atomic("/pictures/" + name, bytes));
        return add(name);
    }
    AddedPhoto add(const std::string& name) {
        return keep_photo(read_photo("/pictures/" + name, files), photo_id, *store);
    }

    platform::MemoryFiles files;
    platform::SteppedClock clock;
    platform::SeededRandom random{3};
    std::unique_ptr<sync::DeviceStore> store;
};

std::string photo() {
    return test::photo_with_location(test::quarters(400, 300), 6);
}

}  // namespace

TEST_CASE("a picture is kept upright, without where it was taken, and named by its attachment") {
    Machine machine;
    const AddedPhoto added = machine.add("lamp.jpg", photo());
    REQUIRE(added.photo);
    CHECK(added.photo->id == photo_id);
    CHECK(added.photo->name == "lamp.jpg");
    CHECK(added.photo->media_type == "image/jpeg");
    CHECK(added.photo->width == 300);
    CHECK(added.photo->height == 400);
    const std::string kept = machine.store->media().read(added.photo->sha256).value();
    CHECK(static_cast<std::int64_t>(kept.size()) == added.photo->bytes);
    CHECK(kept.find("Exif") == std::string::npos);
    CHECK(kept.find("GPSLatitude") == std::string::npos);
    CHECK(machine.store->media().read(added.photo->thumbnail_sha256));

    const std::vector<sync::Edit> edits{
        {sync::Kind::story,
         story_id,
         {{sync::story::kind, std::string("pain")}, {sync::story::words, std::string("The lamp is out")}}},
        edit_of(*added.photo, story_id)};
    REQUIRE(machine.store->write(edits));
    REQUIRE(machine.store->write(edits));  // As after a crash: it is one photo.
    const auto attachments = machine.store->of_story(sync::Kind::attachment, story_id).value();
    REQUIRE(attachments.size() == 1);
    CHECK(attachments[0].text(sync::attachment::sha256) == added.photo->sha256);
    CHECK(machine.store->media().totals().value().to_send == 2);
}

TEST_CASE("a story and its photo are written in one commit, or neither is") {
    Machine machine;
    AddedPhoto added = machine.add("lamp.jpg", photo());
    REQUIRE(added.photo);
    added.photo->media_type = std::string(100'000, 'x');  // An attachment that the store refuses.
    const std::vector<sync::Edit> edits{
        {sync::Kind::story,
         story_id,
         {{sync::story::kind, std::string("pain")}, {sync::story::words, std::string("The lamp is out")}}},
        edit_of(*added.photo, story_id)};
    CHECK_FALSE(machine.store->write(edits));
    CHECK(machine.store->status().value().stories == 0);
}

TEST_CASE("what keeps a file from coming to a story is told apart") {
    struct Row {
        const char* why;
        std::string name, bytes;
        PhotoTrouble trouble;
    };
    const auto row = GENERATE(values<Row>({
        {"a document", "bill.pdf", "%PDF-1.7 ...", PhotoTrouble::no_picture},
        {"notes", "notes.txt", "They rang four times", PhotoTrouble::no_picture},
        {"names lie", "film.jpg",
         std::string("\0\0\0\x18"
                     "ftypmp42....",
                     16),
         PhotoTrouble::no_picture},
        {"cut short", "half.jpg", photo().substr(0, 300), PhotoTrouble::no_picture},
        {"empty", "empty.png", "", PhotoTrouble::no_picture},
        {"larger than pictures may be", "huge.png", std::string(picture_file_bytes_max + 1, 'x'),
         PhotoTrouble::too_large},
    }));
    INFO(row.why);
    Machine machine;
    const AddedPhoto added = machine.add(row.name, row.bytes);
    CHECK(added.name == row.name);
    CHECK(added.trouble == row.trouble);
    CHECK_FALSE(added.photo);
}

TEST_CASE("a file that has gone, and a disk without room") {
    Machine machine;
    CHECK(machine.add("gone.jpg").trouble == PhotoTrouble::unreadable);
    REQUIRE(machine.files.write_atomic("/pictures/lamp.jpg", photo()));
    machine.files.set_capacity(1);
    const AddedPhoto added = machine.add("lamp.jpg");
    CHECK(added.trouble == PhotoTrouble::not_kept);
    CHECK_FALSE(added.why.empty());
}

TEST_CASE("a name that is no text does not become part of a draft") {
    Machine machine;
    const AddedPhoto added = machine.add("caf\xe9.jpg", photo());
    REQUIRE(added.photo);
    CHECK(added.photo->name == "photo");
}

}  // namespace earshot::app
