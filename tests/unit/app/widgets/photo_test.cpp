#include "app/widgets/photo.hpp"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

namespace earshot::app {

TEST_CASE("how large a picture has to be for its place") {
    struct Row {
        const char* why;
        PhotoSize picture;
        Vec2 place;
        int covering, fitting;
    };
    const auto row = GENERATE(values<Row>({
        {"the same proportions", {400, 300}, {200, 150}, 200, 200},
        {"a wide place cuts above and below", {400, 300}, {600, 300}, 600, 400},
        {"a high place cuts left and right", {400, 300}, {300, 600}, 800, 300},
        {"a high picture", {300, 400}, {300, 200}, 400, 200},
        {"nobody said how large it is", {0, 0}, {300, 200}, 300, 200},
    }));
    INFO(row.why);
    CHECK(covering_side(row.picture, row.place) == row.covering);
    CHECK(fitting_side(row.picture, row.place) == row.fitting);
}

TEST_CASE("a picture that fits stands in the middle, on whole pixels, with its proportions") {
    const Rect place{10, 20, 301, 200};
    const Rect wide = fitted_place({400, 100}, place);
    CHECK(wide == Rect{10, 82, 301, 75});
    const Rect high = fitted_place({100, 400}, place);
    CHECK(high == Rect{135, 20, 50, 200});
}

}  // namespace earshot::app
