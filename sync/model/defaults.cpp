#include "sync/model/defaults.hpp"

#include <array>
#include <utility>

#include "sync/model/tables.hpp"

namespace earshot::sync {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> stages{{
    {"look-around", "I look around"},
    {"choose", "I choose"},
    {"get-started", "I get started"},
    {"use", "I use it"},
    {"need-help", "I need help"},
    {"stay-or-go", "I stay or go"},
}};

constexpr Stamp oldest{1, {}};

}  // namespace

Id id_of_key(Kind kind, std::string_view key) {
    return make_named_id(name_of(kind), key);
}

std::vector<Record> default_stages() {
    std::vector<Record> records;
    for (const auto& [key, name] : stages) {
        Record stage = make_record(Kind::stage, id_of_key(Kind::stage, key));
        stage.fields[number_of_field(stage_fields, "key")] = {std::string(key), oldest};
        stage.fields[number_of_field(stage_fields, "name")] = {std::string(name), oldest};
        stage.fields[number_of_field(stage_fields, "position")] = {static_cast<std::int64_t>(records.size()) + 1,
                                                                   oldest};
        records.push_back(std::move(stage));
    }
    return records;
}

}  // namespace earshot::sync
