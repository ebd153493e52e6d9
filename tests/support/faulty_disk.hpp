// tests/support/faulty_disk.hpp: a disk under SQLite that runs full or breaks when the test says so.
//
//   test::FaultyDisk disk;                      // registers a VFS of its own; everything goes to the real disk below
//   DeviceStore::open({.folder = ..., .vfs = disk.name()}, ...);
//   disk.fail_after(12, SQLITE_FULL);           // the 13th write or sync from now on, and all after it, fail
//   disk.heal();
#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace earshot::test {

class FaultyDisk {
public:
    FaultyDisk();
    // Every database on it is closed.
    ~FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;

    const std::string& name() const;
    // `code` is SQLITE_FULL or one of SQLITE_IOERR.
    void fail_after(std::int64_t operations, int code);
    void heal();
    // Writes and syncs since the disk was made.
    std::int64_t operations() const;

    struct Disk;

private:
    std::unique_ptr<Disk> disk_;
};

}  // namespace earshot::test
