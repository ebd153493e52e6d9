#!/usr/bin/env python3
"""Plants each violation in a small tree and sees it caught, and sees its lawful neighbour left alone."""
import pathlib
import tempfile
import unittest

import tidy
from cpp_text import read_cpp

HEADER = "#pragma once\n"
LAYERS = {
    "platform/CMakeLists.txt": "earshot_add_folders(base ports host)\n",
    "sync/CMakeLists.txt": "earshot_add_folders(model store protocol)\n",
    "app/CMakeLists.txt": "earshot_add_folders(\n    presenters views frame)\n",
}


def findings_in(files):
    """Findings about a tree of {path: text}. Sources are listed for CMake, and headers included, unless the test is about that."""
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        for path, text in (LAYERS | files).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text.encode() if isinstance(text, str) else text)
        if "CMakeLists.txt" not in files:
            (root / "CMakeLists.txt").write_text("\n".join(path for path in files if path.endswith(".cpp")) + "\n")
        return [str(finding) for finding in tidy.findings(root)]


def strings(**languages):
    return {f"assets/strings/{name}.json": text for name, text in languages.items()}


class CppTextTest(unittest.TestCase):
    def test_literals_comments_and_includes_are_told_apart(self):
        text = read_cpp('#include "a/b.hpp"\n#include <x/y.h>\n// "no"\nf("yes \\" still", R"(raw\n")", \'"\');  /* "no" */\ng("joined "\n  "text");\n')
        self.assertEqual([(1, "a/b.hpp", True), (2, "x/y.h", False)], text.includes)
        self.assertEqual([(4, 'yes \\" still'), (4, 'raw\n"'), (6, "joined text")], [(l.line, l.text) for l in text.literals])
        self.assertNotIn("still", text.code)
        self.assertEqual(8, len(text.code.split("\n")))

    def test_digit_separators_are_no_characters(self):
        self.assertIn("steady", read_cpp("int a = 60'000; steady(); int b = 1'0;").code)


class TidyTest(unittest.TestCase):
    def check(self, rule, bad, good=()):
        """Each `bad` tree has exactly one finding, whose text contains `rule`; each `good` tree has none."""
        for files in bad:
            found = findings_in(files)
            self.assertEqual(1, len(found), f"{files} -> {found}")
            self.assertIn(rule, found[0])
        for files in good:
            self.assertEqual([], findings_in(files), files)

    def test_layers(self):
        self.check("must not know", [
            {"platform/base/a.cpp": '#include "sync/model/value.hpp"\n'},
            {"sync/model/a.cpp": '#include "app/theme/theme.hpp"\n'},
            {"sync/model/a.cpp": '#include "tests/support/x.hpp"\n'},
        ], [
            {"app/views/a.cpp": '#include "sync/model/value.hpp"\n#include "platform/base/id.hpp"\n'},
            {"platform/base/a.cpp": '// #include "sync/model/value.hpp"\n'},
        ])
        self.check("stands below", [
            {"sync/model/a.cpp": '#include "sync/store/device_store.hpp"\n'},
            {"platform/ports/a.cpp": '#include "platform/host/clock.hpp"\n'},
            {"app/presenters/a.cpp": '#include "app/views/wall.hpp"\n'},
        ], [
            {"sync/store/a.cpp": '#include "sync/model/value.hpp"\n'},
            {"app/main.cpp": '#include "app/frame/frame.hpp"\n'},
        ])
        self.check("repository root", [{"sync/store/a.cpp": '#include "device_store.hpp"\n'}])

    def test_library_seams(self):
        self.check("only in", [
            {"app/cli/a.cpp": "#include <sqlite3.h>\n"},
            {"sync/server/a.cpp": "#include <boost/beast.hpp>\n"},
            {"sync/replica/a.cpp": "#include <curl/curl.h>\n"},
            {"app/presenters/a.cpp": "#include <imgui.h>\n"},
            {"app/frame/a.cpp": "#include <SDL.h>\n"},
        ], [
            {"sync/store/a.cpp": "#include <sqlite3.h>\n", "sync/server/sqlite/b.cpp": "#include <sqlite3.h>\n"},
            {"platform/sdl/a.cpp": "#include <SDL.h>\n#include <imgui_impl_sdl2.h>\n", "app/views/b.cpp": "#include <imgui.h>\n"},
        ])
        self.check("is pure", [{"sync/model/a.cpp": "#include <fstream>\n"}], [{"sync/store/a.cpp": "#include <filesystem>\n"}])

    def test_sql(self):
        self.check("SQL outside", [
            {"app/cli/a.cpp": 'auto q = "SELECT id FROM record";\n'},
            {"sync/replica/a.cpp": 'auto q = "INSERT OR " "IGNORE INTO t";\n'},
            {"sync/replica/a.cpp": 'auto q = R"(\n  CREATE TABLE t(x) STRICT\n)";\n'},
            {"sync/server/a.cpp": 'auto q = "select count(*) from story where kind = ?";\n'},
            {"app/cli/a.cpp": 'auto q = "pragma user_version";\n'},
        ], [
            {"sync/store/a.cpp": 'auto q = "SELECT id FROM record";\n'},
            {"sync/server/sqlite/a.cpp": 'auto q = "SELECT id FROM record";\n'},
            {"app/cli/a.cpp": 'auto q = "select a story from the list";\n// SELECT id FROM record\n'},
            {"app/cli/b.cpp": 'auto q = "Update the set of tags", r = "delete from here";\n'},
        ])

    def test_time_and_chance(self):
        self.check("time comes from", [
            {"sync/replica/a.cpp": "auto t = std::chrono::steady_clock::now();\n"},
            {"app/cli/a.cpp": "auto t = time(nullptr);\n"},
            {"app/cli/a.cpp": "auto t = std::time(0);\n"},
        ], [
            {"platform/host/a.cpp": "auto t = std::chrono::steady_clock::now();\n"},
            {"sync/replica/a.cpp": 'auto t = step_time(now); say("steady_clock");  // not system_clock\n'},
        ])
        self.check("chance comes from", [
            {"sync/model/a.cpp": "std::random_device device;\n"},
            {"app/room/a.cpp": "int a = rand() % 6;\n"},
        ], [
            {"platform/host/a.cpp": "std::random_device device;\n"},
            {"app/room/a.cpp": "int a = operand(6);\n"},
        ])

    def test_threads_and_sleeps(self):
        self.check("starts a thread", [
            {"app/frame/a.cpp": "std::thread worker{run};\n"},
            {"sync/store/a.cpp": "auto later = std::async(run);\n"},
        ], [
            {"platform/host/a.cpp": "std::thread worker{run};\n"},
            {"sync/store/a.cpp": "std::mutex mutex; std::thread::id owner;\n"},
        ])
        self.check("sleeps", [{"sync/replica/a.cpp": "std::this_thread::sleep_for(delay);\n"}])
        self.check("a test that sleeps", [{"platform/base/b.cpp": "int b;\n", "tests/unit/platform/base/b_test.cpp": "usleep(100);\n"}],
                   [{"tests/e2e/a.cpp": "usleep(100);\n"}])

    def test_text_hygiene(self):
        self.check("tab", [{"README.md": "a\tb\n"}], [{"LICENSE": "a\tb\n"}, {"tests/data/a.csv": "a\tb\n"}])
        self.check("no line end", [{"README.md": "a"}])
        self.check("carriage return", [{"README.md": "a\r\n"}])
        self.check("space at the end", [{"sync/store/a.cpp": "int a; \n"}])
        self.check("not UTF-8", [{"app/cli/a.sh": b"\xff\n"}])
        self.check("left-over mark", [{"sync/store/a.cpp": "// TO" "DO: later\n"}], [{"sync/store/a.cpp": "int hackney_todo;\n"}])

    def test_paths_of_one_machine(self):
        self.check("path of one machine", [
            {"README.md": "see /ho" "me/ann/earshot\n"},
            {"app/cli/a.cpp": 'auto p = "/wo' 'rk/data";\n'},
        ], [{"README.md": "see ~/earshot, https://example.org/home/page and tests/deep/x\n"}])

    def test_links(self):
        self.check("links to", [
            {"README.md": "[map](sync/model)\n"},
            {"sync/README.md": "[map](README.txt)\n"},
        ], [{"sync/README.md": "[a](../app), [b](README.md#limits), [c](https://example.org/x), [d](#here)\n"}])
        self.check("speaks of", [{"sync/store/a.cpp": "// PROTO" "COL.md says why\n"}],
                   [{"sync/store/a.cpp": "// GUIDE.md says why\n", "sync/store/GUIDE.md": "why\n"}])

    def test_length(self):
        self.check("longer than", [{"sync/store/a.cpp": "int a;\n" * 601}], [{"sync/store/a.cpp": "int a;\n" * 600}])

    def test_headers(self):
        include = {"sync/store/b.cpp": '#include "sync/store/a.hpp"\n'}
        self.check("without #pragma once", [{"sync/store/a.hpp": "int a();\n// #pragma once\n", **include}],
                   [{"sync/store/a.hpp": HEADER, **include}])
        self.check("nobody includes", [{"sync/store/a.hpp": HEADER}])
        self.check("without get_", [{"sync/store/a.hpp": HEADER + "int get_size() const;\n", **include}],
                   [{"sync/store/a.hpp": HEADER + "auto a = std::get_if<int>(&b); auto c = d.get_size();\n", **include}])

    def test_orphan_sources(self):
        source = {"sync/store/a.cpp": "int a;\n"}
        self.check("no CMakeLists.txt names", [
            {**source, "sync/store/CMakeLists.txt": "earshot_library(sync_store SOURCES b.cpp)\n", "CMakeLists.txt": "\n"},
            {**source, "sync/store/CMakeLists.txt": "# a.cpp\n", "CMakeLists.txt": "\n"},
        ], [
            {**source, "sync/store/CMakeLists.txt": "earshot_library(sync_store SOURCES a.cpp)\n", "CMakeLists.txt": "\n"},
            {**source, "sync/CMakeLists.txt": 'file(GLOB found CONFIGURE_DEPENDS "store/*.cpp")\n', "CMakeLists.txt": "\n"},
            {"tests/data/a.cpp": "int a;\n", "CMakeLists.txt": "\n"},
        ])

    def test_unit_tests_mirror_the_sources(self):
        source = {"sync/store/a.cpp": "int a;\n"}
        self.check("no folder", [{**source, "tests/unit/sync/shop/a_test.cpp": "int a;\n"}],
                   [{**source, "tests/unit/sync/store/a_laws_test.cpp": "int a;\n"}])
        self.check("_test.cpp", [{**source, "tests/unit/sync/store/a.cpp": "int a;\n"}])

    def test_strings(self):
        code = {"app/views/a.cpp": 'auto a = tr("save");\n'}
        self.check('"save" is missing in assets/strings/en.json', [{**code, **strings(en="{}\n")}],
                   [{**code, **strings(en='{"save": "Save"}\n')}])
        self.check("this file is missing", [code])
        self.check("used nowhere", [{**code, **strings(en='{"save": "Save", "old": "Old"}\n')}], [
            {"app/views/a.cpp": 'auto a = tr("kind." + name);\n', **strings(en='{"kind.pain": "Pain"}\n')},
            {"app/views/a.cpp": 'constexpr auto key = "kind.pain";\n', **strings(en='{"kind.pain": "Pain"}\n')},
        ])
        counted = {"app/views/a.cpp": 'auto a = frame.tr.count("waiting", n);\n'}
        self.check('"waiting.other" is missing in assets/strings/en.json', [{**counted, **strings(en='{"waiting.one": "One"}\n')}],
                   [{**counted, **strings(en='{"waiting.one": "One", "waiting.other": "{0}"}\n',
                                          de='{"waiting.one": "{0}", "waiting.other": "{0}"}\n')}])
        self.check("missing in this language", [{**code, **strings(en='{"save": "Save"}\n', de="{}\n")}])
        self.check("not in English", [{**code, **strings(en='{"save": "Save"}\n', de='{"save": "Sichern", "alt": "Alt"}\n')}])
        self.check("other placeholders", [{**code, **strings(en='{"save": "Save {n}"}\n', de='{"save": "Sichern {m}"}\n')}],
                   [{**code, **strings(en='{"save": "{a} of {b}"}\n', de='{"save": "{b}: {a}"}\n')}])
        self.check("is empty", [{**code, **strings(en='{"save": "Save"}\n', de='{"save": " "}\n')}])
        self.check("stands twice", [{**code, **strings(en='{"save": "Save", "save": "Keep"}\n')}])
        self.check("not a string", [{**code, **strings(en='{"save": {"a": "b"}}\n')}])


if __name__ == "__main__":
    unittest.main()
