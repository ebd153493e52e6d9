#include "app/frame/app.hpp"

#include <algorithm>
#include <cstdlib>

#include "app/frame/kept_draft.hpp"
#include "app/widgets/toast.hpp"
#include "platform/base/log.hpp"

namespace earshot::app {

Result<std::unique_ptr<App>> App::create(AppOptions options, Ports ports, OutsideWorld outside) {
    EARSHOT_TRY(ports.fonts, FontSet::load(*ImGui::GetIO().Fonts, options.font_folder));
    const std::string language = options.language.value_or(std::string(ports.store.snapshot()->setting("language")));
    EARSHOT_TRY(Strings strings, Strings::load(ports.files, options.assets + "/strings", language));
    return std::unique_ptr<App>(new App(std::move(options), ports, std::move(outside), std::move(strings)));
}

App::App(AppOptions options, Ports ports, OutsideWorld outside, Strings strings)
    : options_(std::move(options)),
      ports_(ports),
      outside_(std::move(outside)),
      strings_(std::move(strings)),
      data_(ports.store),
      pictures_(ports.store, ports.picture_work),
      device_photos_(ports.store, ports.picture_work, ports.files, options_.pictures),
      photo_adder_({.store = ports_.store,
                    .work = ports_.picture_work,
                    .files = ports_.files,
                    .state = state_,
                    .toasts = toasts_,
                    .clock = ports_.clock,
                    .random = ports_.random,
                    .tr = strings_}),
      intent_runner_({.store = ports_.store,
                      .data = data_,
                      .state = state_,
                      .toasts = toasts_,
                      .clock = ports_.clock,
                      .random = ports_.random,
                      .outside = outside_,
                      .photos = photo_adder_}) {
    register_views(views_);
    state_.screen = options_.first;
    state_.welcome.demo_possible = static_cast<bool>(outside_.try_demo);
    state_.wall.month = month_of(ports_.clock.civil_now());
    read_draft();
}

void App::read_draft() {
    const auto kept = std::make_shared<KeptDraft>();
    ports_.store.on_worker([kept](sync::DeviceStore& store) { *kept = read_kept_draft(store); },
                           [this, kept] {
                               draft_read_ = true;
                               if (!kept->trouble.empty()) toasts_.say(kept->trouble, ports_.clock.monotonic());
                               if (kept->photo_lost)
                                   toasts_.say(std::string(strings_("photo.lost")), ports_.clock.monotonic());
                               if (!kept->form || !state_.log.form.is_empty()) return;
                               state_.log.form = std::move(*kept->form);
                               state_.log.adding = 0;  // What is on its way belongs to no story any more.
                               state_.log.draft = DraftState::saved;
                               state_.log.recovered_from =
                                   civil_from_wall(kept->began, ports_.clock.utc_offset(kept->began));
                               kept_form_ = state_.log.form;
                           });
}

// What is let go over a screen where a story can be written comes to that story.
void App::take_dropped(std::span<const std::string> paths) {
    const bool can_write = state_.screen == Screen::log || state_.screen == Screen::stories;
    if (paths.empty() || !can_write) return;
    state_.screen = Screen::log;
    intents_.push_back(intent::AddPhotos{{paths.begin(), paths.end()}});
}

// Settings and names come with the snapshot; they are looked at again only when it is another one.
void App::take_in_settings() {
    const sync::Snapshot& snapshot = data_.snapshot();
    if (taken_in_ == snapshot.revision) return;
    taken_in_ = snapshot.revision;
    const std::string wanted = options_.language.value_or(std::string(snapshot.setting("language")));
    if (!wanted.empty() && wanted != strings_.language()) {
        auto strings = Strings::load(ports_.files, options_.assets + "/strings", wanted);
        if (strings) {
            strings_ = std::move(*strings);
        } else {
            log_warning("strings", strings.error().message);
        }
    }
    vocabulary_ = make_vocabulary(snapshot.stages, snapshot.sites, snapshot.functions, strings_);
}

ThemeChoice App::theme_choice() const {
    const sync::Snapshot& snapshot = data_.snapshot();
    ThemeChoice choice;
    choice.form = options_.form;
    choice.name = options_.theme.value_or(theme_named(snapshot.setting("theme")));
    const double percent = std::atof(std::string(snapshot.setting("text_scale")).c_str());
    const float kept = percent >= 100 && percent <= 300 ? static_cast<float>(percent) / 100 : 1.0F;
    choice.text_scale = options_.text_scale.value_or(kept);
    choice.less_movement = options_.less_movement || snapshot.setting("reduce_motion") == "1";
    return choice;
}

platform::FrameWish App::frame(const platform::FrameInput& input) {
    data_.begin_frame();
    ports_.picture_work.deliver();
    photo_adder_.begin_frame();
    pictures_.begin_frame(input.now);
    device_photos_.begin_frame(input.now);
    take_in_settings();
    ui_.begin_frame(make_theme(theme_choice(), ports_.fonts, input.pixels_per_mm, input.height), input);
    take_dropped(input.dropped);
    draw();
    IntentQueue intents;
    intents.swap(intents_);
    for (const Intent& intent : intents)
        intent_runner_.run(intent, strings_);
    keep_draft(input.now, input.close_requested);
    // A photo that goes to disk holds the draft back; its arrival brings a frame.
    const Instant next_draft = photo_adder_.is_keeping() ? Instant::never() : autosave_.next();
    ui_.wake_at(std::min(next_draft, toasts_.next()));
    if (!intents.empty()) ui_.wake_after(Duration{0});
    platform::FrameWish wish = ui_.end_frame();
    wish.quit = input.close_requested;
    return wish;
}

void App::draw() {
    const sync::SyncStatus sync_status = outside_.sync_status ? outside_.sync_status() : sync::SyncStatus{};
    const sync::MediaStatus media_status = outside_.media_status ? outside_.media_status() : sync::MediaStatus{};
    FrameContext frame{.ui = ui_,
                       .tr = strings_,
                       .names = vocabulary_,
                       .data = data_,
                       .pictures = pictures_,
                       .device_photos = device_photos_,
                       .sync = sync_status,
                       .media = media_status,
                       .state = state_,
                       .intents = intents_,
                       .now = ports_.clock.civil_now(),
                       .clock = {.wall = ports_.clock.wall(),
                                 .instant = ui_.now,
                                 .utc_offset = ports_.clock.utc_offset(ports_.clock.wall())}};
    View* view = views_.find(state_.screen);
    EARSHOT_ASSERT(view != nullptr);
    view->draw(frame);
    for (const auto& above : views_.above())
        above->draw(frame);
    draw_toast();
}

void App::draw_toast() {
    if (const std::string* words = toasts_.shown(ui_.now)) toast(ui_, *words);
}

// A change of the form is handed to the store within Autosave's pace, or at once when the person leaves; the saved mark
// follows the commit.
void App::keep_draft(Instant now, bool leaving) {
    LogState& log = state_.log;
    if (log.saving || !draft_read_) return;
    if (log.form != kept_form_) {
        if (log.form.is_empty() && log.adding > 0) return;
        kept_form_ = log.form;
        if (log.form.is_empty()) {
            autosave_.reset();
            log.draft = DraftState::empty;
            ports_.store.submit(sync::ask::DropDraft{}, {});
        } else {
            if (log.form.id.is_nil()) {
                log.form.id = ports_.random.uuid7(ports_.clock.wall());
                kept_form_.id = log.form.id;
            }
            autosave_.changed(now);
            log.draft = DraftState::writing;
        }
    }
    if (photo_adder_.is_keeping() && !leaving) return;
    if (!autosave_.due(now) && !(leaving && autosave_.is_dirty())) return;
    autosave_.handed_over(now);
    ports_.store.submit(sync::ask::SaveDraft{to_json(log.form)}, [this](const Result<sync::StoreAnswer>& answer) {
        if (!answer) {
            autosave_.failed(ports_.clock.monotonic());
            state_.log.draft = DraftState::failed;
            state_.log.draft_trouble = answer.error().message;
            return;
        }
        autosave_.kept();
        if (!autosave_.is_dirty() && state_.log.draft == DraftState::writing) state_.log.draft = DraftState::saved;
    });
}

bool App::is_settled() const {
    return data_.waiting() == 0 && pictures_.waiting() == 0 && device_photos_.waiting() == 0 && draft_read_ &&
           photo_adder_.waiting() == 0 && !autosave_.is_dirty() && !autosave_.under_way() && !state_.log.saving;
}

}  // namespace earshot::app
