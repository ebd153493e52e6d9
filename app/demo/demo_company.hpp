// app/demo/demo_company.hpp: Northway Home, the invented company of assets/demo, as edits a store can keep.
//
// The files speak of days ago; a company is read for one day and always fresh. Ids come from the keys of the files, so
// that reading it twice for the same day gives the same records. assets/demo/README.md describes the files.
//
// Errors  not_found and io when a file cannot be read; invalid, with file and line, when it says something no field
// takes.
#pragma once

#include <string>
#include <vector>

#include "app/commands/attachable.hpp"
#include "platform/ports/files.hpp"
#include "sync/model/record.hpp"

namespace earshot::app {

struct DemoOptions {
    std::string folder;       // assets/demo
    CivilTime now;            // with a time of day; nothing is dated later
    std::string language;     // of names of stages, moments and functions; English where it is missing
    std::string site;         // the site of the device that the demo is for
    std::string device_name;  // and what it is called
    int newest_own = 4;       // so many of the newest stories were logged on it too, wherever they happened
};

// A photo of a story: the record, and the bytes it speaks of.
struct DemoAttachment {
    sync::Edit edit;
    Id story;
    const Attachable* file = nullptr;  // lives as long as the program
};

struct DemoCompany {
    std::vector<sync::Edit> own;              // the stories that were logged on this device, oldest first
    std::vector<sync::Edit> others;           // everything else: what came from the shared store
    std::vector<DemoAttachment> attachments;  // of own stories and others
    std::int64_t stories = 0;
};

Result<DemoCompany> read_demo_company(const platform::Files& files, const DemoOptions& options);

}  // namespace earshot::app
