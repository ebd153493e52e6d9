// tests/fuzz/replay.cpp: what runs a fuzz target where libFuzzer is not: the kept corpus, then seeded changes of it.
//
//   record_fuzz FOLDER [COUNT]     TEST_SEED=n repeats a run
//
// When the target stops the program, the input that did it is written to <program>.finding in the working folder, to be
// eaten again (record_fuzz FILE) and, once mended, kept in the corpus.
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

#include "platform/base/prng.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/support/seed.hpp"

namespace earshot::fuzz {
namespace {

constexpr std::size_t bytes_most = 32'768;

// What is being eaten, for the signal handler.
std::string finding_file;
const std::uint8_t* eaten = nullptr;
std::size_t eaten_size = 0;

void keep_finding(int signal) {
    const int file = ::open(finding_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file >= 0 && ::write(file, eaten, eaten_size) >= 0) ::close(file);
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void eat(const std::string& input) {
    eaten = reinterpret_cast<const std::uint8_t*>(input.data());
    eaten_size = input.size();
    LLVMFuzzerTestOneInput(eaten, eaten_size);
}

std::string content_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> corpus_in(const std::filesystem::path& path) {
    if (!std::filesystem::is_directory(path)) return {content_of(path)};
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(path))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<std::string> corpus;
    for (const auto& file : files)
        corpus.push_back(content_of(file));
    return corpus;
}

// One small change: a byte, a piece taken out, doubled, moved in from another input, or a number at a limit.
void change(std::string& input, const std::vector<std::string>& corpus, Prng& chance) {
    const auto place = [&] { return static_cast<std::size_t>(chance.below(input.size() + 1)); };
    const std::size_t at = place();
    const std::size_t length = std::min<std::size_t>(1 + chance.below(16), input.size() - at);
    switch (chance.below(7)) {
        case 0:
            if (at < input.size()) input[at] = static_cast<char>(input[at] ^ (1 << chance.below(8)));
            return;
        case 1:
            input.insert(at, 1, static_cast<char>(chance.below(256)));
            return;
        case 2:
            input.erase(at, length);
            return;
        case 3:
            input.insert(place(), input.substr(at, length));
            return;
        case 4: {
            const std::string& other = corpus[chance.below(corpus.size())];
            const auto from = static_cast<std::size_t>(chance.below(other.size() + 1));
            input.insert(at, other.substr(from, 1 + chance.below(64)));
            return;
        }
        case 5: {
            constexpr const char* limits[] = {"-1",    "0",      "9223372036854775807", "18446744073709551616",
                                              "1e999", "\\u0000"};
            input.insert(at, limits[chance.below(std::size(limits))]);
            return;
        }
        default:
            input.resize(at);
            return;
    }
}

int run(const std::filesystem::path& path, int changes) {
    const std::vector<std::string> corpus = corpus_in(path);
    for (const std::string& input : corpus)
        eat(input);
    std::printf("%zu kept inputs eaten\n", corpus.size());
    if (corpus.empty()) return 1;  // A folder that is not there would look like a run without findings.
    const std::uint64_t seed = test::seed();
    std::printf("%d changed ones, TEST_SEED=%llu\n", changes, static_cast<unsigned long long>(seed));
    std::fflush(stdout);
    Prng chance(seed);
    for (int i = 0; i < changes; ++i) {
        std::string input = corpus[chance.below(corpus.size())];
        for (std::uint64_t n = 1 + chance.below(6); n > 0; --n)
            change(input, corpus, chance);
        if (input.size() > bytes_most) input.resize(bytes_most);
        eat(input);
    }
    return 0;
}

}  // namespace
}  // namespace earshot::fuzz

int main(int count, char** arguments) {
    if (count < 2) {
        std::fprintf(stderr, "usage: %s FOLDER-OR-FILE [COUNT]\n", arguments[0]);
        return 2;
    }
    earshot::fuzz::finding_file = std::filesystem::path(arguments[0]).filename().string() + ".finding";
    for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL, SIGBUS})
        std::signal(signal, earshot::fuzz::keep_finding);
    return earshot::fuzz::run(arguments[1], count > 2 ? std::atoi(arguments[2]) : 0);
}
