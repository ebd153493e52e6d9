// SQLite's side of the simulated disk: files, their locks, and the shared memory of a log's index (sqlite.org/vfs.html,
// sqlite.org/c3ref/io_methods.html). Locks and memory follow os_unix.c, for connections of one process.
#include <algorithm>
#include <cstring>
#include <new>

#include <sqlite3.h>

#include "platform/base/assert.hpp"
#include "tests/sim/simulated_disk.hpp"

namespace earshot::sim {

struct SimulatedDisk::Vfs {
    sqlite3_vfs base{};
};

namespace {

using Failure = SimulatedDisk::Failure;

struct OpenFile {
    sqlite3_file base;
    SimulatedDisk* disk;
    SimulatedDisk::File file;
    std::string folder;
    bool syncs_names;  // a journal or log whose name its first sync must keep
    int lock;          // SQLITE_LOCK_...
    bool maps_index;
    unsigned index_shared, index_exclusive;  // a bit for each lock this connection holds
};

OpenFile& of(sqlite3_file* file) {
    return *reinterpret_cast<OpenFile*>(file);
}

// What a change of the file is answered with; SQLITE_OK lets it happen.
int code_of_change(OpenFile& open, int io_error) {
    if (!open.disk->has_power()) return io_error;
    switch (open.disk->failure_of_next_change()) {
        case Failure::none:
            return SQLITE_OK;
        case Failure::full:
            return SQLITE_FULL;
        case Failure::broken:
            break;
    }
    return io_error;
}

// ---- reading and writing --------------------------------------------------------------------------------------------

int read(sqlite3_file* file, void* data, int amount, sqlite3_int64 offset) {
    OpenFile& open = of(file);
    if (!open.disk->has_power()) return SQLITE_IOERR_READ;
    const std::string& content = open.file->content;
    const auto size = static_cast<sqlite3_int64>(content.size());
    const auto there = static_cast<std::size_t>(std::clamp<sqlite3_int64>(size - offset, 0, amount));
    if (there > 0) std::memcpy(data, content.data() + offset, there);
    std::memset(static_cast<char*>(data) + there, 0, static_cast<std::size_t>(amount) - there);
    return there == static_cast<std::size_t>(amount) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write(sqlite3_file* file, const void* data, int amount, sqlite3_int64 offset) {
    OpenFile& open = of(file);
    const int code = code_of_change(open, SQLITE_IOERR_WRITE);
    if (code != SQLITE_OK) return code;
    const auto size = static_cast<std::size_t>(amount);
    std::string& content = open.file->content;
    grow(content, static_cast<std::size_t>(offset) + size);
    std::memcpy(content.data() + offset, data, size);
    open.file->unsynced.push_back({offset, std::string(static_cast<const char*>(data), size), false});
    return SQLITE_OK;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
    OpenFile& open = of(file);
    const int code = code_of_change(open, SQLITE_IOERR_TRUNCATE);
    if (code != SQLITE_OK) return code;
    open.file->content.resize(static_cast<std::size_t>(size));
    open.file->unsynced.push_back({size, {}, true});
    return SQLITE_OK;
}

int sync(sqlite3_file* file, int /*flags*/) {
    OpenFile& open = of(file);
    const int code = code_of_change(open, SQLITE_IOERR_FSYNC);
    if (code != SQLITE_OK) return code;
    open.disk->sync(*open.file);
    if (open.syncs_names) open.disk->sync_names(open.folder);
    open.syncs_names = false;
    return SQLITE_OK;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    *size = static_cast<sqlite3_int64>(of(file).file->content.size());
    return of(file).disk->is_dead() ? SQLITE_IOERR_FSTAT : SQLITE_OK;
}

// ---- locks (sqlite.org/lockingv3.html) ------------------------------------------------------------------------------

int lock(sqlite3_file* file, int level) {
    OpenFile& open = of(file);
    SimulatedFile& shared = *open.file;
    if (open.disk->is_dead()) return SQLITE_IOERR_LOCK;
    if (open.lock >= level) return SQLITE_OK;
    if (shared.exclusive && shared.exclusive != &open) return SQLITE_BUSY;
    if (level == SQLITE_LOCK_SHARED) {
        shared.readers += 1;
    } else if (level == SQLITE_LOCK_RESERVED) {
        if (shared.reserved && shared.reserved != &open) return SQLITE_BUSY;
        shared.reserved = &open;
    } else {
        if (shared.reserved && shared.reserved != &open) return SQLITE_BUSY;
        if (shared.readers > 1) return SQLITE_BUSY;
        shared.exclusive = &open;
    }
    open.lock = level;
    return SQLITE_OK;
}

int unlock(sqlite3_file* file, int level) {
    OpenFile& open = of(file);
    SimulatedFile& shared = *open.file;
    if (open.lock <= level) return SQLITE_OK;
    if (shared.exclusive == &open) shared.exclusive = nullptr;
    if (shared.reserved == &open) shared.reserved = nullptr;
    if (level == SQLITE_LOCK_NONE) shared.readers -= 1;
    open.lock = level;
    return SQLITE_OK;
}

int check_reserved_lock(sqlite3_file* file, int* answer) {
    *answer = of(file).file->reserved != nullptr;
    return SQLITE_OK;
}

// ---- the shared memory of a log's index -----------------------------------------------------------------------------

int index_map(sqlite3_file* file, int region, int size, int extend, void volatile** memory) {
    OpenFile& open = of(file);
    if (open.disk->is_dead()) return SQLITE_IOERR_SHMMAP;
    SimulatedFile& shared = *open.file;
    if (!open.maps_index) shared.index_users += 1;
    open.maps_index = true;
    const auto wanted = static_cast<std::size_t>(region);
    while (extend && shared.index.size() <= wanted)
        shared.index.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    *memory = wanted < shared.index.size() ? shared.index[wanted].get() : nullptr;
    return SQLITE_OK;
}

int index_lock(sqlite3_file* file, int offset, int count, int flags) {
    OpenFile& open = of(file);
    SimulatedFile& shared = *open.file;
    const bool locks = (flags & SQLITE_SHM_LOCK) != 0, exclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    if (locks && open.disk->is_dead()) return SQLITE_IOERR_SHMLOCK;
    for (int pass = locks ? 0 : 1; pass < 2; ++pass) {  // First look whether all of them can be had.
        for (int i = offset; i < offset + count; ++i) {
            const auto slot = static_cast<std::size_t>(i);
            const unsigned bit = 1U << i;
            if (pass == 0) {
                const int others = shared.index_readers[slot] - ((open.index_shared & bit) != 0 ? 1 : 0);
                if (shared.index_writer[slot] && shared.index_writer[slot] != &open) return SQLITE_BUSY;
                if (exclusive && others > 0) return SQLITE_BUSY;
            } else if (!locks) {
                if ((open.index_shared & bit) != 0) shared.index_readers[slot] -= 1;
                if (shared.index_writer[slot] == &open) shared.index_writer[slot] = nullptr;
                open.index_shared &= ~bit;
                open.index_exclusive &= ~bit;
            } else if (exclusive) {
                shared.index_writer[slot] = &open;
                open.index_exclusive |= bit;
            } else if ((open.index_shared & bit) == 0) {
                shared.index_readers[slot] += 1;
                open.index_shared |= bit;
            }
        }
    }
    return SQLITE_OK;
}

void index_barrier(sqlite3_file* /*file*/) {}

int index_unmap(sqlite3_file* file, int /*remove*/) {
    OpenFile& open = of(file);
    if (!open.maps_index) return SQLITE_OK;
    index_lock(file, 0, 8, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
    open.maps_index = false;
    open.file->index_users -= 1;
    // Whoever opens it first begins with an empty one: os_unix.c truncates it then.
    if (open.file->index_users == 0) open.file->index.clear();
    return SQLITE_OK;
}

int close(sqlite3_file* file) {
    OpenFile& open = of(file);
    index_unmap(file, 0);
    unlock(file, SQLITE_LOCK_NONE);
    open.~OpenFile();
    return SQLITE_OK;
}

int file_control(sqlite3_file* /*file*/, int /*what*/, void* /*argument*/) {
    return SQLITE_NOTFOUND;
}
int sector_size(sqlite3_file* /*file*/) {
    return 4096;
}
int characteristics(sqlite3_file* /*file*/) {
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;  // As unix has it: a write never damages bytes beside it.
}

constexpr sqlite3_io_methods methods{2,
                                     close,
                                     read,
                                     write,
                                     truncate,
                                     sync,
                                     file_size,
                                     lock,
                                     unlock,
                                     check_reserved_lock,
                                     file_control,
                                     sector_size,
                                     characteristics,
                                     index_map,
                                     index_lock,
                                     index_barrier,
                                     index_unmap,
                                     nullptr,
                                     nullptr};

// ---- names ----------------------------------------------------------------------------------------------------------

SimulatedDisk& disk_of(sqlite3_vfs* vfs) {
    return *static_cast<SimulatedDisk*>(vfs->pAppData);
}

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    SimulatedDisk& disk = disk_of(vfs);
    file->pMethods = nullptr;
    if (!disk.has_power()) return SQLITE_CANTOPEN;
    SimulatedDisk::File found = name ? disk.find(name) : std::make_shared<SimulatedFile>();
    if (!found) {
        if ((flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
        if (disk.failure_of_next_change() != Failure::none) return SQLITE_CANTOPEN;
        found = disk.make(name);
    }
    constexpr int journals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_SUPER_JOURNAL | SQLITE_OPEN_WAL;
    const bool is_new_journal = (flags & SQLITE_OPEN_CREATE) != 0 && (flags & journals) != 0;
    new (file) OpenFile{
        {&methods}, &disk, std::move(found), folder_of(name ? name : ""), is_new_journal, SQLITE_LOCK_NONE, false,
        0,          0};
    if (out_flags) *out_flags = flags;
    return SQLITE_OK;
}

int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    SimulatedDisk& disk = disk_of(vfs);
    if (!disk.has_power()) return SQLITE_IOERR_DELETE;
    if (!disk.find(name)) return SQLITE_IOERR_DELETE_NOENT;
    disk.forget(name);
    if (sync_folder) disk.sync_names(folder_of(name));
    return SQLITE_OK;
}

int access(sqlite3_vfs* vfs, const char* name, int /*flags*/, int* answer) {
    *answer = disk_of(vfs).exists(name);
    return disk_of(vfs).is_dead() ? SQLITE_IOERR_ACCESS : SQLITE_OK;
}

}  // namespace

SimulatedDisk::SimulatedDisk(std::uint64_t seed) : chance_(seed), vfs_(std::make_unique<Vfs>()) {
    sector_ = chance_.chance(0.5) ? 512 : 4096;
    name_ = "simulated-" + std::to_string(reinterpret_cast<std::uintptr_t>(this));
    sqlite3_vfs& vfs = vfs_->base;
    vfs = *sqlite3_vfs_find(nullptr);  // For chance and time, which SQLite asks of the default VFS anyway.
    vfs.pNext = nullptr;
    vfs.zName = name_.c_str();
    vfs.pAppData = this;
    vfs.szOsFile = sizeof(OpenFile);
    vfs.xOpen = open;
    vfs.xDelete = sim::remove;
    vfs.xAccess = access;
    vfs.xFullPathname = [](sqlite3_vfs* /*vfs*/, const char* name, int size, char* out) {
        sqlite3_snprintf(size, out, "%s", name);
        return SQLITE_OK;
    };
    vfs.xSleep = [](sqlite3_vfs* /*vfs*/, int microseconds) { return microseconds; };
    vfs.xGetLastError = [](sqlite3_vfs* /*vfs*/, int /*size*/, char* /*out*/) { return 0; };
    EARSHOT_ASSERT(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
}

SimulatedDisk::~SimulatedDisk() {
    sqlite3_vfs_unregister(&vfs_->base);
}

}  // namespace earshot::sim
