// tests/sim/simulated_disk.hpp: the disk of one machine, in memory, that knows what it has synced and what it has not.
//
// It answers SQLite as a VFS and everybody else as platform::Files, over the same names. When the power goes, each
// write since its file was last synced survives, is lost, or survives in some of its sectors only, as the seed decides;
// a file that was made, removed or replaced since its folder was last synced is there, or is not. What SQLite may
// expect of a disk is what its unix VFS promises: a sync of a file keeps the file, a first sync of a journal or log
// keeps the names of its folder too, a sector is not half-written, neighbouring sectors may be.
// (sqlite.org/atomiccommit.html, 2.0 and 9.2; sqlite.org/testing.html, 3.3)
//
// The power can go at any call. As in SQLite's own tests the process does not end there: the disk is dead, every call
// fails and changes nothing, and whoever holds stores on it drops them, calls switch_on() and opens them again.
//
// Threads  one.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "platform/base/prng.hpp"
#include "platform/fake/memory_files.hpp"

namespace earshot::sim {

// A file: what programs read, and what a power loss cannot take any more.
struct SimulatedFile {
    struct Change {
        std::int64_t offset = 0;
        std::string bytes;
        bool truncates = false;  // the file ends at `offset` now
    };
    std::string content, kept;
    std::vector<Change> unsynced;

    // The locks of its connections (sqlite.org/lockingv3.html), and the shared memory of a log's index.
    int readers = 0;
    const void *reserved = nullptr, *exclusive = nullptr;
    std::vector<std::unique_ptr<char[]>> index;
    int index_users = 0;
    std::array<int, 8> index_readers{};
    std::array<const void*, 8> index_writer{};
};

// At least so long. Room for more at once: databases grow page by page, and copying them took a sixteenth of all time.
void grow(std::string& content, std::size_t size);

// Without the last slash; empty when there is none.
std::string folder_of(const std::string& path);

class SimulatedDisk : public platform::Files {
public:
    explicit SimulatedDisk(std::uint64_t seed);
    // Nobody has a file open.
    ~SimulatedDisk() override;
    SimulatedDisk(const SimulatedDisk&) = delete;
    SimulatedDisk& operator=(const SimulatedDisk&) = delete;

    // The name of the VFS.
    const std::string& vfs() const { return name_; }

    // ---- power. After so many more calls the disk is dead.
    void lose_power_after(std::int64_t calls) { calls_left_ = calls; }
    bool is_dead() const { return calls_left_ <= 0; }
    // The power loss that was to come does not.
    void keep_power() {
        if (!is_dead()) calls_left_ = std::numeric_limits<std::int64_t>::max();
    }
    void switch_on();
    // Every sync is reported as done and does nothing, as with PRAGMA synchronous = OFF: a planted bug.
    void pretend_to_sync(bool pretends) { pretends_ = pretends; }

    // ---- trouble without power loss
    struct Trouble {
        double fails = 0;  // of writes, syncs, truncations and openings
        bool full = false, broken = false;
    };
    Trouble trouble;

    // ---- what people do with folders: everything in them and below, by name.
    using Folder = std::map<std::string, std::string>;
    Folder copy_of(const std::string& folder) const;
    void replace_folder(const std::string& folder, const Folder& files);

    std::int64_t calls() const { return calls_; }
    // Calls that failed for another reason than power.
    std::int64_t failures() const { return failures_; }
    // Writes that a power loss took, in part or whole.
    std::int64_t writes_lost() const { return writes_lost_; }

    // ---- platform::Files. write_atomic(), rename() and remove() survive a power loss as soon as they are done.
    bool exists(const std::string& path) const override;
    Result<std::string> read(const std::string& path) const override;
    Result<void> write_atomic(const std::string& path, std::string_view content) override;
    Result<std::uint64_t> size(const std::string& path) const override;
    Result<std::string> read_part(const std::string& path, std::uint64_t from, std::size_t length) const override;
    Result<void> write_end(const std::string& path, std::uint64_t from, std::string_view bytes) override;
    Result<void> remove(const std::string& path) override;
    Result<void> rename(const std::string& from, const std::string& to) override;
    Result<void> make_folder(const std::string& path) override { return folders_.make_folder(path); }
    Result<std::vector<std::string>> list(const std::string& folder) const override;
    Result<std::unique_ptr<platform::FileLock>> lock(const std::string& path) override { return folders_.lock(path); }
    Result<std::uint64_t> free_space(const std::string&) const override { return std::uint64_t{1} << 40; }

    // ---- what the VFS asks (simulated_vfs.cpp)
    using File = std::shared_ptr<SimulatedFile>;
    // Each call counts down to the power loss. False: the disk is dead.
    bool has_power();
    enum class Failure { none, full, broken };
    Failure failure_of_next_change();
    File find(const std::string& path) const;
    File make(const std::string& path);
    void forget(const std::string& path) { names_.erase(path); }
    void sync(SimulatedFile& file);
    void sync_names(const std::string& folder);

private:
    struct Vfs;
    using Names = std::map<std::string, File>;
    void settle_names();
    void settle(SimulatedFile& file);
    void tear(SimulatedFile& file, const SimulatedFile::Change& change);

    Prng chance_;
    std::string name_;
    std::unique_ptr<Vfs> vfs_;
    platform::MemoryFiles folders_;  // folders and locks only
    Names names_, kept_names_;
    std::int64_t calls_ = 0, failures_ = 0, writes_lost_ = 0;
    std::int64_t calls_left_ = std::numeric_limits<std::int64_t>::max();
    bool pretends_ = false;
    std::int64_t sector_;
};

}  // namespace earshot::sim
