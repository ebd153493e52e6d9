// Databases from elsewhere: a damaged or hostile file is refused in words or can be worked with; it never breaks the
// program, and migrations of former schemas meet it first.
//
// The input is a list of changes to the oldest kept database, four bytes each: where (two bytes, in eighths of a page
// sector of 16 bytes), which byte there, and what it becomes. A single byte at the end cuts the file at that many
// 256ths.
#include <fstream>
#include <sstream>

#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "platform/host/host_files.hpp"
#include "sync/model/tables.hpp"
#include "sync/store/device_store.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/support/temporary_folder.hpp"

using namespace earshot;

namespace {

std::string kept_database() {
    std::ifstream file("tests/data/databases/schema-0001.db", std::ios::binary);  // From the root of the repository.
    std::stringstream content;
    content << file.rdbuf();
    FUZZ_LAW(content.str().size() > 4'096);
    return content.str();
}

std::string changed(std::string content, const std::uint8_t* data, std::size_t size) {
    std::size_t at = 0;
    for (; at + 4 <= size; at += 4) {
        const std::size_t place = (std::size_t{data[at]} << 8 | data[at + 1]) * 16 + data[at + 2] % 16;
        content[place % content.size()] = static_cast<char>(data[at + 3]);
    }
    if (at < size) content.resize(content.size() * data[at] / 256);
    return content;
}

void use(sync::DeviceStore& store, platform::Random& random, WallTime now) {
    static_cast<void>(store.status());
    if (const auto page = store.list({})) {
        for (const sync::StoryRow& row : page->rows) {
            static_cast<void>(store.find(sync::Kind::story, row.id));
            static_cast<void>(store.earlier_values(row.id));
            static_cast<void>(store.of_story(sync::Kind::echo, row.id));
        }
    }
    static_cast<void>(store.list({.search = "lamp"}));
    static_cast<void>(store.count_by_stage({}));
    static_cast<void>(store.outgoing(100, 1'000'000));
    static_cast<void>(store.draft());
    static_cast<void>(store.examine());
    const sync::Edit edit{sync::Kind::story,
                          random.uuid7(now),
                          {{sync::story::kind, std::string("pain")}, {sync::story::words, std::string("Again.")}}};
    static_cast<void>(store.write({&edit, 1}));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::string sound = kept_database();
    const test::TemporaryFolder folder;
    platform::HostFiles files;
    platform::SteppedClock clock;
    platform::SeededRandom random(5);
    FUZZ_LAW(files.write_atomic(folder.file("earshot.db"), changed(sound, data, size)).has_value());
    const auto store = sync::DeviceStore::open({.folder = folder.path()}, files, clock, random);
    if (!store) {
        FUZZ_LAW(!store.error().message.empty());
        return 0;
    }
    use(**store, random, clock.wall());
    return 0;
}
