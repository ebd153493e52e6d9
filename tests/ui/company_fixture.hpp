// tests/ui/company_fixture.hpp: one screen of the app over a real store, with real touches and keys.
//
//   CompanyScreen screen({.width = 1920, .height = 1080, .theme = {.form = Form::wall}});
//   screen.add_demo();
//   screen.show<WallView>();
//   screen.harness.tap(900, 500);
//   CHECK(screen.state.screen == Screen::reader);
//
// The store answers between two frames, as it does on a tablet. Intents are kept instead of carried out.
#pragma once

#include <memory>
#include <string>

#include "app/demo/demo_company.hpp"
#include "app/views/frame_context.hpp"
#include "platform/fake/memory_files.hpp"
#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "platform/fake/stepped_worker.hpp"
#include "platform/host/host_files.hpp"
#include "sync/model/tables.hpp"
#include "tests/support/english.hpp"
#include "tests/ui/harness.hpp"

namespace earshot::test {

class CompanyScreen {
public:
    // Sunday, 22 November 2026, 14:05.
    static constexpr WallTime start{1'795'356'300'000};

    explicit CompanyScreen(const HarnessOptions& options, std::string_view language = "en")
        : harness(options), tr(strings_in(language)) {
        auto opened = sync::DeviceStore::open({.in_memory = true}, files_, clock, random);
        EARSHOT_ASSERT(opened.has_value());
        raw_ = opened->get();
        store = std::make_unique<sync::AsyncStore>(std::move(*opened), worker_, [] {});
        data = std::make_unique<app::LiveData>(*store);
        state.wall.month = month_of(clock.civil_now());
    }

    void add_demo() {
        auto company = app::read_demo_company(
            platform::HostFiles(), {.folder = "assets/demo", .now = clock.civil_now(), .language = tr.language()});
        EARSHOT_ASSERT(company.has_value());
        write(company->others);
        write(company->own);
    }
    void write(const std::vector<sync::Edit>& edits) {
        EARSHOT_ASSERT(raw_->write(edits).has_value());
        store->on_worker([](sync::DeviceStore&) {});  // publishes what was written
    }
    // One story; what a test says nothing about is left out.
    Id log(const std::vector<std::pair<std::string_view, sync::Value>>& fields) {
        sync::Edit edit{sync::Kind::story, random.uuid7(clock.wall()), {}};
        for (const auto& [name, value] : fields)
            edit.writes.emplace_back(*sync::table_of(sync::Kind::story).find(name), value);
        write({edit});
        return edit.id;
    }
    sync::DeviceStore& raw() { return *raw_; }

    template <class V>
    void show() {
        view_ = std::make_unique<V>();
        harness.show([this](app::Ui& ui) { draw(ui); });
        settle();
    }
    // Until every question is answered.
    void settle() {
        harness.frames(2);
        for (int i = 0; i < 60 && (worker_.waiting() > 0 || data->waiting() > 0); ++i)
            harness.frame();
        harness.frames(3);
    }
    template <class I>
    int count_intents() const {
        int count = 0;
        for (const app::Intent& intent : intents)
            count += std::holds_alternative<I>(intent) ? 1 : 0;
        return count;
    }

    UiHarness harness;
    platform::SteppedClock clock{start};
    platform::SeededRandom random{7};
    app::Strings tr;
    app::UiState state;
    app::IntentQueue intents;
    std::unique_ptr<sync::AsyncStore> store;
    std::unique_ptr<app::LiveData> data;

private:
    void draw(app::Ui& ui) {
        worker_.run_all();
        data->begin_frame();
        const sync::Snapshot& snapshot = data->snapshot();
        if (named_at_ != snapshot.revision) {
            named_at_ = snapshot.revision;
            names_ = app::make_vocabulary(snapshot.stages, snapshot.sites, snapshot.functions, tr);
        }
        app::FrameContext frame{.ui = ui,
                                .tr = tr,
                                .names = names_,
                                .data = *data,
                                .sync = sync_,
                                .state = state,
                                .intents = intents,
                                .now = clock.civil_now(),
                                .clock = {}};
        view_->draw(frame);
    }

    platform::MemoryFiles files_;
    platform::SteppedWorker worker_;
    sync::DeviceStore* raw_ = nullptr;
    std::unique_ptr<app::View> view_;
    app::Vocabulary names_;
    std::uint64_t named_at_ = UINT64_MAX;
    sync::SyncStatus sync_;
};

}  // namespace earshot::test
