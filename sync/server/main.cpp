// sync/server/main.cpp: earshot-server, the shared store as a program.
//
// Exit codes: 0 done, 1 failed (the reason is on stderr), 2 wrong usage.
#include <algorithm>
#include <map>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "platform/base/log.hpp"
#include "platform/host/heap.hpp"
#include "platform/host/interruption.hpp"
#include "sync/server/audit_command.hpp"
#include "sync/server/examination.hpp"
#include "sync/server/keeper_commands.hpp"
#include "sync/server/media_commands.hpp"
#include "sync/server/serve.hpp"

namespace {

using namespace earshot;

// Sites are keys, as in sync/model.
std::string check_site(const std::string& site) {
    const bool sound = site.size() <= 64 && std::all_of(site.begin(), site.end(), [](char c) {
                           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                       });
    return sound ? "" : "a site is written in small letters, digits and hyphens, as in leeds";
}

}  // namespace

int main(int argc, char** argv) {
    platform::give_back_freed_memory();
    platform::hold_interruption();
    CLI::App app("The shared store of Earshot: keeps the company's stories and passes them on to its devices.",
                 "earshot-server");
    app.require_subcommand(1);
    app.failure_message(CLI::FailureMessage::help);
    sync::StorePlace place;
    app.add_option(
        "--data", place.folder,
        "Folder of the shared store, where earshot-server keeps it itself; with --store the folder of photos "
        "and voice notes, which all servers of the company share");
    app.add_option("--store", place.address,
                   "Address of the shared store in PostgreSQL, postgres://USER@HOST:PORT,HOST2:PORT2/DATABASE; a "
                   "password belongs into PGPASSWORD or a password file (PGPASSFILE)");
    app.parse_complete_callback([&] {
        if (const auto sound = sync::check_place(place); !sound) throw CLI::ValidationError(sound.error().message);
    });
    Result<void> outcome;

    sync::ServeOptions options;
    std::string address = "127.0.0.1:8080";
    auto* serve = app.add_subcommand("serve", "Answer devices until SIGTERM; prints the address it listens on");
    serve->add_option("--listen", address, "HOST:PORT; port 0 takes any free one")
        ->capture_default_str()
        ->check([&](const std::string& text) {
            const auto parsed = sync::parse_address(text, options);
            return parsed ? std::string() : parsed.error().message;
        });
    serve->add_option("--threads", options.threads, "How many requests are answered at once")
        ->capture_default_str()
        ->check(CLI::Range(1, 64));
    serve->add_option("--company", options.company, "What devices show as the name of the company");
    platform::TlsFiles tls;
    auto* certificate = serve->add_option("--tls-cert", tls.certificate,
                                          "Speak TLS with this certificate chain (PEM); SIGHUP has it read again");
    auto* key = serve->add_option("--tls-key", tls.key, "The certificate's private key (PEM, without passphrase)");
    certificate->needs(key);
    key->needs(certificate);
    serve->add_flag("--proxy", options.proxy_in_front,
                    "A proxy on this machine stands in front: believe its X-Forwarded-For");
    serve->add_flag("--open-metrics", options.metrics_for_all, "Answer /metrics to other machines too");
    std::string log_format = "text";
    serve->add_option("--log-format", log_format, "How lines of the log look")
        ->capture_default_str()
        ->check(CLI::IsMember({"text", "json"}));
    serve
        ->add_option("--keep-deleted", options.tombstone_days,
                     "Days after which a deletion is forgotten; a device away for longer starts from a snapshot")
        ->capture_default_str()
        ->check(CLI::Range(1, 36'500));
    bool quiet = false;
    serve->add_flag("--quiet", quiet, "Log warnings and errors only");
    serve->callback([&] {
        set_log_format(log_format == "json" ? LogFormat::json : LogFormat::text);
        set_log_level(quiet ? LogLevel::warning : LogLevel::info);
        options.place = place;
        if (!tls.key.empty()) options.tls = tls;
        outcome = sync::parse_address(address, options);
        if (outcome) outcome = sync::serve(options);
    });

    std::string role = "teller", site;
    auto* enrol = app.add_subcommand("enrol", "Make a code with which one device can enrol within ten minutes");
    enrol->add_option("--role", role, "What the device may do and see")
        ->capture_default_str()
        ->check(CLI::IsMember({"teller", "leader", "facilitator", "keeper"}));
    enrol->add_option("--site", site, "Where the device is, as in leeds")->check(check_site);
    sync::CodeAsPicture picture;
    auto* address_for_devices =
        enrol->add_option("--address", picture.server, "Where devices reach this store, as https://earshot.example");
    auto* qr = enrol->add_flag("--qr", picture.in_terminal, "Show a QR code of address and code in the terminal");
    auto* qr_file = enrol->add_option("--qr-file", picture.file, "Write it as a picture, .png or .svg");
    qr->needs(address_for_devices);
    qr_file->needs(address_for_devices);
    enrol->callback([&] { outcome = sync::print_new_code(place, *sync::role_named(role), site, picture); });

    bool json = false;
    auto* devices = app.add_subcommand("devices", "List the enrolled devices");
    devices->add_flag("--json", json, "One JSON object a line");
    devices->callback([&] { outcome = sync::print_devices(place, json); });

    std::string device;
    auto* revoke = app.add_subcommand("revoke", "End a device's access");
    revoke->add_option("DEVICE", device, "Its name, its id, or the first digits of its id")->required();
    revoke->callback([&] { outcome = sync::revoke_named_device(place, device); });

    sync::Forget forget;
    auto* forgetting = app.add_subcommand("forget", "Forget a customer, here and on every device, for good");
    auto* stories = forgetting->add_option("--story", forget.stories, "The id of a story; may be given several times");
    auto* customer = forgetting->add_option("--customer", forget.reference,
                                            "The customer's number or name, as stories "
                                            "have it");
    customer->excludes(stories);
    forgetting->add_flag("--words-too", forget.words_too, "The words too; kind, stage and mood stay and are counted");
    forgetting->add_flag("--dry-run", forget.dry_run, "Say what it would reach, change nothing");
    forgetting->add_flag("--json", forget.json, "One JSON object");
    forgetting->callback([&] { outcome = sync::forget_customer(place, forget); });

    std::string file, media;
    auto* backup = app.add_subcommand("backup", "Copy the shared store, also while it serves");
    backup->add_option("FILE", file, "The copy of the embedded store; must not exist");
    backup->add_option(
        "--media", media,
        "A folder for photos and other files: what is not there yet is copied to it, what was deleted or "
        "forgotten leaves it");
    backup->require_option(1, 2);
    backup->callback([&] {
        if (!file.empty()) outcome = sync::back_up(place, file);
        if (outcome && !media.empty()) outcome = sync::back_up_media(place, media);
    });
    auto* restore = app.add_subcommand("restore", "Put a backup in the place of the shared store");
    restore->add_option("FILE", file, "The backup of the embedded store; nobody may be serving");
    restore->add_option("--media", media,
                        "The folder of photos and other files: what is missing or damaged in the store is brought from "
                        "it, also while it serves");
    restore->require_option(1, 2);
    restore->callback([&] {
        if (!file.empty()) outcome = sync::restore_backup(place, file);
        if (outcome && !media.empty()) outcome = sync::restore_media(place, media);
    });

    auto* new_epoch = app.add_subcommand(
        "new-epoch", "Announce that the store was put back to an older state; devices then send again what they have");
    new_epoch->callback([&] { outcome = sync::announce_restore(place); });

    std::string kind;
    auto* records = app.add_subcommand("export", "Print every record as a line of JSON");
    records->add_option("--kind", kind, "Only records of this kind, as in story");
    records->callback([&] { outcome = sync::print_records(place, kind); });

    sync::AuditOptions audited;
    auto* audit = app.add_subcommand("audit", "List who changed what when: ids and times, no words");
    audit->add_option("--since", audited.since, "From this day or minute on (UTC), as 2026-11-03 or 2026-11-03T11:20");
    audit->add_option("--device", audited.device, "Only the deeds of the device with this id");
    audit->add_flag("--json", audited.json, "One JSON object a line, with the ids of the records");
    audit->callback([&] {
        audited.place = place;
        outcome = sync::print_audit(audited);
    });

    auto* doctor = app.add_subcommand("doctor", "Look for anything wrong");
    platform::TlsFiles examined;
    auto* examined_certificate = doctor->add_option("--tls-cert", examined.certificate, "Look at this certificate too");
    auto* examined_key = doctor->add_option("--tls-key", examined.key, "The certificate's private key");
    examined_certificate->needs(examined_key);
    examined_key->needs(examined_certificate);
    doctor->callback([&] {
        outcome = sync::print_examination({place, examined.key.empty() ? std::nullopt : std::optional(examined)});
    });

    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& trouble) {
        return app.exit(trouble) == 0 ? 0 : 2;
    }
    if (outcome) return 0;
    fmt::print(stderr, "{}\n", outcome.error().message);
    return 1;
}
