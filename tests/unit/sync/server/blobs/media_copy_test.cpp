#include "sync/server/blobs/media_copy.hpp"

#include <catch2/catch_test_macros.hpp>

#include "platform/host/sha256.hpp"
#include "sync/server/blobs/folder_blob_store.hpp"
#include "tests/unit/sync/server/fixture.hpp"

namespace earshot::sync {
namespace {

using test::noon;

// A store with a story whose attachments name the files that a test puts there.
struct Fixture : test::StoreFixture {
    const EnrolledDevice writer = enrol(1);
    const std::string data = folder.path(), copy = folder.file("copy");
    std::unique_ptr<FolderBlobStore> blobs = FolderBlobStore::open(data, files, random).value();
    std::uint8_t attachments = 0;
    Record newest;

    Fixture() { push(writer, {test::sample_story(1, "The lamp went out.")}); }

    // Named by an attachment; there, unless it is still on its way.
    std::string attach(const std::string& content, bool there = true) {
        const std::string sha256 = platform::sha256_hex(content);
        newest = test::sample_photo(static_cast<std::uint8_t>(200 + ++attachments), 1, sha256);
        push(writer, {newest});
        if (there) write(path_of_blob(data + "/blobs", sha256), content);
        return sha256;
    }
    void detach_newest() { push(writer, {test::deletion_of(newest)}); }
    void write(const std::string& path, const std::string& content) {
        REQUIRE(files.make_folder(path.substr(0, path.rfind('/'))));
        REQUIRE(files.write_atomic(path, content));
    }
    std::string in_copy(const std::string& sha256) const { return path_of_blob(copy, sha256); }
    std::string in_store(const std::string& sha256) const { return path_of_blob(data + "/blobs", sha256); }
    MediaCopy copied() {
        return copy_media_to(copy, *store, data, files, noon, [](auto, auto) {}).value();
    }
    MediaCopy brought() {
        return bring_media_from(copy, *store, data, files, noon, [](auto, auto) {}).value();
    }
    MediaExamination examined() {
        return examine_media(*store, *blobs, noon, [](auto, auto) {}).value();
    }
};

}  // namespace

TEST_CASE("files are copied once, and come back from the copy", "[media]") {
    Fixture shared;
    const std::string a = shared.attach("a photo"), b = shared.attach("a voice note");
    const std::string absent = shared.attach("still on the tablet", false);
    const MediaCopy first = shared.copied();
    CHECK(first.copied == 2);
    REQUIRE(first.missing.size() == 1);
    CHECK(first.missing[0].sha256 == absent);
    CHECK(first.missing[0].name.starts_with("lamp.jpg, of story "));
    CHECK(shared.files.read(shared.in_copy(a)).value() == "a photo");

    const std::string c = shared.attach("a third");
    const MediaCopy second = shared.copied();
    CHECK(second.copied == 1);
    CHECK(second.here_already == 2);

    REQUIRE(shared.files.remove(shared.in_store(a)));
    shared.write(shared.in_store(b), "a voice noise");
    const MediaCopy back = shared.brought();
    CHECK(back.copied == 1);
    CHECK(back.mended == 1);
    CHECK(back.here_already == 1);
    CHECK(shared.files.read(shared.in_store(a)).value() == "a photo");
    CHECK(shared.files.read(shared.in_store(b)).value() == "a voice note");
    CHECK(shared.files.read(shared.in_store(c)).value() == "a third");
    CHECK(shared.brought().copied == 0);
}

TEST_CASE("a copy that was cut short is copied again", "[media]") {
    Fixture shared;
    const std::string a = shared.attach("a photo");
    shared.copied();
    shared.write(shared.in_copy(a), "a ph");  // As some other tool leaves it.
    CHECK(shared.copied().mended == 1);
    CHECK(shared.files.read(shared.in_copy(a)).value() == "a photo");
}

TEST_CASE("a byte that the copy's disk changed is noticed and mended", "[media]") {
    Fixture shared;
    const std::string a = shared.attach("a photo"), b = shared.attach("a voice note");
    shared.copied();
    shared.write(shared.in_copy(a), "a phobo");  // As long as before.
    const MediaCopy mended = shared.copied();
    CHECK(mended.mended == 1);
    CHECK(mended.copied == 0);
    CHECK(mended.here_already == 1);
    CHECK(mended.damaged.empty());
    CHECK(shared.files.read(shared.in_copy(a)).value() == "a photo");
    CHECK(shared.files.read(shared.in_copy(b)).value() == "a voice note");

    shared.write(shared.in_copy(a), "a phobo");
    REQUIRE(shared.files.remove(shared.in_store(a)));
    const MediaCopy hopeless = shared.copied();
    CHECK(hopeless.mended == 0);
    CHECK(hopeless.missing.empty());
    REQUIRE(hopeless.lost.size() == 1);
    CHECK(hopeless.lost[0].sha256 == a);
}

TEST_CASE("a damaged file of the store never takes the place of a sound one in the copy", "[media]") {
    struct Row {
        const char* in_store;
        const char* in_copy;
        bool noticed;
        const char* why;
    };
    const Row rows[] = {
        {"a phobo", "a photo", false, "where the copy is sound only the length of the other is looked at"},
        {"a ph", "a photo", true, "which is enough for what was cut short"},
        {"a phobo", "a phono", true, "neither is sound"},
    };
    for (const Row& row : rows) {
        INFO(row.why);
        Fixture shared;
        const std::string a = shared.attach("a photo"), b = shared.attach("a voice note");
        shared.write(shared.in_copy(a), row.in_copy);
        shared.write(shared.in_store(a), row.in_store);
        const MediaCopy copy = shared.copied();
        CHECK(copy.copied == 1);
        CHECK(copy.mended == 0);
        CHECK(shared.files.read(shared.in_copy(a)).value() == row.in_copy);
        CHECK(shared.files.read(shared.in_copy(b)).value() == "a voice note");
        REQUIRE(copy.damaged.size() == (row.noticed ? 1 : 0));
        if (!row.noticed) continue;
        CHECK(copy.damaged[0].sha256 == a);
        CHECK(copy.damaged[0].name.starts_with("lamp.jpg, of story "));
    }
}

TEST_CASE("what is damaged is named, goes neither way, and stops nothing", "[media]") {
    Fixture shared;
    const std::string a = shared.attach("a photo"), b = shared.attach("a voice note");
    shared.write(shared.in_store(a), "another");
    const MediaExamination found = shared.examined();
    CHECK(found.named == 2);
    CHECK(found.missing.empty());
    REQUIRE(found.damaged.size() == 1);
    CHECK(found.damaged[0].sha256 == a);
    const MediaCopy copy = shared.copied();
    CHECK(copy.copied == 1);
    REQUIRE(copy.damaged.size() == 1);
    CHECK(copy.damaged[0].sha256 == a);
    CHECK_FALSE(shared.files.exists(shared.in_copy(a)));

    shared.write(shared.in_copy(b), "a voice noise");
    REQUIRE(shared.files.remove(shared.in_store(b)));
    const MediaCopy back = shared.brought();
    CHECK(back.copied == 0);
    REQUIRE(back.damaged.size() == 1);
    CHECK(back.damaged[0].sha256 == b);
    CHECK(back.lost.size() == 1);
    CHECK_FALSE(shared.files.exists(shared.in_store(b)));
}

TEST_CASE("what was deleted leaves the copy, and does not come back from it", "[media]") {
    Fixture shared;
    const std::string stays = shared.attach("a photo"), goes = shared.attach("a voice note");
    shared.copied();
    shared.write(shared.copy + "/ab/not-ours", "somebody's");
    shared.detach_newest();
    REQUIRE(shared.files.remove(shared.in_store(goes)));
    CHECK(shared.brought().copied == 0);
    CHECK_FALSE(shared.files.exists(shared.in_store(goes)));

    CHECK(shared.copied().removed == 1);
    CHECK_FALSE(shared.files.exists(shared.in_copy(goes)));
    CHECK(shared.files.exists(shared.in_copy(stays)));
    CHECK(shared.files.exists(shared.copy + "/ab/not-ours"));
}

TEST_CASE("a name that is no hash becomes no path", "[media]") {
    Fixture shared;
    shared.push(shared.writer, {test::sample_photo(250, 1, "../../shared.db")});
    CHECK(shared.copied().copied == 0);
    CHECK(shared.brought().copied == 0);
    CHECK(shared.examined().damaged.empty());
}

}  // namespace earshot::sync
