// tests/sim/book.hpp: what was ever written anywhere, and what must be true of it in the end.
//
// Every write of a field is entered before it is tried, with a value nobody else writes, and with the value its writer
// saw there. A write the device reported as done is a promise; what was interrupted may or may not have happened. What
// people do to their own disks (a wiped tablet, an older folder put back) takes promises back, but only those that had
// not reached the shared store.
//
//   A promise is kept when, in the end, the field holds the value or one that somebody else wrote; when it never holds
//   a value that a promised write had seen and replaced; and when the writer can still see its value among the earlier
//   ones. Only what was stamped anew twice may come back, by two copies of one database or after a restore that found
//   both values ahead of the store's clock (sync/adr/0007), and then what was written over it can still be seen. A
//   deletion that was promised holds for ever, and so does a member put into a set. What nobody wrote is nowhere. What
//   a device of a later version wrote, and nobody here understands, is there as it was written.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sync/model/consent.hpp"
#include "sync/model/erasure.hpp"

namespace earshot::sim {

struct Entry {
    sync::Kind kind = sync::Kind::story;
    Id id;
    sync::FieldNumber field = 0;
    std::string value, before;  // "" before: nothing was there
    int writer = 0;             // the machine
    bool promised = false;
    bool forgotten = false;  // the writer's own disk no longer has it
};

// What a device of a later version wrote (later_device.hpp): a partial record with one field that is unknown here.
// Promised once the shared store has said that it has it.
struct LaterEntry {
    sync::Record record;
    bool promised = false;
};

// A photo somebody attached to a story.
struct Photo {
    Id attachment, story;
    std::string bytes, sha256;
    int writer = 0;
    bool promised = false;  // both the bytes and the attachment that names them
    bool forgotten = false;
};

// Somebody wanted a customer, or a story, to be forgotten.
struct Erasing {
    Id erasure;
    int writer = 0;
    bool words_too = false;
    bool promised = false;
    bool forgotten = false;
};

class Book {
public:
    // A write is about to be tried; its number.
    std::size_t enter(Entry entry);
    std::size_t enter(LaterEntry entry);
    std::size_t enter(Photo photo);
    void promise_photo(std::size_t number) { photos_[number].promised = true; }
    std::vector<Photo>& photos() { return photos_; }
    std::size_t enter(Erasing erasing);
    void promise_erasing(std::size_t number) { erasings_[number].promised = true; }
    std::vector<Erasing>& erasings() { return erasings_; }
    void promise(std::size_t number) { entries_[number].promised = true; }
    void promise_later(std::size_t number) { later_entries_[number].promised = true; }
    const std::vector<Entry>& entries() const { return entries_; }
    // How much was entered up to a moment.
    struct Mark {
        std::size_t entries = 0, photos = 0, erasings = 0;
    };
    Mark mark() const { return {entries_.size(), photos_.size(), erasings_.size()}; }
    // The writer's disk lost what it wrote from number `from` on. What waited there is no promise any more.
    void forget(int writer, std::size_t from, const std::function<bool(const Entry&)>& waits);
    // What one writer wrote, and this finds, is no promise any more.
    using Is = std::function<bool(const Entry&)>;
    void take_back(int writer, const Is& is_void);
    // The shared store went back to an older state: what its writers no longer have may be gone.
    void shared_store_went_back();
    // Nobody but the shared store knew this deleted record, and the store is lost: it may be gone, but not come back.
    void forget_deleted(const Id& id) { forgotten_records_.insert(id); }

    struct Known {
        sync::Kind kind = sync::Kind::story;
        Id id;
    };
    // Every record somebody tried to write, once, photos included.
    std::vector<Known> records() const;

    using Find = std::function<const sync::Record*(const Id&)>;
    // `find` answers with the record everybody holds; `is_earlier`, whether the writer still shows the value;
    // `is_corrected_twice`, whether two copies of one database stamped that field anew.
    // What the erasures of `erased` take is no promise any more, and must be empty.
    std::vector<std::string> broken_promises(const Find& find, const Is& is_earlier, const Is& is_corrected_twice,
                                             const sync::ErasureBook& erased) const;
    // Whether it is among what is not told any more once consent has ended, here before anything was written.
    static bool is_withheld(const Entry& entry);
    // Every text that these erasures took from a record everybody holds.
    std::vector<std::string> erased_texts(const Find& find, const sync::ErasureBook& erased) const;

    std::vector<std::string> broken_later_promises(const Find& find, const sync::ErasureBook& erased) const;

private:
    std::string broken(const Entry& entry, const sync::Record* held, const Is& is_earlier,
                       const Is& is_corrected_twice) const;
    static bool is_taken(const Entry& entry, const sync::Record* held, const sync::ErasureBook& erased);

    std::vector<Entry> entries_;
    std::vector<LaterEntry> later_entries_;
    std::vector<Photo> photos_;
    std::vector<Erasing> erasings_;
    std::set<Id> forgotten_records_;
};

}  // namespace earshot::sim
