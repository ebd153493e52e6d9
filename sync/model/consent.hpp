// sync/model/consent.hpp: how far a customer's words may go, and until when.
//
//   consent        none     only where personal fields are seen: tellers of the story's own site, leaders and above
//                  company  every device of the company; so does a story that says nothing
//                  public   also outside: posters, minutes
//   consent_until  the last day. From the day after nobody is told the words any more, and nothing personal: not by the
//                  shared store, not by a device that has them, not by an export. What is left still counts a person.
//
// The day is the calendar day where it is asked: a device goes by its own, the shared store by UTC.
#pragma once

#include <string>
#include <string_view>

#include "sync/model/roles.hpp"

namespace earshot::sync {

// What a story is told with.
enum class Telling : std::uint8_t {
    whole,
    without_personal,            // fields marked personal are left out
    without_words_and_personal,  // and the words too
};

// Whoever is asking, and on which day.
struct Listener {
    Role role = Role::teller;
    std::string site;
    std::string today;  // "2026-11-25"
};

// "2026-11-25" at UTC.
std::string day_of(WallTime now);

// The last day of the consent: "2026-11-25"; empty when it has no end, or none that can be read.
std::string consent_end_of(const Record& record);
bool consent_has_ended(std::string_view consent_until, std::string_view today);
// Whether words are kept within the site and from tellers elsewhere.
bool is_narrow(std::string_view consent);

// How this record may be told to the listener.
Telling telling_for(const Record& record, const Listener& listener);
// To those who do not see personal fields, while consent lasts.
Telling telling_to_strangers(const Record& record);
// The record without what is not told. Fields this build does not know stay while consent lasts, and go when it ends.
Record told(const Record& record, Telling telling);

}  // namespace earshot::sync
