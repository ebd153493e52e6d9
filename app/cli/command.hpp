// app/cli/command.hpp: how a subcommand says what may be typed after it, and what happens then.
//
//   const auto options = std::make_shared<Options>();
//   const Command command = app.add_command("echo", "Say that somebody else told you the same");
//   command.option("id", options->id, "The story").required();
//   command.runs([&shell, options] { return run_echo(shell, *options); });
//
// CLI11 reads the command line behind it, writes --help and says what was typed wrongly. It is named in command.cpp and
// command_line.cpp alone: its headers take five times as long to compile as all the rest of a subcommand.
//
// What an option writes into must live until the command line is read. Names are those of CLI11: "--limit", or "file"
// for what is told by its place.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/shell.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace earshot::app {

// What is wrong with a typed text, in words; "" when nothing is.
using Complaint = std::function<std::string(const std::string&)>;

class Option {
public:
    explicit Option(CLI::Option& option) : option_(&option) {}

    const Option& required() const;
    // Every one that is given counts, instead of several being wrong usage.
    const Option& take_all() const;
    const Option& needs(const Option& other) const;
    const Option& excludes(const Option& other) const;
    const Option& one_of(std::vector<std::string> words) const;
    const Option& between(int least, int most) const;
    const Option& between(double least, double most) const;
    // `shape` stands in --help for what may be typed, as WIDTHxHEIGHT.
    const Option& check(const Complaint& complaint, std::string shape = {}) const;

private:
    CLI::Option* option_;
};

class Command {
public:
    Command(CLI::App& app, Shell& shell) : app_(&app), shell_(&shell) {}

    Command add_command(const std::string& name, const std::string& help) const;
    // One of the commands below this one must be chosen.
    void require_command() const;

    Option option(const std::string& name, std::string& into, const std::string& help) const;
    Option option(const std::string& name, std::vector<std::string>& into, const std::string& help) const;
    Option option(const std::string& name, int& into, const std::string& help) const;
    Option option(const std::string& name, std::size_t& into, const std::string& help) const;
    Option option(const std::string& name, double& into, const std::string& help) const;
    Option flag(const std::string& name, bool& into, const std::string& help) const;
    // What --help ends with: the rest of what one should know, then examples.
    void footer(const std::string& text) const;

    // What happens when this command is chosen. Its exit code is the program's.
    void runs(std::function<ExitCode()> action) const;
    // What happens when no command is.
    void runs_alone(std::function<ExitCode()> action) const;

private:
    CLI::App* app_;
    Shell* shell_;
};

// Ends the action of a command as wrong usage: `what` is required, but was not typed. For what required() cannot say.
[[noreturn]] void missing(const std::string& what);

}  // namespace earshot::app
