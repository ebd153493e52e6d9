// sync/model/erasure.hpp: forgetting a customer, as data that travels like everything else.
//
// An erasure names one record by its id, or a customer by the fingerprint of their reference. A store that finds a
// record of that customer writes an erasure of that very record (because: the customer's), so that every other store,
// also one that never knew the reference, forgets the same. Two depths: what is personal, or the words too; kind,
// stage, mood and place stay, so that people are still counted.
//
// Law          Once a store knows an erasure, what it takes from a record is as if it had never been written, for good:
//              writes of it, older or newer, from whatever peer, are void. merge() under a book is as commutative,
//              associative and idempotent as without one. Erasures are never taken back: a book only grows.
// Threads      none inside
//
// adr/0001-erasure-as-data.md says what was given up.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sync/model/merge.hpp"

namespace earshot::sync {

enum class Erased : std::uint8_t { nothing, personal, words_too };

// Whether the field is one that tells what was said or done, in somebody's words.
bool tells_in_words(Kind kind, FieldNumber field);
// Whether an erasure of this depth empties the field.
bool takes(Erased depth, Kind kind, FieldNumber field);

// "C-1017", "c 1017" and "C.1017" are one customer. Empty when nothing is left to compare.
std::string normal_reference(std::string_view reference);
// 64 hex digits. Empty for a reference that says nothing.
std::string fingerprint_of(std::string_view salt, std::string_view reference);

inline constexpr std::size_t fingerprint_digits = 64;

// The ids are made from what the erasure names; check_record() holds to that.
Id erasure_id_of_record(const Id& record);
Id erasure_id_of_customer(std::string_view salt, std::string_view customer_hash);

// What is known of all erasures, ready to be asked of every record that arrives.
class ErasureBook {
public:
    // An erasure of a customer.
    struct Customer {
        Id erasure;
        Erased depth = Erased::nothing;
        Stamp stamp;
    };

    // Takes note. True when it reaches further than what was known before.
    bool note(const Record& erasure);
    bool is_empty() const { return records_.empty() && customers_.empty(); }

    // The customer to be forgotten whom a personal field of this record names.
    const Customer* customer_in(const Record& record) const;
    const Customer* customer_with(std::string_view reference) const;
    const Customer* customer_with_hash(std::string_view salt, std::string_view customer_hash) const;
    // How much is erased of a record with this id, or of what hangs on it.
    Erased depth_of(const Id& record) const;
    // Empties what is erased of the record: by its id, or by the story it hangs on. An attachment is deleted.
    Erased erase_from(Record& record) const;
    // Records erased because of this erasure of a customer.
    std::vector<Id> erased_because_of(const Id& erasure) const;
    // The salt every further erasure of this company should use; empty when there is none yet.
    std::string salt() const;

private:
    struct OfRecord {
        Erased depth = Erased::nothing;
        Id because;
    };
    const OfRecord* find(const Record& record) const;

    std::unordered_map<Id, OfRecord> records_;
    std::map<std::string, std::unordered_map<std::string, Customer>, std::less<>>
        customers_;  // by salt, by fingerprint
};

// The erasure of one record that follows from that of its customer. The same from every store.
Record erasure_following(const ErasureBook::Customer& customer, const Id& record);

// What an erasure empties in one store.
struct ErasureReach {
    std::int64_t stories = 0;
    std::int64_t others = 0;  // echoes, answers, receipts, loss calls
    std::int64_t attachments = 0;
    bool draft = false;

    void count(Kind kind) { (kind == Kind::story ? stories : kind == Kind::attachment ? attachments : others) += 1; }
};

// As merge(), for a store that knows these erasures.
MergeOutcome merge(Record& into, const Record& from, const ErasureBook& book);

}  // namespace earshot::sync
