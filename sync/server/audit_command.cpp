#include "sync/server/audit_command.hpp"

#include <fmt/format.h>

#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "sync/protocol/json_text.hpp"

namespace earshot::sync {
namespace {

Result<AuditQuery> query_of(const AuditOptions& options) {
    AuditQuery query;
    if (!options.since.empty()) {
        EARSHOT_TRY(const CivilTime since, parse_civil(options.since));
        query.since = WallTime{civil_seconds(since) * 1'000};
    }
    if (!options.device.empty()) {
        const auto device = parse_id(options.device);
        if (!device) {
            return Error{Errc::invalid, "\"" + options.device +
                                            "\" is not the id of a device. List them with: "
                                            "earshot-server " +
                                            options.place.arguments() + " devices"};
        }
        query.device = *device;
    }
    return query;
}

std::string json_of(const AuditEntry& entry) {
    std::string out = "{\"at\":";
    append_json_string(out, to_rfc3339(entry.at));
    out += ",\"deed\":";
    append_json_string(out, name_of(entry.deed));
    const auto append_text = [&](const char* name, const std::string& text) {
        if (text.empty()) return;
        out += fmt::format(",\"{}\":", name);
        append_json_string(out, text);
    };
    append_text("device", entry.device ? to_text(*entry.device) : std::string());
    append_text("role", entry.role);
    append_text("site", entry.site);
    for (std::size_t i = 0; i < entry.records.size(); ++i)
        out += (i == 0 ? ",\"records\":[\"" : ",\"") + to_text(entry.records[i]) + '"';
    if (!entry.records.empty()) out += ']';
    return out += '}';
}

std::string line_of(const AuditEntry& entry) {
    std::string line = fmt::format("{}  {:<10}  {:<36}", to_rfc3339(entry.at), name_of(entry.deed),
                                   entry.device ? to_text(*entry.device) : "keeper");
    if (!entry.role.empty()) line += "  " + entry.role;
    if (!entry.site.empty()) line += " at " + entry.site;
    if (!entry.records.empty()) line += fmt::format("  {} records", entry.records.size());
    return line;
}

}  // namespace

Result<void> print_audit(const AuditOptions& options) {
    EARSHOT_TRY(const AuditQuery query, query_of(options));
    platform::HostFiles files;
    platform::HostRandom random;
    EARSHOT_TRY(const OpenedStore opened, open_store(options.place, Opening::existing, files, random));
    return opened.store->audit(query, [&](const AuditEntry& entry) -> Result<void> {
        fmt::print("{}\n", options.json ? json_of(entry) : line_of(entry));
        return {};
    });
}

}  // namespace earshot::sync
