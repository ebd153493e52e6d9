#include "tests/e2e/company.hpp"

#include <catch2/catch_test_macros.hpp>

#include "platform/host/host_files.hpp"
#include "platform/host/pause.hpp"
#include "sync/portable/json.hpp"

namespace earshot::test {

void Server::start(Arguments arguments) {
    const std::string port = url_.empty() ? "0" : std::to_string(this->port());
    const platform::HostFiles files;
    REQUIRE(platform::HostFiles().make_folder(folder_));
    arguments.insert(arguments.begin(), {"serve", "--listen", "127.0.0.1:" + port});
    auto started = platform::ChildProcess::start({.program = program_path("earshot-server"),
                                                  .arguments = with_place(std::move(arguments)),
                                                  .environment = {},
                                                  .output_file = folder_ + ".out",
                                                  .error_file = log_file()});
    REQUIRE(started);
    process_ = std::move(*started);
    const auto said = [&] {
        const auto text = files.read(folder_ + ".out");
        return text ? *text : std::string();
    };
    for (int i = 0; i < 60'000 && !said().ends_with('\n') && is_running(); ++i)
        platform::pause(Duration{1});
    INFO(files.read(log_file()).value());
    REQUIRE(said().ends_with('\n'));
    url_ = lines_of(said()).front();
}

int Server::stop() {
    const int code = process_->end(patience);
    process_.reset();
    return code;
}

void Server::kill() {
    process_->kill();
    process_->wait(patience);
    process_.reset();
}

bool Server::is_running() {
    return process_ && !process_->exit_code();
}

std::uint16_t Server::port() const {
    return static_cast<std::uint16_t>(std::stoi(url_.substr(url_.rfind(':') + 1)));
}

std::string Server::new_code(const std::string& role, const std::string& site) {
    const Outcome outcome = run({"enrol", "--role", role, "--site", site});
    INFO(outcome.err);
    REQUIRE(outcome.code == 0);
    return lines_of(outcome.out).back();
}

Arguments Server::with_place(Arguments arguments) const {
    if (!store_.empty()) arguments.insert(arguments.begin(), {"--store", store_});
    if (store_.empty() || !media_.empty())
        arguments.insert(arguments.begin(), {"--data", media_.empty() ? folder_ : media_});
    return arguments;
}

Outcome Server::run(Arguments arguments) const {
    return run_program(program_path("earshot-server"), with_place(std::move(arguments)));
}

Company::Company() : server(folder_.file("server")) {
    server.start();
}

std::string enrol_with(Server& server, const std::string& data, const std::string& role, const std::string& site) {
    const std::string name = data.substr(data.rfind('/') + 1);
    output_of(data, {"enrol", "--server", server.url(), "--code", server.new_code(role, site), "--name", name});
    return data;
}

std::string Company::enrol(const std::string& name, const std::string& role, const std::string& site) {
    return enrol_with(server, folder_.file(name), role, site);
}

Synced synced(const std::string& data) {
    const std::string line = output_of(data, {"sync", "--once", "--json"});
    return {number_in(line, "sent"), number_in(line, "received"), number_in(line, "refused"),
            number_in(line, "waiting")};
}

std::string exported(const std::string& data, const std::string& format) {
    return output_of(data, {"export", "--format", format});
}

std::int64_t number_in(const std::string& json_line, const char* name) {
    const auto json = sync::JsonReader::parse(json_line);
    REQUIRE(json);
    yyjson_val* value = yyjson_obj_get(json->root(), name);
    REQUIRE(yyjson_is_int(value));
    return yyjson_get_sint(value);
}

std::string text_in(const std::string& json_line, const char* name) {
    const auto json = sync::JsonReader::parse(json_line);
    REQUIRE(json);
    return std::string(sync::text_member(json->root(), name));
}

platform::ChildProcess start_earshot(const std::string& data, Arguments arguments) {
    arguments.insert(arguments.begin(), {"--data", data});
    auto child = platform::ChildProcess::start({.program = program_path("earshot"),
                                                .arguments = std::move(arguments),
                                                .environment = {},
                                                .output_file = data + ".out",
                                                .error_file = data + ".err"});
    REQUIRE(child);
    return std::move(*child);
}

std::string table_of(const std::string& name, int first, int stories) {
    std::string table = "words,mood,others\n";
    for (int i = first; i < first + stories; ++i) {
        table += "\"" + name + " " + std::to_string(i) + ": they said eight, it was ten.\"," +
                 std::to_string(i % 5 + 1) + "," + std::to_string(i % 3) + "\n";
    }
    return table;
}

}  // namespace earshot::test
