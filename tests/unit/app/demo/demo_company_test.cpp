#include "app/demo/demo_company.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include "app/demo/demo_store.hpp"
#include "platform/fake/memory_files.hpp"
#include "platform/fake/seeded_random.hpp"
#include "platform/fake/stepped_clock.hpp"
#include "platform/host/host_files.hpp"
#include "sync/model/tables.hpp"
#include "tests/support/temporary_folder.hpp"

namespace earshot::app {
namespace {

using sync::Edit;
using sync::Kind;

DemoOptions november() {
    return {.folder = "assets/demo",
            .now = *parse_civil("2026-11-20T14:05"),
            .language = "en",
            .site = "leeds",
            .device_name = "Leeds, Counter 2"};
}

DemoCompany read(const DemoOptions& options) {
    const platform::HostFiles files;
    auto company = read_demo_company(files, options);
    INFO((company ? "" : company.error().message));
    REQUIRE(company);
    return std::move(*company);
}

std::string text_in(const Edit& edit, std::string_view field) {
    for (const auto& [number, value] : edit.writes) {
        if (sync::table_of(edit.kind).fields[number].name == field) return std::string(sync::text_of(value));
    }
    return {};
}

std::vector<Edit> all_of(const DemoCompany& company) {
    std::vector<Edit> edits = company.others;
    edits.insert(edits.end(), company.own.begin(), company.own.end());
    return edits;
}

}  // namespace

TEST_CASE("the demo company has everything a screen or a room may ask for") {
    const DemoCompany company = read(november());
    std::map<Kind, int> count;
    for (const Edit& edit : all_of(company))
        count[edit.kind] += 1;
    CHECK(company.stories >= 240);
    CHECK(count[Kind::story] == company.stories);
    CHECK(count[Kind::stage] == 6);
    CHECK(count[Kind::site] == 8);
    CHECK(count[Kind::function] == 5);
    CHECK(count[Kind::asset_month] == 4);
    for (const Kind kind : {Kind::theme, Kind::moment, Kind::term, Kind::echo, Kind::reply, Kind::receipt,
                            Kind::loss_call, Kind::room, Kind::commitment}) {
        INFO(name_of(kind));
        CHECK(count[kind] > 0);
    }
}

TEST_CASE("the stories of this device's site and the newest few are its own") {
    const DemoCompany company = read(november());
    const auto older = [](const Edit& a, const Edit& b) { return a.id < b.id; };
    REQUIRE(company.own.size() > 4);
    CHECK(std::is_sorted(company.own.begin(), company.own.end(), older));
    for (std::size_t i = 0; i < company.own.size(); ++i) {
        CHECK(company.own[i].kind == Kind::story);
        CHECK(text_in(company.own[i], "device_name") == "Leeds, Counter 2");
        CHECK((text_in(company.own[i], "site") == "leeds" || i + 4 >= company.own.size()));
    }
    for (const Edit& edit : company.others) {
        if (edit.kind != Kind::story) continue;
        CHECK(text_in(edit, "site") != "leeds");
        CHECK(text_in(edit, "device_name") != "Leeds, Counter 2");
        CHECK(older(edit, company.own.back()));
    }
}

TEST_CASE("some stories have a photo, which a store that keeps files has got") {
    const DemoCompany company = read(november());
    REQUIRE(company.attachments.size() == 3);
    const test::TemporaryFolder folder;
    platform::HostFiles files;
    platform::SteppedClock clock{demo_moment};
    platform::SeededRandom random{7};
    for (const bool keeps_files : {true, false}) {
        INFO("keeps files: " << keeps_files);
        auto store = sync::DeviceStore::open({.folder = keeps_files ? folder.path() : "", .in_memory = true}, files,
                                             clock, random);
        REQUIRE(store);
        REQUIRE(fill_with_demo(**store, company, demo_moment, DemoSending::some_waiting));
        int sent = 0, waiting = 0;
        for (const DemoAttachment& attachment : company.attachments) {
            const auto found = (*store)->of_story(Kind::attachment, attachment.story);
            REQUIRE(found);
            REQUIRE(found->size() == 1);
            const auto state = (*store)->media().find(found->front().text(sync::attachment::sha256));
            REQUIRE(state);
            CHECK(state->held == keeps_files);
            if (state->held) (state->confirmed ? sent : waiting) += 1;
        }
        CHECK(sent == (keeps_files ? 1 : 0));
        CHECK(waiting == (keeps_files ? 2 : 0));
    }
}

TEST_CASE("ids are unique, and the same whenever the day is") {
    const DemoCompany once = read(november()), again = read(november());
    std::set<Id> ids;
    for (const Edit& edit : all_of(once)) {
        INFO(name_of(edit.kind) << " " << to_text(edit.id));
        CHECK(ids.insert(edit.id).second);
    }
    REQUIRE(once.others.size() == again.others.size());
    for (std::size_t i = 0; i < once.others.size(); ++i) {
        CHECK(once.others[i].id == again.others[i].id);
        CHECK((once.others[i].writes == again.others[i].writes));
    }
}

TEST_CASE("nothing is dated later than now, also early in the morning") {
    DemoOptions options = november();
    options.now = *parse_civil("2026-11-20T00:10");
    for (const Edit& edit : all_of(read(options))) {
        if (edit.kind == Kind::commitment) continue;
        CHECK(text_in(edit, "happened") <= "2026-11-20T00:10");
    }
}

TEST_CASE("names come in the language asked for") {
    DemoOptions options = november();
    const auto stage_name = [&] {
        const DemoCompany company = read(options);
        const auto stage = std::find_if(company.others.begin(), company.others.end(), [](const Edit& edit) {
            return edit.kind == Kind::stage && text_in(edit, "key") == "need-help";
        });
        return text_in(*stage, "name");
    };
    const std::string english = stage_name();
    options.language = "de";
    CHECK(stage_name() != english);
    options.language = "tlh";
    CHECK(stage_name() == english);
}

TEST_CASE("references lead somewhere") {
    const std::vector<Edit> edits = all_of(read(november()));
    std::set<std::string> ids;
    for (const Edit& edit : edits)
        ids.insert(to_text(edit.id));
    for (const Edit& edit : edits) {
        for (const auto& [number, value] : edit.writes) {
            const sync::Field& field = sync::table_of(edit.kind).fields[number];
            if (field.type == sync::FieldType::id) CHECK(ids.contains(std::string(sync::text_of(value))));
            if (field.name == "themes") {
                for (const std::string& theme : sync::set_of(value)->present())
                    CHECK(ids.contains(theme));
            }
        }
    }
}

TEST_CASE("a broken file is told with its line") {
    platform::MemoryFiles files;
    const DemoOptions options{
        .folder = "/demo", .now = *parse_civil("2026-11-20T14:05"), .language = "en", .site = {}, .device_name = {}};
    const auto missing = read_demo_company(files, options);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == Errc::not_found);

    REQUIRE(files.make_folder("/demo"));
    REQUIRE(files.write_atomic("/demo/stages.jsonl",
                               "{\"key\":\"use\",\"name\":\"I use it\"}\n\n{\"key\":\"go\",\"colour\":\"red\"}\n"));
    const auto broken = read_demo_company(files, options);
    REQUIRE_FALSE(broken);
    CHECK_THAT(broken.error().message,
               Catch::Matchers::ContainsSubstring("stages.jsonl:3: \"colour\" is no field of a stage"));
}

}  // namespace earshot::app
