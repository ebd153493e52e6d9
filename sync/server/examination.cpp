#include "sync/server/examination.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "platform/host/host_clock.hpp"
#include "platform/host/host_files.hpp"
#include "platform/host/host_random.hpp"
#include "platform/host/permissions.hpp"
#include "sync/server/blobs/folder_blob_store.hpp"
#include "sync/server/blobs/media_examination.hpp"
#include "sync/server/file_progress.hpp"

namespace earshot::sync {
namespace {

constexpr std::uint64_t room_least = 1'000'000'000;  // bytes: a restore needs the store twice
constexpr Duration day{86'400'000};
constexpr Duration backup_age_most = day * 8;
constexpr Duration certificate_left_least = day * 21;
constexpr WallTime no_clock_before{1'767'225'600'000};  // 2026, when this was written

std::string in_megabytes(std::uint64_t bytes) {
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

std::int64_t days_of(Duration time) {
    return time / day;
}

class Examination {
public:
    Examination(KeeperStore& store, platform::Files& files, platform::Random& random, const platform::Clock& clock,
                const ExaminationOptions& options)
        : store_(store), files_(files), random_(random), clock_(clock), options_(options), now_(clock.wall()) {}

    Result<void> examine() {
        EARSHOT_CHECK(examine_size());
        EARSHOT_CHECK(examine_files());
        examine_permissions();
        EARSHOT_CHECK(examine_clock());
        EARSHOT_CHECK(examine_backups());
        if (options_.tls) examine_certificate(*options_.tls);
        return examine_data();
    }

    Result<void> verdict() const {
        if (wrong_ == 0) {
            fmt::print("nothing is wrong\n");
            return {};
        }
        const std::string start = std::to_string(wrong_) + (wrong_ == 1 ? " thing is" : " things are") + " wrong. ";
        const std::string server = "earshot-server " + options_.place.arguments();
        if (!damaged_ && damaged_files_) {
            return Error{
                Errc::corrupt,
                start +
                    "The stories are sound; some photos or other files are not. Look at the disk they lie on, then "
                    "put them back from a copy, also while the store is served: " +
                    server + " restore --media FOLDER"};
        }
        if (!damaged_) return Error{Errc::invalid, start + "The data itself is sound."};
        return Error{Errc::corrupt,
                     start +
                         (options_.place.is_embedded()
                              ? "Stop the server, restore the newest backup with: " + server + " restore FILE."
                              : "Mend the settings of PostgreSQL; for damaged records stop every server, put the "
                                "newest backup back, then: " +
                                    server + " new-epoch.") +
                         " Devices then send again what the backup misses."};
    }

private:
    void wrong(const std::string& words) {
        fmt::print("wrong: {}\n", words);
        wrong_ += 1;
    }

    Result<void> examine_size() {
        EARSHOT_TRY(const auto totals, store_.totals());
        EARSHOT_TRY(const auto devices, store_.devices());
        EARSHOT_TRY(const std::string service, store_.service());
        records_ = totals.records;
        const auto size = static_cast<std::uint64_t>(totals.bytes);
        fmt::print("serving: {}\n", service);
        fmt::print("records: {}, of them stories: {}\n", totals.records, totals.stories);
        fmt::print("devices: {}\n", devices.size());
        fmt::print("size: {}{}\n", in_megabytes(size),
                   totals.room ? ", room on the disk: " + in_megabytes(*totals.room) : std::string());
        if (totals.room && *totals.room < std::max(room_least, 2 * size))
            wrong("the disk has room for little more; a restore needs twice the size of the store");
        return {};
    }

    Result<void> examine_files() {
        if (!options_.place.keeps_media()) return {};
        EARSHOT_TRY(const auto blobs, FolderBlobStore::open(options_.place.folder, files_, random_));
        FileProgress progress(clock_, "files read");
        EARSHOT_TRY(const MediaExamination media, examine_media(store_, *blobs, now_, progress.told()));
        fmt::print("media: {}, of them not here yet: {}\n", media.named, media.missing.size());
        for (const NamedBlob& blob : media.missing)
            fmt::print("not here yet: {} ({})\n", blob.sha256, blob.name);
        for (const NamedBlob& blob : media.damaged)
            wrong("the file " + path_of_blob(options_.place.folder + "/blobs", blob.sha256) + " is damaged (" +
                  blob.name + ")");
        damaged_files_ = !media.damaged.empty();
        return {};
    }

    void examine_permissions() {
        if (!options_.place.is_embedded()) return;
        const std::string file = options_.place.folder + "/shared.db";
        if (platform::others_may_read(file) && platform::others_may_enter(options_.place.folder)) {
            wrong("every user of this machine can read " + file + "; chmod 700 " + options_.place.folder);
        } else {
            fmt::print("permissions: only the server's own user reads the store\n");
        }
    }

    Result<void> examine_clock() {
        EARSHOT_TRY(const auto devices, store_.devices());
        WallTime newest{0};
        for (const EnrolledDevice& device : devices)
            newest = std::max({newest, device.enrolled, device.last_heard.value_or(WallTime{0})});
        if (now_ < no_clock_before || newest - now_ > Duration{60'000}) {
            wrong("the clock says " + to_rfc3339(now_) + ", but a device was heard at " + to_rfc3339(newest) +
                  "; look at the date of this machine and keep it by NTP");
        } else {
            fmt::print("clock: {}\n", to_rfc3339(now_));
        }
        return {};
    }

    Result<void> examine_backups() {
        if (!options_.place.is_embedded()) {
            fmt::print("backup: made by PostgreSQL's own tools, and not seen from here\n");
            return {};
        }
        EARSHOT_TRY(const auto last, store_.last_backup());
        if (!last && records_ == 0) {
            fmt::print("backup: none yet, and nothing to lose\n");
        } else if (!last) {
            wrong("no backup was ever made; make one with: earshot-server --data " + options_.place.folder +
                  " backup FILE");
        } else if (now_ - *last > backup_age_most) {
            wrong(fmt::format("the last backup is {} days old; make one every day", days_of(now_ - *last)));
        } else {
            fmt::print("backup: {}\n", to_rfc3339(*last));
        }
        return {};
    }

    void examine_certificate(const platform::TlsFiles& files) {
        const auto identity = platform::TlsIdentity::load(files);
        if (!identity) return wrong(identity.error().message);
        const WallTime until = (*identity)->valid_until();
        if (until < now_) {
            wrong("the certificate " + files.certificate + " has expired; devices no longer trust the server");
        } else if (until - now_ < certificate_left_least) {
            wrong(fmt::format("the certificate {} expires in {} days; renew it, then send the server SIGHUP",
                              files.certificate, days_of(until - now_)));
        } else {
            fmt::print("certificate: valid until {}\n", to_rfc3339(until));
        }
        if ((*identity)->key_is_open())
            wrong("every user of this machine can read the key " + files.key + "; chmod 600 it");
    }

    Result<void> examine_data() {
        EARSHOT_TRY(const auto findings, store_.examine());
        for (const std::string& finding : findings)
            wrong(finding);
        damaged_ = !findings.empty();
        return {};
    }

    KeeperStore& store_;
    platform::Files& files_;
    platform::Random& random_;
    const platform::Clock& clock_;
    const ExaminationOptions& options_;
    const WallTime now_;
    std::int64_t records_ = 0;
    int wrong_ = 0;
    bool damaged_ = false, damaged_files_ = false;
};

}  // namespace

Result<void> print_examination(const ExaminationOptions& options) {
    platform::HostFiles files;
    platform::HostRandom random;
    const platform::HostClock clock;
    EARSHOT_TRY(const OpenedStore opened, open_store(options.place, Opening::existing, files, random));
    Examination examination(*opened.store, files, random, clock, options);
    EARSHOT_CHECK(examination.examine());
    return examination.verdict();
}

}  // namespace earshot::sync
