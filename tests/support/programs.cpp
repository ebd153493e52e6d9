#include "tests/support/programs.hpp"

#include <algorithm>

#include <catch2/catch_test_macros.hpp>

#include "platform/host/host_files.hpp"
#include "platform/host/program_folder.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::test {

std::string program_path(const std::string& name) {
    return platform::program_folder() + "/" + name;
}

Outcome run_program(const std::string& path, const Arguments& arguments, const Arguments& environment) {
    const TemporaryFolder folder;
    auto child = platform::ChildProcess::start({.program = path,
                                                .arguments = arguments,
                                                .environment = environment,
                                                .output_file = folder.file("out"),
                                                .error_file = folder.file("err")});
    REQUIRE(child);
    const auto code = child->wait(patience);
    const platform::HostFiles files;
    Outcome outcome{code.value_or(-1), files.read(folder.file("out")).value(), files.read(folder.file("err")).value()};
    INFO(path << " " << (arguments.empty() ? "" : arguments.back()) << ": " << outcome.err);
    REQUIRE(code);
    return outcome;
}

Outcome run_earshot(const std::string& data, Arguments arguments) {
    arguments.insert(arguments.begin(), {"--data", data});
    return run_program(program_path("earshot"), arguments);
}

std::string output_of(const std::string& data, Arguments arguments) {
    Outcome outcome = run_earshot(data, std::move(arguments));
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    if (outcome.out.ends_with('\n')) outcome.out.pop_back();
    return outcome.out;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    return lines;
}

}  // namespace earshot::test
