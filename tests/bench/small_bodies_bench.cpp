// tests/bench/small_bodies_bench.cpp: what the small messages of an ordinary day weigh, as they are, packed by zstd
// alone, and packed against the dictionary that both sides have (sync/protocol/small_dictionary.hpp).
//
//   small_bodies_bench [REVIEWS.csv]       reviews as stories, which the dictionary has never seen; otherwise those it
//                                          was trained on, which flatters it
//   small_bodies_bench --train FILE        makes the dictionary from the demo company; the same libzstd makes the same
//                                          bytes. Never over one that has been released.
#include <array>
#include <cstring>
#include <string_view>

#include <zdict.h>

#include "app/demo/demo_store.hpp"
#include "platform/host/host_files.hpp"
#include "sync/protocol/compression.hpp"
#include "sync/protocol/small_dictionary.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/small_bodies.hpp"

namespace earshot::bench {
namespace {

using Edits = std::vector<sync::Edit>;
using Bodies = std::vector<std::string>;

constexpr std::size_t dictionary_bytes = std::size_t{8} * 1024;
constexpr int dictionary_level = 6;

Edits edits_of_demo() {
    platform::HostFiles files;
    const CivilTime day = civil_from_wall(app::demo_moment, std::chrono::minutes{0});
    auto company = must(app::read_demo_company(files, app::demo_options("assets", day, "en")));
    Edits edits = std::move(company.own);
    edits.insert(edits.end(), company.others.begin(), company.others.end());
    return edits;
}

Edits of_kind(sync::Kind kind, const Edits& edits) {
    Edits some;
    std::copy_if(edits.begin(), edits.end(), std::back_inserter(some), [&](const auto& e) { return e.kind == kind; });
    return some;
}

// ---- training -------------------------------------------------------------------------------------------------------

// Messages in about the shares that devices send them in.
Bodies bodies_to_learn(const Edits& edits) {
    SmallBodies make(1);
    Bodies bodies;
    for (std::size_t i = 0; i < edits.size(); ++i) {
        bodies.push_back(make.pushed(edits[i]));
        bodies.push_back(i % 2 == 1 ? make.accepted() : make.nothing_answered());
        if (i % 2 == 1) bodies.push_back(make.page({&edits[i], 1}));
        if (i % 4 == 0) bodies.push_back(make.nothing_asked());
    }
    return bodies;
}

std::size_t checked(std::size_t length) {
    if (ZDICT_isError(length) != 0) std::fprintf(stderr, "%s\n", ZDICT_getErrorName(length));
    EARSHOT_ASSERT(ZDICT_isError(length) == 0);
    return length;
}

// The trainer chooses the content; then the tables of its head are made for the level we pack with, and it gets its id.
std::string trained_on(const Bodies& bodies) {
    std::string all;
    std::vector<std::size_t> sizes;
    for (const std::string& body : bodies) {
        all += body;
        sizes.push_back(body.size());
    }
    const auto count = static_cast<unsigned>(sizes.size());
    std::string chosen(dictionary_bytes, '\0'), dictionary(dictionary_bytes, '\0');
    chosen.resize(checked(ZDICT_trainFromBuffer(chosen.data(), chosen.size(), all.data(), sizes.data(), count)));
    const std::string content = chosen.substr(ZDICT_getDictHeaderSize(chosen.data(), chosen.size()));
    dictionary.resize(checked(ZDICT_finalizeDictionary(
        dictionary.data(), dictionary.size(), content.data(), content.size(), all.data(), sizes.data(), count,
        {.compressionLevel = dictionary_level, .notificationLevel = 0, .dictID = sync::small_dictionary_id})));
    return dictionary;
}

// ---- measuring ------------------------------------------------------------------------------------------------------

struct Sort {
    std::string what;
    Bodies bodies;
};

std::vector<Sort> sorts_of(const Edits& stories, const Edits& echoes) {
    SmallBodies make(99);
    std::vector<Sort> sorts{{"asked, nothing new", {}},
                            {"answered, nothing new", {}},
                            {"one story pushed", {}},
                            {"answered, accepted", {}},
                            {"one echo pushed", {}}};
    for (const sync::Edit& story : stories) {
        sorts[0].bodies.push_back(make.nothing_asked());
        sorts[1].bodies.push_back(make.nothing_answered());
        sorts[2].bodies.push_back(make.pushed(story));
        sorts[3].bodies.push_back(make.accepted());
    }
    for (const sync::Edit& echo : echoes)
        sorts[4].bodies.push_back(make.pushed(echo));
    for (const std::size_t count : std::array<std::size_t, 5>{1, 3, 10, 20, 100}) {
        Sort pages{"a page of " + std::to_string(count), {}};
        for (std::size_t from = 0; from + count <= stories.size(); from += count)
            pages.bodies.push_back(make.page({&stories[from], count}));
        sorts.push_back(std::move(pages));
    }
    return sorts;
}

struct Weighed {
    double bytes = 0, microseconds = 0;  // of one body
};

Weighed weigh(const Bodies& bodies, sync::Coding coding) {
    std::size_t bytes = 0;
    const double ms = ms_of([&] {
        for (const std::string& body : bodies)
            bytes += sync::pack(coding, body).size();
    });
    const auto count = static_cast<double>(bodies.size());
    return {static_cast<double>(bytes) / count, ms * 1'000 / count};
}

double unpacking_microseconds(const Bodies& bodies, sync::Coding coding) {
    Bodies packed;
    for (const std::string& body : bodies)
        packed.push_back(sync::pack(coding, body));
    const double ms = ms_of([&] {
        for (const std::string& one : packed)
            EARSHOT_ASSERT(sync::unpack(coding, one, std::size_t{1} << 24).has_value());
    });
    return ms * 1'000 / static_cast<double>(bodies.size());
}

void measure(const std::string& reviews) {
    const Edits demo = edits_of_demo();
    Edits stories = of_kind(sync::Kind::story, demo), echoes = of_kind(sync::Kind::echo, demo);
    if (!reviews.empty()) {
        stories = stories_of_reviews(must(platform::HostFiles().read(reviews)));
        echoes.clear();
        for (const sync::Edit& story : stories)
            echoes.push_back(echo_of(story));
    }
    print_title("Bytes of one body, and microseconds to pack and unpack it");
    std::printf("  %-24s %7s %7s %7s %9s %19s %19s\n", "", "as it is", "zstd", "ez1", "ez1/zstd", "zstd", "ez1");
    for (const Sort& sort : sorts_of(stories, echoes)) {
        weigh(sort.bodies, sync::Coding::small_zstd);  // warm
        const Weighed plain = weigh(sort.bodies, sync::Coding::identity);
        const Weighed zstd = weigh(sort.bodies, sync::Coding::zstd);
        const Weighed small = weigh(sort.bodies, sync::Coding::small_zstd);
        std::printf("  %-24s %7.0f %7.0f %7.0f %9.2f %9.0f %9.0f %9.0f %9.0f\n", sort.what.c_str(), plain.bytes,
                    zstd.bytes, small.bytes, small.bytes / zstd.bytes, zstd.microseconds,
                    unpacking_microseconds(sort.bodies, sync::Coding::zstd), small.microseconds,
                    unpacking_microseconds(sort.bodies, sync::Coding::small_zstd));
    }
}

void train(const std::string& file) {
    const std::string dictionary = trained_on(bodies_to_learn(edits_of_demo()));
    platform::HostFiles files;
    must(files.write_atomic(file, dictionary));
    std::printf("%zu bytes in %s\n", dictionary.size(), file.c_str());
}

}  // namespace
}  // namespace earshot::bench

int main(int count, char** arguments) {
    if (count == 3 && std::strcmp(arguments[1], "--train") == 0) {
        earshot::bench::train(arguments[2]);
    } else {
        earshot::bench::measure(count > 1 ? arguments[1] : "");
    }
    return 0;
}
