#include "app/cli/command.hpp"

#include <charconv>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

namespace earshot::app {
namespace {

// In our own words: the library's differ from version to version.
template <class Number>
CLI::Validator range(Number least, Number most) {
    const std::string shape = fmt::format("{} to {}", least, most);
    const auto complain = [least, most, shape](const std::string& text) {
        Number number{};
        const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), number);
        const bool fits =
            trouble == std::errc{} && end == text.data() + text.size() && number >= least && number <= most;
        return fits ? std::string() : text + " is not " + shape;
    };
    return {complain, shape};
}

}  // namespace

const Option& Option::required() const {
    option_->required();
    return *this;
}

const Option& Option::take_all() const {
    option_->take_all();
    return *this;
}

const Option& Option::needs(const Option& other) const {
    option_->needs(other.option_);
    return *this;
}

const Option& Option::excludes(const Option& other) const {
    option_->excludes(other.option_);
    return *this;
}

const Option& Option::one_of(std::vector<std::string> words) const {
    option_->check(CLI::IsMember(std::move(words)));
    return *this;
}

const Option& Option::between(int least, int most) const {
    option_->check(range(least, most));
    return *this;
}

const Option& Option::between(double least, double most) const {
    option_->check(range(least, most));
    return *this;
}

const Option& Option::check(const Complaint& complaint, std::string shape) const {
    option_->check(CLI::Validator([complaint](const std::string& text) { return complaint(text); }, std::move(shape)));
    return *this;
}

Command Command::add_command(const std::string& name, const std::string& help) const {
    return {*app_->add_subcommand(name, help), *shell_};
}

void Command::require_command() const {
    app_->require_subcommand(1);
}

Option Command::option(const std::string& name, std::string& into, const std::string& help) const {
    return Option(*app_->add_option(name, into, help));
}

Option Command::option(const std::string& name, std::vector<std::string>& into, const std::string& help) const {
    return Option(*app_->add_option(name, into, help));
}

Option Command::option(const std::string& name, int& into, const std::string& help) const {
    return Option(*app_->add_option(name, into, help));
}

Option Command::option(const std::string& name, std::size_t& into, const std::string& help) const {
    return Option(*app_->add_option(name, into, help));
}

Option Command::option(const std::string& name, double& into, const std::string& help) const {
    return Option(*app_->add_option(name, into, help));
}

Option Command::flag(const std::string& name, bool& into, const std::string& help) const {
    return Option(*app_->add_flag(name, into, help));
}

void Command::footer(const std::string& text) const {
    app_->footer(text);
}

void Command::runs(std::function<ExitCode()> action) const {
    app_->callback([shell = shell_, action = std::move(action)] { shell->exit_code = action(); });
}

void Command::runs_alone(std::function<ExitCode()> action) const {
    app_->final_callback([app = app_, shell = shell_, action = std::move(action)] {
        if (app->get_subcommands().empty()) shell->exit_code = action();
    });
}

void missing(const std::string& what) {
    throw CLI::RequiredError(what);
}

}  // namespace earshot::app
