#include "app/cli/validators.hpp"

#include "platform/base/text.hpp"
#include "sync/model/check.hpp"
#include "sync/portable/field_text.hpp"

namespace earshot::app {
namespace {

template <std::size_t N>
std::vector<std::string> texts_of(const std::array<std::string_view, N>& words) {
    return {words.begin(), words.end()};
}

std::string complain_of_month(const std::string& text) {
    const auto parsed = parse_month(text);
    return parsed ? std::string() : parsed.error().message;
}

}  // namespace

std::vector<std::string> story_kinds() {
    return texts_of(sync::story_kinds);
}

std::vector<std::string> story_sources() {
    return texts_of(sync::story_sources);
}

std::string complain_of_blank(const std::string& words) {
    return trimmed(words).empty() ? "the customer's words are missing" : "";
}

std::string complain_of_date(const std::string& text) {
    const auto parsed = parse_civil(text);
    return parsed ? std::string() : parsed.error().message;
}

void add_filter(const Command& command, StoryFilter& filter) {
    command.option("--search", filter.search, "Only stories with words that begin so, in any language");
    command.option("--kind", filter.kind, "Only praise, pain, idea or issue").one_of(story_kinds());
    command.option("--stage", filter.stage, "Only of this stage, as need-help");
    command.option("--month", filter.month, "Only of this month, as 2026-11").check(complain_of_month);
    command.option("--site", filter.site, "Only of this site");
    command.option("--source", filter.source, "Only heard this way, as call").one_of(story_sources());
    command.flag("--at-risk", filter.at_risk, "Only customers who may leave");
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
