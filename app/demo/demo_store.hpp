// app/demo/demo_store.hpp: a store as a device of the demo company has it after some weeks of use.
//
// For pictures, and for looking around without a server. Only ever for a data folder of its own: once a store with
// invented stories is enrolled, they travel to the company's shared store like any others.
#pragma once

#include "app/demo/demo_company.hpp"
#include "platform/ports/clock.hpp"
#include "sync/store/device_store.hpp"

namespace earshot::app {

// The day and time of every picture: Friday, 20 November 2026, five past two. As UTC, where pictures are taken.
inline constexpr WallTime demo_moment{1'795'183'500'000};

inline constexpr std::string_view demo_device_name = "Leeds, Counter 2";
inline constexpr std::string_view demo_site = "leeds";

// What the demo is read with for a device at Leeds, on that day.
DemoOptions demo_options(const std::string& assets, const CivilTime& now, std::string language);

// How far the sending of this device's stories has come.
enum class DemoSending : std::uint8_t {
    all_delivered,
    some_waiting,  // the newest three wait, the fourth was refused: every state there is, for pictures
};

// Puts the company and the settings of the device at Leeds into an empty store.
Result<void> fill_with_demo(sync::DeviceStore& store, const DemoCompany& company, WallTime now, DemoSending sending);
// What everybody else wrote, onto the device of the head office.
Result<void> fill_office(sync::DeviceStore& store, const DemoCompany& company, WallTime now);

}  // namespace earshot::app
