#include "sync/server/postgres/connection_string.hpp"

#include <algorithm>
#include <memory>

#include <libpq-fe.h>

namespace earshot::sync::postgres {
namespace {

std::vector<std::string_view> parts_of(std::string_view list) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; at <= list.size();) {
        const std::size_t end = std::min(list.find(',', at), list.size());
        parts.push_back(list.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

}  // namespace

Result<ConnectionString> ConnectionString::parse(const std::string& text) {
    if (!text.starts_with("postgres://") && !text.starts_with("postgresql://")) {
        return Error{Errc::invalid,
                     "The store is written as postgres://USER@HOST:PORT/DATABASE; several hosts stand with commas "
                     "between them."};
    }
    char* trouble = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(PQconninfoParse(text.c_str(), &trouble),
                                                                               &PQconninfoFree);
    const std::unique_ptr<char, decltype(&PQfreemem)> trouble_owner(trouble, &PQfreemem);
    if (!options) {
        std::string reason = trouble ? trouble : "out of memory";
        while (reason.ends_with('\n'))
            reason.pop_back();
        return Error{Errc::invalid,
                     "The address of the store cannot be read: " + reason +
                         ". It is written as "
                         "postgres://USER@HOST:PORT/DATABASE; several hosts stand with commas between them."};
    }
    ConnectionString string;
    for (const PQconninfoOption* option = options.get(); option->keyword; ++option) {
        if (option->val) string.settings_.emplace_back(option->keyword, option->val);
    }
    string.unless_said("target_session_attrs", "read-write");
    string.unless_said("connect_timeout", "4");
    string.unless_said("fallback_application_name", "earshot-server");
    // A host that has gone without a word is noticed by both sides of the silence: while waiting and while sending.
    string.unless_said("keepalives_idle", "10");
    string.unless_said("keepalives_interval", "5");
    string.unless_said("keepalives_count", "3");
    string.unless_said("tcp_user_timeout", "25000");
    std::erase_if(string.settings_, [](const auto& setting) { return setting.first == "client_encoding"; });
    string.settings_.emplace_back("client_encoding", "UTF8");
    return string;
}

std::string_view ConnectionString::value_of(std::string_view keyword) const {
    const auto at =
        std::find_if(settings_.begin(), settings_.end(), [&](const auto& setting) { return setting.first == keyword; });
    return at == settings_.end() ? std::string_view() : std::string_view(at->second);
}

void ConnectionString::unless_said(std::string_view keyword, std::string_view value) {
    if (value_of(keyword).empty()) settings_.emplace_back(keyword, value);
}

std::string ConnectionString::shown() const {
    std::string text = "postgres://";
    if (const auto user = value_of("user"); !user.empty()) text += std::string(user) + '@';
    const auto hosts = parts_of(value_of("host")), ports = parts_of(value_of("port"));
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        if (i > 0) text += ',';
        text += hosts[i];
        // One port stands for all hosts.
        const std::string_view port = ports.size() == 1 ? ports[0] : i < ports.size() ? ports[i] : std::string_view();
        if (!port.empty()) text += ':' + std::string(port);
    }
    return text + '/' + std::string(value_of("dbname"));
}

}  // namespace earshot::sync::postgres
