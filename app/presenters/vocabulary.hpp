// app/presenters/vocabulary.hpp: the names of the things stories point at by key: stages, moments, sites, functions.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/presenters/strings.hpp"
#include "sync/model/record.hpp"

namespace earshot::app {

struct Named {
    std::string key, name;

    bool operator==(const Named&) const = default;
};

struct Vocabulary {
    std::vector<Named> stages;  // in the order of the journey
    std::vector<Named> sites;   // by name
    std::vector<Named> functions;

    // The name of a key; the key itself when nobody named it yet (it came from a newer device).
    std::string stage(std::string_view key) const;
    std::string site(std::string_view key) const;

    bool operator==(const Vocabulary&) const = default;
};

// A stage that still carries its default name is shown in the interface's language; one a facilitator renamed as they
// wrote it.
Vocabulary make_vocabulary(const std::vector<sync::Record>& stages, const std::vector<sync::Record>& sites,
                           const std::vector<sync::Record>& functions, const Strings& tr);

}  // namespace earshot::app
