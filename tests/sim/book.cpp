#include "tests/sim/book.hpp"

#include <algorithm>

#include "sync/model/tables.hpp"

namespace earshot::sim {
namespace {

bool holds_member(const sync::Value& value, const std::string& name) {
    const sync::SetValue* set = sync::set_of(value);
    return set && std::any_of(set->members.begin(), set->members.end(),
                              [&](const sync::SetMember& member) { return member.name == name && member.present; });
}

std::string place_of(const Entry& entry) {
    return to_text(entry.id) + "." + std::string(sync::table_of(entry.kind).fields[entry.field].name);
}

}  // namespace

std::size_t Book::enter(Entry entry) {
    entries_.push_back(std::move(entry));
    return entries_.size() - 1;
}

std::size_t Book::enter(LaterEntry entry) {
    later_entries_.push_back(std::move(entry));
    return later_entries_.size() - 1;
}

void Book::forget(int writer, std::size_t from, const std::function<bool(const Entry&)>& waits) {
    for (std::size_t i = from; i < entries_.size(); ++i) {
        Entry& entry = entries_[i];
        if (entry.writer != writer) continue;
        entry.forgotten = true;
        if (waits(entry)) entry.promised = false;
    }
}

void Book::shared_store_went_back() {
    for (Entry& entry : entries_) {
        if (entry.forgotten) entry.promised = false;
    }
}

std::vector<Book::Known> Book::records() const {
    std::vector<Known> known;
    std::set<Id> seen;
    for (const Entry& entry : entries_) {
        if (seen.insert(entry.id).second) known.push_back({entry.kind, entry.id});
    }
    return known;
}

std::vector<std::string> Book::broken_promises(const Find& find, const Is& is_earlier,
                                               const Is& is_corrected_twice) const {
    std::vector<std::string> all;
    std::set<std::pair<std::string, std::string>> written;
    for (const Entry& entry : entries_) {
        written.emplace(place_of(entry), entry.value);
        if (!entry.promised) continue;
        if (std::string words = broken(entry, find(entry.id), is_earlier, is_corrected_twice); !words.empty())
            all.push_back(words);
    }
    for (const Entry& entry : entries_) {
        const sync::Record* held = find(entry.id);
        if (!held || entry.field == sync::deleted_number) continue;
        const sync::Value& value = held->value(entry.field);
        if (const std::string_view text = sync::text_of(value);
            !text.empty() && !written.contains({place_of(entry), std::string(text)})) {
            all.push_back(place_of(entry) + " is \"" + std::string(text) + "\", which nobody wrote");
        }
    }
    return all;
}

std::vector<std::string> Book::broken_later_promises(const Find& find) const {
    std::vector<std::string> all;
    for (const LaterEntry& entry : later_entries_) {
        if (!entry.promised) continue;
        const sync::Record* held = find(entry.record.id);
        const sync::UnknownField& written = entry.record.unknown.front();
        const std::string place = std::string(entry.record.kind_name()) + ' ' + to_text(entry.record.id);
        if (!held && forgotten_records_.contains(entry.record.id)) continue;
        if (!held || held->kind_name() != entry.record.kind_name()) {
            all.push_back(place + ", which only a later version understands, is lost");
            continue;
        }
        // Its stamp may have been made anew where it was ahead of the shared store.
        const bool is_there = std::any_of(held->unknown.begin(), held->unknown.end(), [&](const auto& field) {
            return field.name == written.name && field.json == written.json;
        });
        if (!is_there) all.push_back(place + '.' + written.name + ", which only a later version understands, is lost");
    }
    return all;
}

std::string Book::broken(const Entry& entry, const sync::Record* held, const Is& is_earlier,
                         const Is& is_corrected_twice) const {
    const std::string place = place_of(entry);
    if (!held) return forgotten_records_.contains(entry.id) ? "" : place + ": the record is lost";
    if (entry.field == sync::deleted_number) return held->is_deleted() ? "" : place + ": what was deleted has returned";
    const sync::Value& value = held->value(entry.field);
    if (sync::table_of(entry.kind).fields[entry.field].type == sync::FieldType::set) {
        return holds_member(value, entry.value) ? "" : place + ": the member " + entry.value + " is lost";
    }
    const std::string_view text = sync::text_of(value);
    if (text.empty()) return place + ": the value " + entry.value + " is lost, and nothing is there";
    const bool may_return = is_corrected_twice(entry) && (entry.forgotten || is_earlier(entry));
    if (text == entry.before && !may_return)
        return place + ": " + entry.value + " was written over " + entry.before + ", which is back";
    if (text != entry.value && !entry.forgotten && !is_earlier(entry)) {
        return place + ": nobody can see any more that " + entry.value + " was written";
    }
    return {};
}

}  // namespace earshot::sim
