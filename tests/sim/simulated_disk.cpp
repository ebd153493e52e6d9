#include "tests/sim/simulated_disk.hpp"

#include <algorithm>
#include <set>

namespace earshot::sim {

void grow(std::string& content, std::size_t size) {
    if (content.capacity() < size) content.reserve(4 * size);
    if (content.size() < size) content.resize(size);
}

namespace {

void put(std::string& content, std::int64_t offset, std::string_view bytes) {
    grow(content, static_cast<std::size_t>(offset) + bytes.size());
    std::copy(bytes.begin(), bytes.end(), content.begin() + offset);
}

void carry_out(std::string& content, const SimulatedFile::Change& change) {
    if (change.truncates) {
        content.resize(static_cast<std::size_t>(change.offset));
    } else {
        put(content, change.offset, change.bytes);
    }
}

Error dead() {
    return {Errc::io, "The power is gone."};
}

}  // namespace

std::string folder_of(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, slash);
}

// ---- what is on the disk --------------------------------------------------------------------------------------------

bool SimulatedDisk::has_power() {
    calls_ += 1;
    if (calls_left_ > 0 && calls_left_ != std::numeric_limits<std::int64_t>::max()) calls_left_ -= 1;
    return !is_dead();
}

SimulatedDisk::Failure SimulatedDisk::failure_of_next_change() {
    const bool fails = trouble.full || trouble.broken || (trouble.fails > 0 && chance_.chance(trouble.fails));
    if (!fails) return Failure::none;
    failures_ += 1;
    if (trouble.full) return Failure::full;
    if (trouble.broken) return Failure::broken;
    return chance_.chance(0.5) ? Failure::full : Failure::broken;
}

SimulatedDisk::File SimulatedDisk::find(const std::string& path) const {
    const auto found = names_.find(path);
    return found == names_.end() ? nullptr : found->second;
}

SimulatedDisk::File SimulatedDisk::make(const std::string& path) {
    return names_[path] = std::make_shared<SimulatedFile>();
}

void SimulatedDisk::sync(SimulatedFile& file) {
    if (pretends_) return;
    for (const SimulatedFile::Change& change : file.unsynced)
        carry_out(file.kept, change);
    file.unsynced.clear();
}

void SimulatedDisk::sync_names(const std::string& folder) {
    if (pretends_) return;
    std::erase_if(kept_names_,
                  [&](const auto& entry) { return folder_of(entry.first) == folder && !names_.contains(entry.first); });
    for (const auto& [path, file] : names_) {
        if (folder_of(path) == folder) kept_names_[path] = file;
    }
}

// ---- power ----------------------------------------------------------------------------------------------------------

void SimulatedDisk::switch_on() {
    settle_names();
    std::set<SimulatedFile*> settled;
    for (const auto& [path, file] : names_) {
        if (settled.insert(file.get()).second) settle(*file);
    }
    kept_names_ = names_;
    calls_left_ = std::numeric_limits<std::int64_t>::max();
}

// Each name that was made, removed or replaced since its folder was synced is as before or as after.
void SimulatedDisk::settle_names() {
    Names both = names_;
    both.insert(kept_names_.begin(), kept_names_.end());
    for (const auto& [path, file] : both) {
        const auto now = names_.find(path), before = kept_names_.find(path);
        const bool same =
            now != names_.end() && before != kept_names_.end() && now->second.get() == before->second.get();
        if (same || chance_.chance(0.5)) continue;
        if (before == kept_names_.end()) {
            names_.erase(path);
        } else {
            names_[path] = before->second;
        }
    }
}

void SimulatedDisk::settle(SimulatedFile& file) {
    // Disks write in any order: all that was under way, none of it, or some of each.
    const std::uint64_t mood = chance_.below(4);
    for (const SimulatedFile::Change& change : file.unsynced) {
        const std::uint64_t fate = mood == 0 ? 0 : mood == 1 ? 1 : chance_.below(3);
        writes_lost_ += fate != 0;
        if (fate == 0) carry_out(file.kept, change);
        if (fate == 2) tear(file, change);
    }
    file.unsynced.clear();
    file.content = file.kept;
    file.readers = 0;
    file.reserved = file.exclusive = nullptr;
    file.index.clear();
    file.index_users = 0;
    file.index_readers = {};
    file.index_writer = {};
}

// Some sectors of the write are on the disk, others are not.
void SimulatedDisk::tear(SimulatedFile& file, const SimulatedFile::Change& change) {
    if (change.truncates) return;
    const auto end = change.offset + static_cast<std::int64_t>(change.bytes.size());
    for (std::int64_t at = change.offset; at < end;) {
        const std::int64_t next = std::min(end, (at / sector_ + 1) * sector_);
        const std::string_view piece =
            std::string_view(change.bytes)
                .substr(static_cast<std::size_t>(at - change.offset), static_cast<std::size_t>(next - at));
        if (chance_.chance(0.5)) put(file.kept, at, piece);
        at = next;
    }
}

// ---- people ---------------------------------------------------------------------------------------------------------

SimulatedDisk::Folder SimulatedDisk::copy_of(const std::string& folder) const {
    Folder files;
    for (const auto& [path, file] : names_) {
        if (path.starts_with(folder + '/')) files[path.substr(folder.size() + 1)] = file->content;
    }
    return files;
}

void SimulatedDisk::replace_folder(const std::string& folder, const Folder& files) {
    const auto is_inside = [&](const auto& entry) { return entry.first.starts_with(folder + '/'); };
    std::erase_if(names_, is_inside);
    std::erase_if(kept_names_, is_inside);
    for (const auto& [name, content] : files) {
        static_cast<void>(make_folder(folder_of(folder + '/' + name)));
        const File file = make(folder + '/' + name);
        file->content = file->kept = content;
        kept_names_[folder + '/' + name] = file;
    }
}

// ---- platform::Files ------------------------------------------------------------------------------------------------

bool SimulatedDisk::exists(const std::string& path) const {
    return names_.contains(path) || folders_.exists(path);
}

Result<std::string> SimulatedDisk::read(const std::string& path) const {
    if (is_dead()) return dead();
    const File file = find(path);
    if (!file) return Error{Errc::not_found, "There is no file " + path + "."};
    return file->content;
}

Result<void> SimulatedDisk::write_atomic(const std::string& path, std::string_view content) {
    if (!has_power()) return dead();
    if (failure_of_next_change() != Failure::none) return Error{Errc::full, "The disk is full."};
    const File file = make(path);
    file->content = file->kept = content;
    kept_names_[path] = file;
    return {};
}

Result<std::uint64_t> SimulatedDisk::size(const std::string& path) const {
    EARSHOT_TRY(const std::string content, read(path));
    return std::uint64_t{content.size()};
}

Result<std::string> SimulatedDisk::read_part(const std::string& path, std::uint64_t from, std::size_t length) const {
    EARSHOT_TRY(const std::string content, read(path));
    return from < content.size() ? content.substr(from, length) : std::string();
}

Result<void> SimulatedDisk::write_end(const std::string& path, std::uint64_t from, std::string_view bytes) {
    if (!has_power()) return dead();
    if (failure_of_next_change() != Failure::none) return Error{Errc::full, "The disk is full."};
    const File found = find(path), file = found ? found : make(path);
    const auto offset = static_cast<std::int64_t>(from);
    if (file->content.size() < from) return Error{Errc::io, path + " is shorter than that."};
    file->content.resize(from);
    file->content += bytes;
    file->unsynced.push_back({offset, {}, true});
    file->unsynced.push_back({offset, std::string(bytes), false});
    return {};
}

Result<void> SimulatedDisk::remove(const std::string& path) {
    if (!has_power()) return dead();
    if (names_.erase(path) == 0) return Error{Errc::not_found, "There is no file " + path + "."};
    sync_names(folder_of(path));
    return {};
}

Result<void> SimulatedDisk::rename(const std::string& from, const std::string& to) {
    if (!has_power()) return dead();
    const File file = find(from);
    if (!file) return Error{Errc::not_found, "There is no file " + from + "."};
    sync(*file);
    names_.erase(from);
    names_[to] = file;
    sync_names(folder_of(from));
    sync_names(folder_of(to));
    return {};
}

Result<std::vector<std::string>> SimulatedDisk::list(const std::string& folder) const {
    if (is_dead()) return dead();
    if (!folders_.exists(folder)) return Error{Errc::not_found, "There is no folder " + folder + "."};
    std::vector<std::string> names;
    for (const auto& [path, file] : names_) {
        if (folder_of(path) == folder) names.push_back(path.substr(folder.size() + 1));
    }
    return names;
}

}  // namespace earshot::sim
