#include "tests/support/faulty_disk.hpp"

#include <limits>
#include <new>

#include <sqlite3.h>

#include "platform/base/assert.hpp"

namespace earshot::test {

struct FaultyDisk::Disk {
    std::string name;
    sqlite3_vfs vfs{};
    sqlite3_vfs* real = nullptr;
    std::int64_t operations = 0;
    std::int64_t fail_from = std::numeric_limits<std::int64_t>::max();
    int code = SQLITE_OK;

    int next_operation() {
        operations += 1;
        return operations > fail_from ? code : SQLITE_OK;
    }
};

namespace {

using Disk = FaultyDisk::Disk;

// Our file, followed in memory by the real one.
struct File {
    sqlite3_file base;
    Disk* disk;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File& of(sqlite3_file* file) {
    return *reinterpret_cast<File*>(file);
}
sqlite3_file* real(sqlite3_file* file) {
    return of(file).real();
}
const sqlite3_io_methods& methods(sqlite3_file* file) {
    return *real(file)->pMethods;
}

int write(sqlite3_file* file, const void* data, int amount, sqlite3_int64 offset) {
    if (const int code = of(file).disk->next_operation(); code != SQLITE_OK) return code;
    return methods(file).xWrite(real(file), data, amount, offset);
}
int sync(sqlite3_file* file, int flags) {
    if (const int code = of(file).disk->next_operation(); code != SQLITE_OK) {
        return code == SQLITE_FULL ? SQLITE_FULL : SQLITE_IOERR_FSYNC;
    }
    return methods(file).xSync(real(file), flags);
}
int truncate(sqlite3_file* file, sqlite3_int64 size) {
    return methods(file).xTruncate(real(file), size);
}
int read(sqlite3_file* file, void* data, int amount, sqlite3_int64 offset) {
    return methods(file).xRead(real(file), data, amount, offset);
}
int close(sqlite3_file* file) {
    return methods(file).xClose(real(file));
}
int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return methods(file).xFileSize(real(file), size);
}
int lock(sqlite3_file* file, int level) {
    return methods(file).xLock(real(file), level);
}
int unlock(sqlite3_file* file, int level) {
    return methods(file).xUnlock(real(file), level);
}
int check_reserved_lock(sqlite3_file* file, int* answer) {
    return methods(file).xCheckReservedLock(real(file), answer);
}
int file_control(sqlite3_file* file, int what, void* argument) {
    return methods(file).xFileControl(real(file), what, argument);
}
int sector_size(sqlite3_file* file) {
    return methods(file).xSectorSize(real(file));
}
int characteristics(sqlite3_file* file) {
    return methods(file).xDeviceCharacteristics(real(file));
}
int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
    return methods(file).xShmMap(real(file), page, size, extend, memory);
}
int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return methods(file).xShmLock(real(file), offset, count, flags);
}
void shm_barrier(sqlite3_file* file) {
    methods(file).xShmBarrier(real(file));
}
int shm_unmap(sqlite3_file* file, int remove) {
    return methods(file).xShmUnmap(real(file), remove);
}

constexpr sqlite3_io_methods file_methods{2,
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
                                          shm_map,
                                          shm_lock,
                                          shm_barrier,
                                          shm_unmap,
                                          nullptr,
                                          nullptr};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    auto& disk = *static_cast<Disk*>(vfs->pAppData);
    auto* ours = new (file) File{{nullptr}, &disk};
    const int code = disk.real->xOpen(disk.real, name, ours->real(), flags, out_flags);
    if (code == SQLITE_OK) ours->base.pMethods = &file_methods;
    return code;
}

}  // namespace

FaultyDisk::FaultyDisk() : disk_(std::make_unique<Disk>()) {
    disk_->name = "faulty-" + std::to_string(reinterpret_cast<std::uintptr_t>(disk_.get()));
    disk_->real = sqlite3_vfs_find(nullptr);
    // All but opening is the real VFS's own: its functions only look at what SQLite hands them.
    disk_->vfs = *disk_->real;
    disk_->vfs.zName = disk_->name.c_str();
    disk_->vfs.pNext = nullptr;
    disk_->vfs.szOsFile = static_cast<int>(sizeof(File)) + disk_->real->szOsFile;
    disk_->vfs.xOpen = open;
    disk_->vfs.pAppData = disk_.get();
    EARSHOT_ASSERT(sqlite3_vfs_register(&disk_->vfs, 0) == SQLITE_OK);
}

FaultyDisk::~FaultyDisk() {
    sqlite3_vfs_unregister(&disk_->vfs);
}

const std::string& FaultyDisk::name() const {
    return disk_->name;
}

void FaultyDisk::fail_after(std::int64_t operations, int code) {
    disk_->fail_from = disk_->operations + operations;
    disk_->code = code;
}

void FaultyDisk::heal() {
    disk_->fail_from = std::numeric_limits<std::int64_t>::max();
}

std::int64_t FaultyDisk::operations() const {
    return disk_->operations;
}

}  // namespace earshot::test
