#include "sync/model/roles.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot::sync {

TEST_CASE("who may write what") {
    struct Row {
        const char* why;
        Kind kind;
        const char* writers;  // t teller, l leader, f facilitator, k keeper
    };
    const auto row = GENERATE(values<Row>({
        {"whoever hears a customer logs it", Kind::story, "tlfk"},
        {"and says that they heard it too", Kind::echo, "tlfk"},
        {"and takes the photo", Kind::attachment, "tlfk"},
        {"a theme is the company's name for something", Kind::theme, "lfk"},
        {"an answer is a leader's", Kind::reply, "lfk"},
        {"so is having read, shown or chosen", Kind::receipt, "lfk"},
        {"so is ringing a customer who left", Kind::loss_call, "lfk"},
        {"owners report on their promises", Kind::commitment, "lfk"},
        {"one journey, kept by one hand", Kind::stage, "fk"},
        {"one journey, kept by one hand", Kind::moment, "fk"},
        {"the map of the company", Kind::site, "fk"},
        {"the map of the company", Kind::function, "fk"},
        {"the shared vocabulary", Kind::term, "fk"},
        {"the month's numbers are read by all and written by one", Kind::asset_month, "fk"},
        {"the room is the facilitator's to call", Kind::room, "fk"},
        {"it is for good, on every device", Kind::erasure, "fk"},
        {"what a newer version writes is passed on", Kind::unknown, "tlfk"},
    }));
    INFO(row.why << ": " << name_of(row.kind));
    const std::string_view writers = row.writers;
    for (const Role role : {Role::teller, Role::leader, Role::facilitator, Role::keeper}) {
        INFO(name_of(role));
        CHECK(may_write(role, row.kind) == (writers.find(name_of(role).front()) != std::string_view::npos));
        CHECK(may_read(role, row.kind));  // One company within earshot.
    }
}

TEST_CASE("who sees personal fields") {
    struct Row {
        const char* why;
        Role role;
        const char *own_site, *site_of_record;
        bool sees;
    };
    const auto row = GENERATE(values<Row>({
        {"their own counter's customers", Role::teller, "leeds", "leeds", true},
        {"another site's customers are that site's", Role::teller, "leeds", "york", false},
        {"nobody knows whose they are", Role::teller, "leeds", "", false},
        {"a device that stands nowhere", Role::teller, "", "", false},
        {"a leader answers customers everywhere", Role::leader, "leeds", "york", true},
        {"a facilitator prepares the room for all", Role::facilitator, "", "york", true},
        {"a keeper is asked to forget customers", Role::keeper, "", "", true},
    }));
    INFO(row.why);
    CHECK(may_see_personal(row.role, row.own_site, row.site_of_record) == row.sees);
}

TEST_CASE("a refusal says who may, and that nothing is lost") {
    CHECK(
        refusal_of_write(Role::teller, Kind::asset_month) ==
        "A teller's device cannot change the company's asset month records. It was set aside here and changed nothing "
        "elsewhere; ask a facilitator or a keeper to do it.");
}

TEST_CASE("roles have names, and only those") {
    for (const Role role : {Role::teller, Role::leader, Role::facilitator, Role::keeper})
        CHECK(role_named(name_of(role)) == role);
    CHECK_FALSE(role_named("emperor"));
}

}  // namespace earshot::sync
