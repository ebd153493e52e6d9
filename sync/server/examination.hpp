// sync/server/examination.hpp: earshot-server doctor: all that can keep a shared store from doing its work for years.
#pragma once

#include <optional>
#include <string>

#include "platform/base/result.hpp"
#include "platform/host/tls_identity.hpp"
#include "sync/server/store_place.hpp"

namespace earshot::sync {

struct ExaminationOptions {
    StorePlace place;
    std::optional<platform::TlsFiles> tls;  // what the server is served with, to be looked at too
};

// One line for each thing that was looked at; "wrong:" before what is wrong, with what to do. Errc::corrupt when the
// data is damaged, Errc::invalid when something else is wrong.
Result<void> print_examination(const ExaminationOptions& options);

}  // namespace earshot::sync
