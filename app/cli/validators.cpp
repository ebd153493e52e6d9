#include "app/cli/validators.hpp"

#include "platform/base/text.hpp"
#include "sync/model/check.hpp"
#include "sync/portable/field_text.hpp"

namespace earshot::app {
namespace {

template <std::size_t N>
CLI::Validator one_of(const std::array<std::string_view, N>& words) {
    return CLI::IsMember(std::vector<std::string>(words.begin(), words.end()));
}

CLI::Validator month() {
    return {[](const std::string& text) {
                const auto parsed = parse_month(text);
                return parsed ? std::string() : parsed.error().message;
            },
            ""};
}

}  // namespace

CLI::Validator story_kind() {
    return one_of(sync::story_kinds);
}

CLI::Validator story_source() {
    return one_of(sync::story_sources);
}

CLI::Validator not_blank() {
    return {[](const std::string& text) {
                return trimmed(text).empty() ? std::string("the customer's words are missing") : std::string();
            },
            ""};
}

CLI::Validator date() {
    return {[](const std::string& text) {
                const auto parsed = parse_civil(text);
                return parsed ? std::string() : parsed.error().message;
            },
            ""};
}

void add_filter(CLI::App& command, StoryFilter& filter) {
    command.add_option("--search", filter.search, "Only stories with words that begin so, in any language");
    command.add_option("--kind", filter.kind, "Only praise, pain, idea or issue")->check(story_kind());
    command.add_option("--stage", filter.stage, "Only of this stage, as need-help");
    command.add_option("--month", filter.month, "Only of this month, as 2026-11")->check(month());
    command.add_option("--site", filter.site, "Only of this site");
    command.add_option("--source", filter.source, "Only heard this way, as call")->check(story_source());
    command.add_flag("--at-risk", filter.at_risk, "Only customers who may leave");
}

sync::StoryQuery query_of(const StoryFilter& filter) {
    sync::StoryQuery query;
    query.search = filter.search;
    query.kind = filter.kind;
    query.stage = filter.stage;
    query.site = filter.site;
    query.source = filter.source;
    query.at_risk = filter.at_risk;
    if (!filter.month.empty()) query.month = *parse_month(filter.month);
    return query;
}

}  // namespace earshot::app
