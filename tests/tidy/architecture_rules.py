"""What may use what: layers, libraries, SQL, time, chance and threads."""
import re

from tree import Finding

LAYER_ORDER = ["platform", "sync", "app"]
_FOLDERS = re.compile(r"earshot_add_folders\s*\(([^)]*)\)")

# Libraries that stop at a seam: the start of the included path, and the folders that may include it.
LIBRARY_SEAMS = [
    (r"sqlite3(ext)?\.h$", "SQLite", ["sync/store", "sync/server/sqlite"]),
    (r"libpq|postgres", "libpq", ["sync/server/postgres"]),
    (r"curl/", "libcurl", ["platform/curl"]),
    (r"SDL", "SDL", ["platform/sdl", "platform/linux", "platform/windows", "platform/web"]),
    (r"imgui|imgui_", "Dear ImGui", ["app/theme", "app/widgets", "app/views", "app/frame", "app/main.cpp", "platform/sdl"]),
    (r"boost/", "Boost", ["platform"]),
    (r"openssl/", "OpenSSL", ["platform"]),
]
MODEL_FOLDER = "sync/model/"
INPUT_OUTPUT_HEADERS = {"fstream", "iostream", "filesystem", "cstdio", "stdio.h", "unistd.h", "thread"}

SQL_FOLDERS = ("sync/store/", "sync/server/sqlite/", "sync/server/postgres/")
_SQL_WORDS = (
    r"SELECT\s+\S.*\bFROM\b|INSERT\s+(?:OR\s+\w+\s+)?INTO\b|REPLACE\s+INTO\b|UPDATE\s+\w+\s+SET\b|DELETE\s+FROM\b"
    r"|CREATE\s+(?:UNIQUE\s+|VIRTUAL\s+|TEMP\s+)?(?:TABLE|INDEX|TRIGGER|VIEW)\b|ALTER\s+TABLE\b|DROP\s+(?:TABLE|INDEX)\b|PRAGMA\s+\w+"
)
# In capitals anywhere; in small letters only as a whole statement, because "select ... from" is English too.
_SQL = re.compile(_SQL_WORDS, re.DOTALL)
_SQL_STATEMENT = re.compile(
    r"\s*(?:select\s+[\w*,.()\s]+\s+from\s+\w+\s*(?:where\b.*|order\s+by\b.*|limit\b.*|;.*)?$|insert\s+into\s+\w+\s*(?:\(|values)"
    r"|update\s+\w+\s+set\s+\w+\s*=|delete\s+from\s+\w+\s+where\b|create\s+(?:virtual\s+)?table\b|pragma\s+\w+\s*(?:=|$))", re.DOTALL)

_CLOCK = re.compile(
    r"\b(?:system_clock|steady_clock|high_resolution_clock|utc_clock|gettimeofday|clock_gettime|timespec_get|SDL_GetTicks(?:64)?)\b"
    r"|\b(?:std::)?time\s*\(\s*(?:nullptr|NULL|0)\s*\)")
_CHANCE = re.compile(
    r"\b(?:random_device|mt19937(?:_64)?|default_random_engine|arc4random\w*|getrandom|RAND_bytes)\b|\b(?:std::)?s?rand\s*\(")
_THREAD = re.compile(r"\bstd::(?:jthread|async|thread(?!::id))\b|\bpthread_create\b|\bfork\s*\(|\bSDL_CreateThread\b")
_SLEEP = re.compile(r"\bsleep_(?:for|until)\s*\(|\b(?:u|nano)?sleep\s*\(|\bSDL_Delay\s*\(")


def _inside(path, folders):
    return any(path == folder or path.startswith(folder.rstrip("/") + "/") for folder in folders)


def _layers(tree):
    """{layer: its folders in order}, as its CMakeLists.txt adds them: a folder may include what stands before it."""
    layers = {}
    for layer in LAYER_ORDER:
        cmake = f"{layer}/CMakeLists.txt"
        found = _FOLDERS.search(tree.text(cmake)) if cmake in tree.paths else None
        layers[layer] = found[1].split() if found else []
    return layers


def layer_arrows(tree):
    layers = _layers(tree)
    for path in tree.cpp_paths(*LAYER_ORDER):
        layer, _, rest = path.partition("/")
        folder = rest.split("/")[0]
        for line, included, quoted in tree.cpp(path).includes:
            target_layer, _, target_rest = included.partition("/")
            if not quoted:
                continue
            if target_layer not in layers and target_layer != "tests":
                yield Finding(path, line, f'include "{included}" from the repository root, as "{layer}/..."')
            elif target_layer == "tests" or LAYER_ORDER.index(target_layer) > LAYER_ORDER.index(layer):
                yield Finding(path, line, f"{layer} must not know {target_layer}: the arrows go app -> sync -> platform")
            elif target_layer == layer and folder in layers[layer]:
                target_folder = target_rest.split("/")[0]
                order = layers[layer]
                if target_folder in order and order.index(target_folder) > order.index(folder):
                    yield Finding(path, line, f"{layer}/{folder} stands below {layer}/{target_folder} and must not include it")


def library_seams(tree):
    for path in tree.cpp_paths(*LAYER_ORDER):
        for line, included, _ in tree.cpp(path).includes:
            for pattern, library, folders in LIBRARY_SEAMS:
                if re.match(pattern, included) and not _inside(path, folders):
                    yield Finding(path, line, f"{library} is used only in {', '.join(folders)}")
            if path.startswith(MODEL_FOLDER) and included in INPUT_OUTPUT_HEADERS:
                yield Finding(path, line, f"sync/model is pure: no <{included}>")


def sql_outside_stores(tree):
    for path in tree.cpp_paths(*LAYER_ORDER):
        if path.startswith(SQL_FOLDERS):
            continue
        for literal in tree.cpp(path).literals:
            if _SQL.search(literal.text) or _SQL_STATEMENT.match(literal.text):
                yield Finding(path, literal.line, "SQL outside sync/store, sync/server/sqlite and sync/server/postgres")


def _code_rule(tree, folders, pattern, rule):
    for path in tree.cpp_paths(*folders):
        for number, line in tree.cpp(path).code_lines():
            found = pattern.search(line)
            if found:
                yield Finding(path, number, rule.format(found[0].strip()))


def time_and_chance(tree):
    yield from _code_rule(tree, ("app", "sync"), _CLOCK, "{}: time comes from platform/ports/clock.hpp or as a `now` argument")
    yield from _code_rule(tree, ("app", "sync"), _CHANCE, "{}: chance comes from platform/ports/random.hpp")


def threads(tree):
    yield from _code_rule(tree, ("app", "sync"), _THREAD, "{}: nothing in app or sync starts a thread; the platform owns them")
    yield from _code_rule(tree, ("app", "sync"), _SLEEP, "{}: nothing in app or sync sleeps; return when to be called again")


def tests_do_not_sleep(tree):
    for finding in _code_rule(tree, ("tests",), _SLEEP, "{}: a test that sleeps is slow or flaky; step a clock or wait for the event"):
        if finding.path.startswith(("tests/unit/", "tests/sim/", "tests/ui/")):
            yield finding


RULES = [layer_arrows, library_seams, sql_outside_stores, time_and_chance, threads, tests_do_not_sleep]
