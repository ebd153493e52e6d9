#include "sync/server/blobs/folder_blob_store.hpp"

#include <filesystem>

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "platform/fake/memory_files.hpp"
#include "platform/fake/seeded_random.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/sha256.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::sync {
namespace {

constexpr WallTime noon{1'793'701'200'000};
constexpr const char* empty_hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

struct Fixture {
    platform::MemoryFiles files;
    platform::SeededRandom random{3};
    std::unique_ptr<FolderBlobStore> blobs = open();

    std::unique_ptr<FolderBlobStore> open() {
        auto opened = FolderBlobStore::open("/srv", files, random);
        EARSHOT_ASSERT(opened.has_value());
        return std::move(*opened);
    }
    Upload begin(const std::string& content, const std::string& hash = {}) {
        const NewUpload what{Id{}, content.size(), hash.empty() ? platform::sha256_hex(content) : hash, "name eA=="};
        auto upload = blobs->begin(what, noon);
        EARSHOT_ASSERT(upload.has_value());
        return std::move(*upload);
    }
    std::string whole(const std::string& hash) {
        const auto size = blobs->size(hash);
        EARSHOT_ASSERT(size.has_value());
        return *size ? blobs->read(hash, 0, 1'000'000).value() : "not there";
    }
};

}  // namespace

TEST_CASE("what arrives in pieces becomes a blob once it is whole, not sooner") {
    Fixture shared;
    const std::string content = "a photo of the lamp", hash = platform::sha256_hex(content);
    const Upload upload = shared.begin(content);
    CHECK(upload.offset == 0);
    CHECK(shared.blobs->append(upload.id, 0, "a photo ", noon)->offset == 8);
    CHECK(shared.whole(hash) == "not there");
    shared.blobs = shared.open();  // As after a crash: it goes on where it stopped.
    const auto found = shared.blobs->find(upload.id, noon).value();
    REQUIRE(found);
    CHECK(found->offset == 8);
    CHECK(found->what.metadata == "name eA==");
    CHECK(shared.blobs->append(upload.id, 8, "of the lamp", noon)->is_complete());
    CHECK(shared.whole(hash) == content);
    CHECK(shared.blobs->read(hash, 2, 5).value() == "photo");
    CHECK(shared.blobs->find(upload.id, noon).value()->is_complete());  // For whoever lost the answer.
}

TEST_CASE("bytes for another place than the upload stands at are not taken") {
    Fixture shared;
    const Upload upload = shared.begin("0123456789");
    REQUIRE(shared.blobs->append(upload.id, 0, "01234", noon));
    CHECK(shared.blobs->append(upload.id, 0, "01234", noon)->offset == 5);
    CHECK(shared.blobs->append(upload.id, 7, "789", noon)->offset == 5);
    CHECK(shared.blobs->append(upload.id, 5, "56789", noon)->is_complete());
}

TEST_CASE("content with another hash than announced is dropped") {
    Fixture shared;
    const std::string hash = platform::sha256_hex("honest");
    const Upload upload = shared.begin("forged", hash);
    const auto taken = shared.blobs->append(upload.id, 0, "forged", noon);
    REQUIRE_FALSE(taken);
    CHECK(taken.error().code == Errc::invalid);
    CHECK(shared.whole(hash) == "not there");
    CHECK_FALSE(shared.blobs->find(upload.id, noon).value());
    CHECK(shared.files.list("/srv/uploads").value().empty());
}

TEST_CASE("content that is there is not taken again") {
    Fixture shared;
    const Upload first = shared.begin("twice");
    REQUIRE(shared.blobs->append(first.id, 0, "twice", noon));
    const Upload second = shared.begin("twice");
    CHECK(second.is_complete());
    CHECK(second.id != first.id);
    CHECK(shared.blobs->find(second.id, noon).value()->is_complete());
    const auto lying = shared.blobs->begin({Id{}, 6, platform::sha256_hex("twice"), ""}, noon);
    CHECK(lying.error().code == Errc::invalid);
}

TEST_CASE("two uploads of the same content are both complete once one is") {
    Fixture shared;
    const Upload one = shared.begin("same"), other = shared.begin("same");
    REQUIRE(shared.blobs->append(other.id, 0, "sa", noon));
    REQUIRE(shared.blobs->append(one.id, 0, "same", noon)->is_complete());
    CHECK(shared.blobs->find(other.id, noon).value()->is_complete());
    CHECK(shared.whole(platform::sha256_hex("same")) == "same");
}

TEST_CASE("an empty file is a blob too, from the start") {
    Fixture shared;
    CHECK(shared.begin("").is_complete());
    CHECK(shared.whole(empty_hash).empty());
}

TEST_CASE("an upload whose last byte came just before a crash is finished by whoever asks for it") {
    Fixture shared;
    const std::string content = "the very last byte", hash = platform::sha256_hex(content);
    const Upload sound = shared.begin(content);
    REQUIRE(shared.files.write_end("/srv/uploads/" + sound.id + ".part", 0, content));
    CHECK(shared.blobs->find(sound.id, noon).value()->is_complete());
    CHECK(shared.whole(hash) == content);
    // What a power cut spoiled shows in the hash: the upload is not there any more.
    const Upload spoiled = shared.begin("spoiled");
    REQUIRE(shared.files.write_end("/srv/uploads/" + spoiled.id + ".part", 0, std::string(7, '\0')));
    CHECK_FALSE(shared.blobs->find(spoiled.id, noon).value());
}

TEST_CASE("an upload can be given up, and is forgotten after a week") {
    Fixture shared;
    const Upload given_up = shared.begin("given up"), kept = shared.begin("kept for a while");
    REQUIRE(shared.blobs->append(kept.id, 0, "kept", noon));
    REQUIRE(shared.blobs->drop(given_up.id));
    CHECK(shared.blobs->drop(given_up.id).error().code == Errc::not_found);
    CHECK_FALSE(shared.blobs->find(given_up.id, noon).value());
    const WallTime before = noon + upload_life + Duration{-1}, after = noon + upload_life;
    CHECK(shared.blobs->expire(before).value() == 0);
    CHECK(shared.blobs->find(kept.id, before).value());
    CHECK_FALSE(shared.blobs->find(kept.id, after).value());
    CHECK(shared.blobs->append(kept.id, 4, " for", after).error().code == Errc::not_found);
    CHECK(shared.blobs->expire(after).value() == 1);
    CHECK(shared.files.list("/srv/uploads").value().empty());
}

TEST_CASE("what is removed leaves nothing in uploads that stopped half way") {
    Fixture shared;
    const std::string goes = "a photo of the customer", stays = "a photo of the lamp";
    const Upload whole = shared.begin(goes), half = shared.begin(goes), other = shared.begin(stays);
    REQUIRE(shared.blobs->append(half.id, 0, "a photo", noon));
    REQUIRE(shared.blobs->append(other.id, 0, "a photo", noon));
    REQUIRE(shared.blobs->append(whole.id, 0, goes, noon));
    const std::vector hashes{platform::sha256_hex(goes), platform::sha256_hex("never seen")};
    REQUIRE(shared.blobs->remove(hashes));
    CHECK(shared.whole(hashes[0]) == "not there");
    CHECK_FALSE(shared.files.exists("/srv/uploads/" + half.id + ".part"));
    CHECK_FALSE(shared.blobs->find(half.id, noon).value());
    CHECK(shared.blobs->find(other.id, noon).value()->offset == 7);
    CHECK(shared.begin(goes).offset == 0);
}

TEST_CASE("a file that cannot be removed keeps no other from going") {
    // A folder stands where the first file should be: it cannot be removed like a file.
    test::TemporaryFolder folder;
    platform::HostFiles files;
    platform::SeededRandom random{3};
    const auto blobs = FolderBlobStore::open(folder.path(), files, random).value();
    std::vector<std::string> hashes;
    for (const std::string content : {"a photo of the customer", "a photo of the lamp"}) {
        hashes.push_back(platform::sha256_hex(content));
        const auto upload = blobs->begin({Id{}, content.size(), hashes.back(), ""}, noon).value();
        REQUIRE(blobs->append(upload.id, 0, content, noon));
    }
    std::vector<std::string> stuck;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path()))
        if (entry.path().filename().string().find(hashes[0].substr(4)) != std::string::npos)
            stuck.push_back(entry.path());
    REQUIRE(stuck.size() == 1);
    std::filesystem::remove(stuck[0]);
    std::filesystem::create_directories(stuck[0] + "/full");
    CHECK_FALSE(blobs->remove(hashes));
    CHECK_FALSE(blobs->size(hashes[1]).value());
}

TEST_CASE("a name that is none of ours leads nowhere") {
    Fixture shared;
    REQUIRE(shared.files.make_folder("/etc"));
    REQUIRE(shared.files.write_atomic("/etc/passwd", "secret"));
    const std::string name =
        GENERATE("", "..", "../../etc/passwd", "../../../etc/passwd\n", "%2e%2e", "AB/../../etc/passwd",
                 "0123456789abcdef0123456789abcde", "0123456789ABCDEF0123456789ABCDEF");
    CHECK_FALSE(shared.blobs->find(name, noon).value());
    CHECK(shared.blobs->append(name, 0, "x", noon).error().code == Errc::not_found);
    CHECK(shared.blobs->drop(name).error().code == Errc::not_found);
    CHECK_FALSE(shared.blobs->size(name).value());
    CHECK(shared.blobs->read(name, 0, 10).error().code == Errc::not_found);
}

TEST_CASE("a full disk is said before the first byte is sent") {
    Fixture shared;
    shared.files.set_capacity(65 * 1024 * 1024);
    const auto upload = shared.blobs->begin({Id{}, 2 * 1024 * 1024, empty_hash, ""}, noon);
    CHECK(upload.error().code == Errc::full);
}

}  // namespace earshot::sync
