#include "app/demo/demo_store.hpp"

#include <algorithm>

#include "sync/model/tables.hpp"

namespace earshot::app {
namespace {

using sync::Edit;
using sync::Record;

// As it came from the shared store, written by the head office when it says it happened.
Record arrived(const Edit& edit, WallTime now) {
    const Id office = make_named_id("demo", "office");
    Record record = sync::make_record(edit.kind, edit.id);
    sync::Stamp stamp{static_cast<std::uint64_t>(now.unix_ms) << 16, office};
    for (const auto& [field, value] : edit.writes) {
        sync::FieldState& state = record.fields[field];
        state = {value, stamp};
        if (auto* set = std::get_if<sync::SetValue>(&state.value)) {
            for (sync::SetMember& member : set->members)
                member.stamp = stamp;
        }
    }
    return record;
}

Result<void> set_up_device(sync::DeviceStore& store) {
    EARSHOT_CHECK(store.set_setting("device_name", demo_device_name));
    EARSHOT_CHECK(store.set_setting("site", demo_site));
    EARSHOT_CHECK(store.set_setting("role", "teller"));
    EARSHOT_CHECK(store.set_setting("company", "Northway Home"));
    return store.set_setting("server", "https://earshot.northway.example");
}

Result<void> settle_own(sync::DeviceStore& store, std::size_t stories, DemoSending sending) {
    EARSHOT_TRY(const auto outgoing, store.outgoing(stories, SIZE_MAX / 2));
    std::vector<sync::Settlement> settlements;
    for (const sync::OutgoingRecord& out : outgoing)
        settlements.push_back({out.record.id, out.change, {}});
    if (sending == DemoSending::some_waiting && settlements.size() > 4) {
        settlements.resize(settlements.size() - 3);
        settlements.back().refusal = "The photo is too large to send here.";
    }
    return store.settle(settlements);
}

}  // namespace

DemoOptions demo_options(const std::string& assets, const CivilTime& now, std::string language) {
    return {.folder = assets + "/demo",
            .now = now,
            .language = std::move(language),
            .site = std::string(demo_site),
            .device_name = std::string(demo_device_name)};
}

Result<void> fill_office(sync::DeviceStore& store, const DemoCompany& company, WallTime now) {
    std::vector<Record> records;
    for (const Edit& edit : company.others)
        records.push_back(arrived(edit, now));
    return store.apply(records, 1);
}

Result<void> fill_with_demo(sync::DeviceStore& store, const DemoCompany& company, WallTime now, DemoSending sending) {
    EARSHOT_CHECK(set_up_device(store));
    EARSHOT_CHECK(fill_office(store, company, now));
    EARSHOT_CHECK(store.write(company.own));
    EARSHOT_CHECK(settle_own(store, company.own.size(), sending));
    return store.note_agreement();
}

}  // namespace earshot::app
