#include "app/widgets/layout_problems.hpp"

#include <catch2/catch_test_macros.hpp>

namespace earshot::app {
namespace {

constexpr Rect screen{0, 0, 400, 300};

struct Frame {
    LayoutProblems problems;
    Frame() {
        problems.watch(true);
        problems.begin_frame();
    }
    void text(const Rect& ink, int layer = 0, bool scrolls = false, const Rect& clip = screen) {
        problems.note("words", ink, clip, layer, scrolls);
    }
};

TEST_CASE("good text is no problem", "[layout]") {
    Frame f;
    f.text({10, 10, 100, 20});
    f.text({10, 30, 100, 20});
    f.text({110, 10, 100, 20});
    CHECK(f.problems.found().empty());
}

TEST_CASE("text that leaves the screen is found", "[layout]") {
    Frame f;
    f.text({350, 10, 100, 20});
    CHECK(f.problems.found().size() == 1);
}

TEST_CASE("text that leaves its place is found", "[layout]") {
    Frame f;
    {
        const BoundsScope bounds(f.problems, {10, 10, 50, 20});
        f.text({10, 10, 100, 20});
    }
    f.text({10, 100, 100, 20});
    CHECK(f.problems.found().size() == 1);
}

TEST_CASE("text on text is found, unless it lies on another layer", "[layout]") {
    Frame f;
    f.text({10, 10, 100, 20});
    f.text({50, 12, 100, 20}, 1);
    CHECK(f.problems.found().empty());
    f.text({50, 12, 100, 20});
    CHECK(f.problems.found().size() == 1);
}

TEST_CASE("what scrolls may be cut above and below, not at its sides", "[layout]") {
    Frame f;
    const Rect area{0, 100, 200, 100};
    f.text({10, 90, 100, 20}, 0, true, area);
    f.text({10, 900, 100, 20}, 0, true, area);
    CHECK(f.problems.found().empty());
    f.text({150, 150, 100, 20}, 0, true, area);
    CHECK(f.problems.found().size() == 1);
}

TEST_CASE("what is cut on purpose is let be", "[layout]") {
    Frame f;
    const CutScope cut(f.problems);
    f.text({350, 10, 100, 20});
    CHECK(f.problems.found().empty());
}

TEST_CASE("nothing is noted while nobody watches", "[layout]") {
    Frame f;
    f.problems.watch(false);
    f.text({350, 10, 100, 20});
    CHECK(f.problems.found().empty());
}

}  // namespace
}  // namespace earshot::app
