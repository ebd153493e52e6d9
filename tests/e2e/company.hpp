// tests/e2e/company.hpp: a shared store and devices of one company, all of them real processes in temporary folders.
#pragma once

#include <optional>
#include <string>

#include "platform/host/child_process.hpp"
#include "tests/support/programs.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::test {

// earshot-server serve, on a port of the system's choice that it keeps when it is started again.
class Server {
public:
    // `store` is the address of a PostgreSQL, and `media` the folder of its media; without them the folder holds all.
    explicit Server(std::string folder, std::string store = {}, std::string media = {})
        : folder_(std::move(folder)), store_(std::move(store)), media_(std::move(media)) {}

    // earshot-server serve <arguments>
    void start(Arguments arguments = {});
    // SIGTERM: in order. Its exit code.
    int stop();
    // SIGKILL: as if the power had failed.
    void kill();
    bool is_running();

    const std::string& url() const { return url_; }
    int process_id() const { return process_->id(); }
    std::string log_file() const { return folder_ + ".err"; }
    std::uint16_t port() const;
    std::string new_code(const std::string& role = "teller", const std::string& site = "leeds");
    // earshot-server with its store and <arguments>
    Outcome run(Arguments arguments) const;

private:
    Arguments with_place(Arguments arguments) const;

    std::string folder_, store_, media_;
    std::string url_;
    std::optional<platform::ChildProcess> process_;
};

// The data folder of a device that has just been enrolled with this server.
std::string enrol_with(Server& server, const std::string& data, const std::string& role = "teller",
                       const std::string& site = "leeds");

class Company {
    TemporaryFolder folder_;  // First: the server lives in it.

public:
    Company();

    Server server;
    const std::string& folder() const { return folder_.path(); }
    // The data folder of a device that has just been enrolled.
    std::string enrol(const std::string& name, const std::string& role = "teller", const std::string& site = "leeds");
};

// The words of sync --once --json.
struct Synced {
    std::int64_t sent = 0, received = 0, refused = 0, waiting = 0;
};
Synced synced(const std::string& data);
std::string exported(const std::string& data, const std::string& format = "jsonl");
std::int64_t number_in(const std::string& json_line, const char* name);
std::string text_in(const std::string& json_line, const char* name);

// Starts earshot with these arguments; its output goes to <data>.out and <data>.err.
platform::ChildProcess start_earshot(const std::string& data, Arguments arguments);

// A table of stories whose words begin with `name`, one for each number from `first` on.
std::string table_of(const std::string& name, int first, int stories);

}  // namespace earshot::test
