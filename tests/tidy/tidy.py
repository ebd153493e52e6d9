#!/usr/bin/env python3
"""Reads our sources and says where they break a rule that no compiler checks. Prints file:line: rule, and fails if there is any."""
import pathlib
import subprocess
import sys

LINES_MAX = 600
MARKS = ("TO" + "DO", "FIX" + "ME")


def findings(root):
    listed = subprocess.run(["git", "-C", root, "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, check=True)
    for name in listed.stdout.splitlines():
        path = root / name
        if path.suffix not in (".hpp", ".cpp", ".h", ".c", ".cmake", ".py", ".sh", ".md") or not path.is_file():
            continue
        lines = path.read_text(encoding="utf-8").splitlines()
        if path.suffix in (".hpp", ".cpp") and len(lines) > LINES_MAX:
            yield f"{name}:{len(lines)}: longer than {LINES_MAX} lines; is it still one duty?"
        if path.suffix == ".hpp" and "#pragma once" not in lines:
            yield f"{name}:1: header without #pragma once"
        for number, line in enumerate(lines, 1):
            if "\t" in line:
                yield f"{name}:{number}: tab"
            if any(mark in line for mark in MARKS):
                yield f"{name}:{number}: left-over mark; finish it or file it"


if __name__ == "__main__":
    found = list(findings(pathlib.Path(sys.argv[1])))
    print("\n".join(found) or "tidy")
    sys.exit(1 if found else 0)
