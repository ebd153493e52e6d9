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

std::size_t Book::enter(Photo photo) {
    photos_.push_back(std::move(photo));
    return photos_.size() - 1;
}

std::size_t Book::enter(Erasing erasing) {
    erasings_.push_back(erasing);
    return erasings_.size() - 1;
}

void Book::forget(int writer, std::size_t from, const std::function<bool(const Entry&)>& waits) {
    for (std::size_t i = from; i < entries_.size(); ++i) {
        Entry& entry = entries_[i];
        if (entry.writer != writer) continue;
        entry.forgotten = true;
        if (waits(entry)) entry.promised = false;
    }
}

void Book::take_back(int writer, const Is& is_void) {
    for (Entry& entry : entries_)
        if (entry.writer == writer && entry.promised && is_void(entry)) entry.promised = false;
}

void Book::shared_store_went_back() {
    for (Entry& entry : entries_) {
        if (entry.forgotten) entry.promised = false;
    }
    for (Photo& photo : photos_)
        if (photo.forgotten) photo.promised = false;
    for (Erasing& erasing : erasings_)
        if (erasing.forgotten) erasing.promised = false;
}

std::vector<Book::Known> Book::records() const {
    std::vector<Known> known;
    std::set<Id> seen;
    for (const Entry& entry : entries_) {
        if (seen.insert(entry.id).second) known.push_back({entry.kind, entry.id});
    }
    for (const Photo& photo : photos_)
        known.push_back({sync::Kind::attachment, photo.attachment});
    for (const Erasing& erasing : erasings_)
        if (seen.insert(erasing.erasure).second) known.push_back({sync::Kind::erasure, erasing.erasure});
    return known;
}

bool Book::is_withheld(const Entry& entry) {
    if (entry.kind != sync::Kind::story) return false;
    return sync::tells_in_words(entry.kind, entry.field) ||
           sync::table_of(entry.kind).fields[entry.field].use == sync::Use::personal;
}

bool Book::is_taken(const Entry& entry, const sync::Record* held, const sync::ErasureBook& erased) {
    if (!held || entry.kind == sync::Kind::erasure) return false;
    if (!sync::consent_end_of(*held).empty() && is_withheld(entry)) return true;
    sync::Record copy = *held;
    return sync::takes(erased.erase_from(copy), entry.kind, entry.field);
}

std::vector<std::string> Book::erased_texts(const Find& find, const sync::ErasureBook& erased) const {
    std::vector<std::string> texts;
    for (const Entry& entry : entries_)
        if (is_taken(entry, find(entry.id), erased)) texts.push_back(entry.value);
    return texts;
}

std::vector<std::string> Book::broken_promises(const Find& find, const Is& is_earlier, const Is& is_corrected_twice,
                                               const sync::ErasureBook& erased) const {
    std::vector<std::string> all;
    std::set<std::pair<std::string, std::string>> written;
    for (const Entry& entry : entries_) {
        written.emplace(place_of(entry), entry.value);
        const bool is_void = is_taken(entry, find(entry.id), erased);
        if (is_void && !sync::is_empty(find(entry.id)->value(entry.field)))
            all.push_back(place_of(entry) + " was erased, and is there");
        if (!entry.promised || is_void) continue;
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

std::vector<std::string> Book::broken_later_promises(const Find& find, const sync::ErasureBook& erased) const {
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
        // What nobody here understands may be personal: it goes too.
        if (erased.depth_of(entry.record.id) != sync::Erased::nothing) continue;
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
