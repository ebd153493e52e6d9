// sync/store/erasures.hpp: carries erasures out on this device: rows, the search index, earlier values, what waits to
// be sent, the draft, and in the end the very bytes on the disk.
//
// learn() and watch() are made inside the caller's transaction; scrub() after it, outside of any.
#pragma once

#include <functional>

#include "sync/model/erasure.hpp"
#include "sync/store/device_store.hpp"
#include "sync/store/outbox.hpp"
#include "sync/store/records.hpp"

namespace earshot::sync {

class Erasures {
public:
    // All must outlive the erasures.
    Erasures(Database& database, const FieldDictionary& dictionary, Records& records, Outbox& outbox, ErasureBook& book)
        : database_(database), dictionary_(dictionary), records_(records), outbox_(outbox), book_(book) {}

    // The book as the database has it; what was learned and not committed is unlearned.
    Result<void> load();
    // As load(), and everything is carried out: for erasures that came before this build knew what they mean.
    Result<void> load_and_carry_out();

    // An erasure that is stored by now takes effect on all that is here.
    Result<void> learn(const Record& erasure);
    // Before this record is merged in: when it names a customer to be forgotten, an erasure of it is made.
    Result<void> watch(const Record& arriving);

    // What was reached since the last call.
    ErasureReach take_reach() { return std::exchange(reach_, {}); }
    // Whether anything was taken since the last scrub(), also before a crash.
    Result<bool> must_scrub();
    // Writes the database anew without the erased bytes. Trouble is logged, and it is tried again at the next start.
    void scrub(const std::function<Result<void>()>& replace_backups);

private:
    Result<void> follow(const ErasureBook::Customer& customer, const Id& record);
    Result<void> carry_out(const Id& record);
    Result<void> carry_out_on(Kind kind, const Id& record);
    Result<void> find_customer(const Record& erasure);
    Result<void> drop_earlier_references(std::string_view field, const std::string& salt, const std::string& hash);
    Result<void> drop_from_draft();
    Result<void> drop_from_outbox(Kind kind, const Record& erased);
    Result<void> note_scrub();

    Database& database_;
    const FieldDictionary& dictionary_;
    Records& records_;
    Outbox& outbox_;
    ErasureBook& book_;
    ErasureReach reach_;
};

}  // namespace earshot::sync
