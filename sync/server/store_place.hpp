// sync/server/store_place.hpp: which shared store a command means, and the way to it.
#pragma once

#include <memory>
#include <string>

#include "platform/ports/files.hpp"
#include "platform/ports/random.hpp"
#include "platform/ports/worker.hpp"
#include "sync/server/keeper_store.hpp"

namespace earshot::sync {

// At least one of the two.
struct StorePlace {
    std::string folder;   // of the embedded store and its media; with PostgreSQL of the media alone, and may be empty
    std::string address;  // of the PostgreSQL that holds it: postgres://...

    bool is_embedded() const { return address.empty(); }
    bool keeps_media() const { return !folder.empty(); }
    // What a person types to mean it, without a password: "--data /srv/earshot".
    std::string arguments() const;
};

// Errc::invalid, with what is wrong, when neither is given or the address cannot be read.
Result<void> check_place(const StorePlace& place);

struct OpenedStore {
    std::unique_ptr<platform::FileLock> lock;  // of the embedded store, while it is being served
    std::unique_ptr<KeeperStore> store;
};

enum class Opening {
    existing,  // Errc::not_found when there is no store yet
    any,       // a new store when there is none
    serving,   // the same; the embedded store for nobody else, PostgreSQL also when it cannot be reached yet
};
// `files`, `random` and `writing` must outlive the store. `writing` is where it writes what many bring at once; a
// command needs none.
Result<OpenedStore> open_store(const StorePlace& place, Opening opening, platform::Files& files,
                               platform::Random& random, platform::Worker* writing = nullptr);

}  // namespace earshot::sync
