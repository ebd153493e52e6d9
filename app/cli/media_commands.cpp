// earshot attach, earshot media get: photos, voice notes and documents of stories, in and out.
#include <algorithm>

#include <fmt/format.h>

#include "app/cli/data_folder.hpp"
#include "app/cli/media_run.hpp"
#include "app/cli/progress_line.hpp"
#include "app/cli/subcommands.hpp"
#include "app/commands/attach_file.hpp"
#include "sync/model/tables.hpp"
#include "sync/portable/json.hpp"

namespace earshot::app {
namespace {

namespace attachment = sync::attachment;

struct AttachOptions {
    std::string story, file, name;
    bool json = false;
};

ExitCode fail_or_wrong(Shell& shell, const Error& error) {
    return error.code == Errc::invalid ? shell.wrong(error.message) : shell.fail(error);
}

ExitCode run_attach(Shell& shell, const AttachOptions& options) {
    auto store = open_store(shell);
    if (!store) return shell.fail(store.error());
    const auto story = find_story(**store, options.story);
    if (!story) return fail_or_wrong(shell, story.error());
    auto file = read_attachable(options.file, shell.files);
    if (!file) return fail_or_wrong(shell, file.error());
    const auto context = context_of(**store, shell);
    if (!context) return shell.fail(context.error());
    const std::string name = options.name.empty() ? file_name_of(options.file) : options.name;
    const auto id = attach_file({*story, name, std::move(*file)}, **store, *context);
    if (!id) return fail_or_wrong(shell, id.error());
    if (!options.json) {
        shell.console.print_line(to_text(*id));
        return ExitCode::done;
    }
    sync::JsonWriter line;
    line.text("id", to_text(*id));
    line.text("story", to_text(*story));
    shell.console.print_line(line.take());
    return ExitCode::done;
}

struct GetOptions {
    std::string id, out;
    bool thumbnail = false;
};

// Asks for it, and waits until it is here or something stands in the way.
Result<void> fetch(Shell& shell, sync::DeviceStore& store, std::string_view sha256) {
    EARSHOT_CHECK(store.media().ask_for(sha256));
    const Network network = shell.network();
    EARSHOT_TRY(const sync::MediaStatus status, run_media(shell, store, network));
    EARSHOT_TRY(const sync::MediaState state, store.media().find(sha256));
    if (state.held) return {};
    if (state.missing_since) {
        return Error{Errc::unavailable,
                     "The shared store does not have this file yet. It may still be on the device that made it; this "
                     "device asks again by itself."};
    }
    EARSHOT_TRY(const std::string server, store.setting("server"));
    if (server.empty()) {
        return Error{Errc::unavailable,
                     "The file is not on this device, and this device is not enrolled. Join with: "
                     "earshot enrol --server URL --code CODE"};
    }
    return Error{Errc::unavailable, "The file is not on this device yet. " + status.what_happened +
                                        " It goes on where it stopped with the next sync."};
}

Result<std::string> bytes_of(Shell& shell, sync::DeviceStore& store, const GetOptions& options) {
    const auto id = parse_id(options.id);
    if (!id)
        return Error{Errc::invalid, "\"" + options.id + "\" is not the id of an attachment; earshot show lists them."};
    EARSHOT_TRY(const sync::Record record, store.find(sync::Kind::attachment, *id));
    if (record.is_deleted()) return Error{Errc::not_found, "The attachment has been removed."};
    const std::string sha256(record.text(options.thumbnail ? attachment::thumbnail_sha256 : attachment::sha256));
    if (sha256.empty()) {
        return Error{Errc::not_found,
                     options.thumbnail ? "The attachment has no thumbnail." : "The attachment does not name its file."};
    }
    EARSHOT_TRY(const sync::MediaState state, store.media().find(sha256));
    if (!state.held) EARSHOT_CHECK(fetch(shell, store, sha256));
    return store.media().read(sha256);
}

ExitCode run_get(Shell& shell, const GetOptions& options) {
    auto store = open_store(shell);
    if (!store) return shell.fail(store.error());
    const auto bytes = bytes_of(shell, **store, options);
    if (!bytes) return fail_or_wrong(shell, bytes.error());
    if (const auto written = shell.files.write_atomic(options.out, *bytes); !written)
        return shell.fail(written.error());
    shell.console.say(fmt::format("{} bytes written to {}", bytes->size(), options.out));
    return ExitCode::done;
}

}  // namespace

Result<sync::MediaStatus> run_media(Shell& shell, sync::DeviceStore& store, const Network& network) {
    constexpr Duration step_longest{1'000};
    using State = sync::MediaStatus::State;
    sync::MediaCourier courier({}, store, network.transport, shell.clock, shell.random);
    EARSHOT_CHECK(courier.try_now());
    while (true) {
        const Instant now = shell.clock.monotonic();
        EARSHOT_TRY(const Instant next, courier.step(now));
        const State state = courier.status().state;
        if (state != State::sending && state != State::fetching) {
            shell.console.progress({});
            return courier.status();
        }
        shell.console.progress(progress_line(courier.status(), now));
        network.waiter.wait(std::clamp(next - now, Duration{0}, step_longest));
    }
}

void add_attach(const Command& app, Shell& shell) {
    const auto options = std::make_shared<AttachOptions>();
    const Command command = app.add_command("attach", "Attach a photo, a voice note or a document to a story");
    command.option("story", options->story, "The story, or the first digits of its id").required();
    command.option("file", options->file, "The file; a copy of it is kept").required();
    command.option("--name", options->name, "What people see; otherwise the name of the file");
    command.flag("--json", options->json, "Print {\"id\": ..., \"story\": ...}");
    command.footer(
        "Takes JPEG, PNG and WebP pictures; WAV, Ogg, Opus and WebM voice notes; PDF and plain text; up to 25 MiB.\n"
        "Pictures shrink to 2048 pixels and lose everything but what is seen: no place, no time, no camera.\n"
        "The id of the attachment is printed when it is safely on disk.\n\n"
        "Examples:\n"
        "  earshot attach 0198f0a1-b2c3 lamp.jpg\n"
        "  earshot attach 0198f0a1-b2c3 note.wav --name \"What she said\"");
    command.runs([&shell, options] { return run_attach(shell, *options); });
}

void add_media(const Command& app, Shell& shell) {
    const auto options = std::make_shared<GetOptions>();
    const Command media = app.add_command("media", "Photos, voice notes and documents of stories");
    media.require_command();
    const Command command = media.add_command("get", "Write an attachment into a file, fetching it if need be");
    command.option("attachment", options->id, "Its id, as earshot show prints it").required();
    command.option("--out", options->out, "The file to write").required();
    command.flag("--thumbnail", options->thumbnail, "The small picture instead");
    command.footer(
        "Examples:\n"
        "  earshot media get 0198f0a1-b2c3-7d4e-8f00-0123456789ab --out lamp.jpg");
    command.runs([&shell, options] { return run_get(shell, *options); });
}

}  // namespace earshot::app
