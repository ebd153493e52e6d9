// app/commands/forget_customer.hpp: "forget this customer", as an intent: by stories, or by the reference they have
// with the company.
//
// Only a facilitator or a keeper may; on a device that belongs to no company yet, whoever holds it. The erasures travel
// like everything else, and reach devices that come back after months; they are never taken back.
//
// Threads  any.
// Errors   Errc::denied (another role), invalid (nobody is named).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "app/commands/command_context.hpp"
#include "sync/model/record.hpp"

namespace earshot::app {

struct ForgetCustomer {
    std::vector<Id> stories;
    std::string reference;  // a customer number or a name, as stories have it; empty: only the stories
    bool words_too = false;
    std::string role;                        // of this device
    std::span<const sync::Record> erasures;  // those this device knows: they share one salt
};
Result<std::vector<sync::Edit>> edits_of(const ForgetCustomer&, const CommandContext&);

}  // namespace earshot::app
