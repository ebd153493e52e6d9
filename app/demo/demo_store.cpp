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

// Of a record that waits: it was accepted.
Result<void> settle(sync::DeviceStore& store, const Id& record) {
    EARSHOT_TRY(const auto outgoing, store.outgoing(SIZE_MAX / 2, SIZE_MAX / 2));
    for (const sync::OutgoingRecord& out : outgoing) {
        if (out.record.id != record) continue;
        const sync::Settlement settlement{out.record.id, out.change, {}};
        return store.settle({&settlement, 1});
    }
    return {};
}

// A store that keeps no files knows of the photo and has not got it.
Result<void> keep_files(sync::DeviceStore& store, const Attachable& file, bool sent) {
    for (const std::string* bytes : {&file.bytes, &file.thumbnail}) {
        const auto kept = store.media().keep(*bytes);
        if (!kept && kept.error().code == Errc::denied) return {};
        if (!kept) return kept.error();
        if (sent) EARSHOT_CHECK(store.media().settle_sent(*kept));
    }
    return {};
}

bool is_own(const DemoCompany& company, const Id& story) {
    return std::any_of(company.own.begin(), company.own.end(), [&](const Edit& edit) { return edit.id == story; });
}

Result<void> fill_attachments_of_others(sync::DeviceStore& store, const DemoCompany& company, WallTime now) {
    for (const DemoAttachment& attachment : company.attachments) {
        if (is_own(company, attachment.story)) continue;
        EARSHOT_CHECK(keep_files(store, *attachment.file, true));
        const Record record = arrived(attachment.edit, now);
        EARSHOT_CHECK(store.apply({&record, 1}, 1));
    }
    return {};
}

// They have gone the way their story has gone.
Result<void> fill_own_attachments(sync::DeviceStore& store, const DemoCompany& company) {
    for (const DemoAttachment& attachment : company.attachments) {
        if (!is_own(company, attachment.story)) continue;
        EARSHOT_TRY(const sync::StoryRow row, store.find_row(attachment.story));
        const bool sent = row.delivery == sync::Delivery::delivered;
        EARSHOT_CHECK(keep_files(store, *attachment.file, sent));
        EARSHOT_CHECK(store.write({&attachment.edit, 1}));
        if (sent) EARSHOT_CHECK(settle(store, attachment.edit.id));
    }
    return {};
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
    EARSHOT_CHECK(store.apply(records, 1));
    return fill_attachments_of_others(store, company, now);
}

Result<void> fill_with_demo(sync::DeviceStore& store, const DemoCompany& company, WallTime now, DemoSending sending) {
    EARSHOT_CHECK(set_up_device(store));
    EARSHOT_CHECK(fill_office(store, company, now));
    EARSHOT_CHECK(store.write(company.own));
    EARSHOT_CHECK(settle_own(store, company.own.size(), sending));
    EARSHOT_CHECK(fill_own_attachments(store, company));
    return store.note_agreement();
}

}  // namespace earshot::app
