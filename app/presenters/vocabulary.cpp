#include "app/presenters/vocabulary.hpp"

#include <algorithm>

#include "sync/model/defaults.hpp"
#include "sync/model/tables.hpp"

namespace earshot::app {
namespace {

using sync::number_of_field;

std::string name_in(const std::vector<Named>& list, std::string_view key) {
    const auto found = std::find_if(list.begin(), list.end(), [&](const Named& named) { return named.key == key; });
    return found == list.end() ? std::string(key) : found->name;
}

// The default stages in the interface's language; nothing for a stage of the company's own.
std::string_view default_stage_name(std::string_view key, const Strings& tr) {
    if (key == "look-around") return tr("stage.look-around");
    if (key == "choose") return tr("stage.choose");
    if (key == "get-started") return tr("stage.get-started");
    if (key == "use") return tr("stage.use");
    if (key == "need-help") return tr("stage.need-help");
    if (key == "stay-or-go") return tr("stage.stay-or-go");
    return {};
}

std::string shown_stage_name(const sync::Record& stage, const std::vector<sync::Record>& defaults, const Strings& tr) {
    const std::string_view name = stage.text(number_of_field(sync::stage_fields, "name"));
    const auto untouched = std::find_if(defaults.begin(), defaults.end(), [&](const sync::Record& d) {
        return d.id == stage.id && d.text(number_of_field(sync::stage_fields, "name")) == name;
    });
    if (untouched == defaults.end()) return std::string(name);
    return std::string(default_stage_name(stage.text(number_of_field(sync::stage_fields, "key")), tr));
}

}  // namespace

std::string Vocabulary::stage(std::string_view key) const {
    return name_in(stages, key);
}

std::string Vocabulary::site(std::string_view key) const {
    return name_in(sites, key);
}

Vocabulary make_vocabulary(const std::vector<sync::Record>& stages, const std::vector<sync::Record>& sites,
                           const std::vector<sync::Record>& functions, const Strings& tr) {
    Vocabulary vocabulary;
    std::vector<const sync::Record*> ordered;
    for (const sync::Record& stage : stages)
        ordered.push_back(&stage);
    std::stable_sort(ordered.begin(), ordered.end(), [](const sync::Record* a, const sync::Record* b) {
        constexpr auto position = number_of_field(sync::stage_fields, "position");
        return a->number(position) < b->number(position);
    });
    const auto defaults = sync::default_stages();
    for (const sync::Record* stage : ordered) {
        const std::string_view key = stage->text(number_of_field(sync::stage_fields, "key"));
        vocabulary.stages.push_back({std::string(key), shown_stage_name(*stage, defaults, tr)});
    }
    for (const sync::Record& site : sites) {
        vocabulary.sites.push_back({std::string(site.text(number_of_field(sync::site_fields, "key"))),
                                    std::string(site.text(number_of_field(sync::site_fields, "name")))});
    }
    for (const sync::Record& function : functions) {
        vocabulary.functions.push_back({std::string(function.text(number_of_field(sync::function_fields, "key"))),
                                        std::string(function.text(number_of_field(sync::function_fields, "name")))});
    }
    const auto by_name = [](const Named& a, const Named& b) { return a.name < b.name; };
    std::sort(vocabulary.sites.begin(), vocabulary.sites.end(), by_name);
    std::sort(vocabulary.functions.begin(), vocabulary.functions.end(), by_name);
    return vocabulary;
}

}  // namespace earshot::app
