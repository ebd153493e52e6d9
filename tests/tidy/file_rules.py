"""What every file must be: known to the build, of bearable length, free of tabs, marks and the paths of one machine."""
import fnmatch
import pathlib
import posixpath
import re

from tree import CPP_SUFFIXES, Finding

LINES_MAX = 600
_MARK = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
_MACHINE_PATH = re.compile(r"(?<![\w.$}~-])/(?:ho" r"me|ro" r"ot|wo" r"rk|Us" r"ers)/\w|\b[A-Z]:\\\\?Us" r"ers\b")
_BARE_GETTER = re.compile(r"(?<![\w:.>])get_\w+\s*\(")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_DOCUMENT = re.compile(r"\b[A-Z][A-Z_]{3,}\.md\b")
_CMAKE_WORD = re.compile(r'[^\s()"]+')
_GLOB = re.compile(r"file\s*\(\s*GLOB(?P<deep>_RECURSE)?\s+\w+(?P<patterns>[^)]*)\)")


def text_hygiene(tree):
    for path in tree.text_paths():
        text = tree.text(path)
        if "\ufffd" in text:
            yield Finding(path, text.count("\n", 0, text.index("\ufffd")) + 1, "not UTF-8")
        if path == "LICENSE" or path.startswith(("assets/", "tests/data/")):
            continue  # Words of others, and data whose exact bytes matter.
        if text and not text.endswith("\n"):
            yield Finding(path, text.count("\n") + 1, "no line end at the end of the file")
        for number, line in enumerate(text.split("\n"), 1):
            if "\t" in line:
                yield Finding(path, number, "tab")
            if "\r" in line:
                yield Finding(path, number, "carriage return")
            if line.endswith(" ") and not path.endswith(".md"):
                yield Finding(path, number, "space at the end of the line")
            if _MARK.search(line):
                yield Finding(path, number, "left-over mark: finish it, or say in prose what is missing")
            if _MACHINE_PATH.search(line):
                yield Finding(path, number, "path of one machine")


def package_mirror_hosts(tree):
    """The package mirror a machine uses is its own business; no file names it."""
    hosts = set()
    for path in [pathlib.Path("/etc/apt/sources.list"), *pathlib.Path("/etc/apt").glob("sources.list.d/*")]:
        try:
            hosts.update(re.findall(r"^[^#\n]*?https?://(?:[^/@\s]*@)?([^/\s]+)", path.read_text(encoding="utf-8"), re.MULTILINE))
        except (OSError, UnicodeDecodeError):
            continue
    for path in tree.text_paths():
        for number, line in enumerate(tree.text(path).split("\n"), 1):
            for host in sorted(hosts):
                if host in line:
                    yield Finding(path, number, "names this machine's package mirror")


def links(tree):
    """What a document links to, or a comment sends the reader to, is there."""
    folders = {parent.as_posix() for path in tree.paths for parent in pathlib.PurePosixPath(path).parents}
    documents = {posixpath.basename(path) for path in tree.paths if path.endswith(".md")}
    for path in tree.text_paths():
        if path.startswith(("assets/demo/", "tests/data/", "tests/tidy/")):
            continue
        for number, line in enumerate(tree.text(path).split("\n"), 1):
            for target in _LINK.findall(line) if path.endswith(".md") else ():
                target = target.split("#")[0]
                if not target or "://" in target or target.startswith("mailto:"):
                    continue
                aim = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
                if aim not in tree.paths and aim not in folders:
                    yield Finding(path, number, f"links to {target}, which is not there")
            for name in _DOCUMENT.findall(line):
                if name not in documents:
                    yield Finding(path, number, f"speaks of {name}, which is not there")


def length(tree):
    for path in tree.cpp_paths():
        lines = tree.text(path).count("\n")
        if lines > LINES_MAX:
            yield Finding(path, lines, f"longer than {LINES_MAX} lines: is it still one duty?")


def headers(tree):
    included = {target for path in tree.cpp_paths() for _, target, quoted in tree.cpp(path).includes if quoted}
    for path in tree.cpp_paths():
        if not path.endswith(".hpp"):
            continue
        code = tree.cpp(path).code
        if not re.search(r"^#pragma once$", code, re.MULTILINE):
            yield Finding(path, 1, "header without #pragma once")
        if path not in included:
            yield Finding(path, 1, "header that nobody includes")
        for number, line in tree.cpp(path).code_lines():
            found = _BARE_GETTER.search(line)
            if found:
                yield Finding(path, number, f"{found[0].rstrip('(')}: name it after what it gives, without get_")


def _known_to_cmake(tree):
    """Paths and patterns of sources that a CMakeLists.txt or a .cmake file beside it names."""
    names, patterns = set(), []
    for path in tree.paths:
        if posixpath.basename(path) != "CMakeLists.txt" and not path.endswith(".cmake"):
            continue
        folder = posixpath.dirname(path)
        text = re.sub(r"#[^\n]*", "", tree.text(path))
        for glob in _GLOB.finditer(text):
            for word in _CMAKE_WORD.findall(glob["patterns"]):
                if word != "CONFIGURE_DEPENDS":
                    start, last = posixpath.split(word.replace("${CMAKE_CURRENT_SOURCE_DIR}/", ""))
                    middle = "*/" if glob["deep"] else ""
                    patterns.extend(posixpath.join(folder, start, deep + last) for deep in {"", middle})
        for word in _CMAKE_WORD.findall(_GLOB.sub("", text)):
            if word.endswith((".cpp", ".c")):
                word = word.replace("${CMAKE_CURRENT_SOURCE_DIR}/", "").replace("${PROJECT_SOURCE_DIR}", "/" * bool(folder))
                names.add(posixpath.normpath(posixpath.join(folder, word)).lstrip("/"))
    return names, patterns


def orphan_sources(tree):
    names, patterns = _known_to_cmake(tree)
    for path in tree.paths:
        if not path.endswith((".cpp", ".c")) or path.startswith(("assets/", "tests/data/")):
            continue
        if path not in names and not any(fnmatch.fnmatch(path, pattern) for pattern in patterns):
            yield Finding(path, 1, "no CMakeLists.txt names this source")


def unit_tests_mirror(tree):
    folders = {posixpath.dirname(path) for path in tree.cpp_paths("app", "sync", "platform")}
    for path in tree.cpp_paths("tests"):
        if not path.startswith("tests/unit/"):
            continue
        mirrored = posixpath.dirname(path)[len("tests/unit/"):]
        if not path.endswith("_test.cpp") and path.endswith(CPP_SUFFIXES[1]):
            yield Finding(path, 1, "unit tests are found by pattern: end the name in _test.cpp")
        if mirrored not in folders:
            yield Finding(path, 1, f"unit tests mirror the sources, and there is no folder {mirrored}")


RULES = [text_hygiene, package_mirror_hosts, links, length, headers, orphan_sources, unit_tests_mirror]
