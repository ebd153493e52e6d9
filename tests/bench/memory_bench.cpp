// tests/bench/memory_bench.cpp: what the real programs hold in memory while 20,000 stories of about 1 KB are on their
// way.
//
//   memory_bench [STORIES]
//
// earshot-server and `earshot sync --once` as processes of their own, watched through what the kernel counts.
#include <cstdlib>

#include "platform/host/child_process.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/pause.hpp"
#include "platform/host/program_folder.hpp"
#include "sync/model/tables.hpp"
#include "tests/bench/measure.hpp"
#include "tests/bench/story_maker.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::bench {
namespace {

using platform::ChildProcess;

constexpr Duration patience{600'000};

class Programs {
public:
    Programs() { EARSHOT_ASSERT(files_.make_folder(folder_.path()).has_value()); }

    std::string path(const std::string& name) const { return folder_.file(name); }
    // What the program that was started last has printed.
    std::string output() const { return files_.read(output_file()).value(); }

    ChildProcess start(const std::string& program, std::vector<std::string> arguments) {
        started_ += 1;
        auto child = ChildProcess::start({.program = platform::program_folder() + "/" + program,
                                          .arguments = std::move(arguments),
                                          .environment = {},
                                          .output_file = output_file(),
                                          .error_file = output_file() + ".err"});
        EARSHOT_ASSERT(child.has_value());
        return std::move(*child);
    }
    // To the end; the most memory it was seen to hold.
    double run(const std::string& program, std::vector<std::string> arguments) {
        ChildProcess child = start(program, std::move(arguments));
        const std::string id = std::to_string(child.id());
        double most = 0;
        while (!child.exit_code()) {
            most = std::max(most, memory_mb("VmHWM", id));
            platform::pause(Duration{2});
        }
        if (child.exit_code() != 0) std::fputs(files_.read(output_file() + ".err").value().c_str(), stderr);
        EARSHOT_ASSERT(child.exit_code() == 0);
        return most;
    }

private:
    std::string output_file() const { return folder_.file("out" + std::to_string(started_)); }

    test::TemporaryFolder folder_;
    platform::HostFiles files_;
    int started_ = 0;
};

std::string last_line(std::string text) {
    while (text.ends_with('\n'))
        text.pop_back();
    return text.substr(text.rfind('\n') + 1);
}

void write_table(const std::string& file, std::size_t stories) {
    std::string table = "words,mood\n";
    StoryMaker maker(7, stories);
    for (std::size_t i = 0; i < stories; ++i) {
        const sync::Record story = maker.next();
        std::string words;
        for (const char c : story.text(sync::story::words))
            words += c == '"' ? std::string("\"\"") : std::string(1, c);
        table += '"' + words + "\"," + std::to_string(1 + i % 5) + '\n';
    }
    EARSHOT_ASSERT(platform::HostFiles().write_atomic(file, table).has_value());
}

void bench(std::size_t stories) {
    print_title("Memory of the programs, " + std::to_string(stories) + " stories");
    Programs programs;
    const std::string shared = programs.path("server"), first = programs.path("first"),
                      second = programs.path("second"), table = programs.path("stories.csv");
    ChildProcess server =
        programs.start("earshot-server", {"--data", shared, "serve", "--quiet", "--listen", "127.0.0.1:0"});
    Duration waited{0};
    for (; !programs.output().ends_with('\n') && waited < patience; waited += Duration{5})
        platform::pause(Duration{5});
    const std::string address = last_line(programs.output());
    for (const std::string& device : {first, second}) {
        programs.run("earshot-server", {"--data", shared, "enrol", "--site", "leeds"});
        const std::string code = last_line(programs.output());
        programs.run("earshot", {"--data", device, "enrol", "--server", address, "--code", code});
    }
    write_table(table, stories);
    const double importing =
        programs.run("earshot", {"--data", first, "import", table, "--map", "words=words,mood=mood"});
    const std::string id = std::to_string(server.id());
    const double pushing = programs.run("earshot", {"--data", first, "sync", "--once"});
    const double server_pushed = memory_mb("VmHWM", id);
    const double pulling = programs.run("earshot", {"--data", second, "sync", "--once"});
    const double server_pulled = memory_mb("VmHWM", id);
    const auto print = [](const char* what, double mb) { std::printf("  %-58s %10.1f MB   goal 60\n", what, mb); };
    print("earshot import", importing);
    print("earshot sync --once, sending all of them", pushing);
    print("earshot sync --once, receiving all of them", pulling);
    print("earshot-server, after it took them", server_pushed);
    print("earshot-server, after it gave them", server_pulled);
    server.end(patience);
}

}  // namespace
}  // namespace earshot::bench

int main(int count, char** arguments) {
    earshot::bench::bench(count > 1 ? std::strtoul(arguments[1], nullptr, 10) : 20'000);
    return 0;
}
