#include "sync/server/media_commands.hpp"

#include <fmt/format.h>

#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "sync/server/blobs/media_copy.hpp"
#include "sync/server/file_progress.hpp"

namespace earshot::sync {
namespace {

Error keeps_no_media() {
    return {
        Errc::invalid,
        "Photos and other files of this store are in a folder that the command was not told of. Nothing was copied; "
        "say it with --data FOLDER, as the servers are."};
}

std::string files_of(std::size_t count) {
    return fmt::format("{} {}", count, count == 1 ? "file" : "files");
}

void print_each(const std::vector<NamedBlob>& blobs, std::string_view what) {
    for (const NamedBlob& blob : blobs)
        fmt::print(stderr, "{}: {} ({})\n", what, blob.sha256, blob.name);
}

}  // namespace

Result<void> back_up_media(const StorePlace& place, const std::string& folder) {
    if (!place.keeps_media()) return keeps_no_media();
    platform::HostFiles files;
    platform::HostRandom random;
    const platform::HostClock clock;
    EARSHOT_TRY(const OpenedStore opened, open_store(place, Opening::existing, files, random));
    FileProgress progress(clock, "files looked at");
    EARSHOT_TRY(const MediaCopy copy,
                copy_media_to(folder, *opened.store, place.folder, files, clock.wall(), progress.told()));
    fmt::print(stderr,
               "Photos and other files in {}: {} checked and sound, {} copied, {} mended, {} not in the store yet.\n",
               folder, copy.here_already, copy.copied, copy.mended, copy.missing.size());
    if (copy.removed > 0)
        fmt::print(stderr, "{} left it, as what they belonged to was deleted or forgotten.\n",
                   files_of(static_cast<std::size_t>(copy.removed)));
    if (copy.damaged.empty() && copy.lost.empty()) return {};
    print_each(copy.damaged, "damaged in the store, and not copied");
    print_each(copy.lost, "damaged in the copy, and not in the store");
    return Error{
        Errc::corrupt,
        files_of(copy.damaged.size() + copy.lost.size()) +
            " cannot be read or are not what they were. What the copy has of them was left as it is; all others are in "
            "it. Look at the disk they lie on; this copy or an older one may have them: earshot-server " +
            place.arguments() + " restore --media FOLDER"};
}

Result<void> restore_media(const StorePlace& place, const std::string& folder) {
    if (!place.keeps_media()) return keeps_no_media();
    platform::HostFiles files;
    platform::HostRandom random;
    const platform::HostClock clock;
    if (!files.exists(folder))
        return Error{Errc::not_found, "There is no folder " + folder + ". No photos or other files were brought."};
    EARSHOT_TRY(const OpenedStore opened, open_store(place, Opening::existing, files, random));
    FileProgress progress(clock, "files looked at");
    EARSHOT_TRY(const MediaCopy copy,
                bring_media_from(folder, *opened.store, place.folder, files, clock.wall(), progress.told()));
    fmt::print(stderr, "Photos and other files: {} brought from {}, {} mended, {} were here and sound.\n", copy.copied,
               folder, copy.mended, copy.here_already);
    print_each(copy.missing, "in neither");
    if (copy.damaged.empty() && copy.lost.empty()) return {};
    print_each(copy.damaged, "damaged in the copy, and not brought");
    print_each(copy.lost, "damaged here, and not in the copy");
    return Error{Errc::corrupt,
                 files_of(copy.damaged.size() + copy.lost.size()) +
                     " cannot be read or are not what they were. All others are here; try an older copy for these."};
}

}  // namespace earshot::sync
