#!/usr/bin/env python3
"""Reads our sources and says where they break a rule that no compiler checks: tidy.py [ROOT]

Prints "file:line: what is wrong", sorted, and exits with 1 if there is anything to say. The rules are plain functions from a
tree to findings; each has a planted violation and a lawful neighbour in tidy_test.py.
"""
import pathlib
import sys

import architecture_rules
import file_rules
import string_rules
from tree import Tree

RULES = architecture_rules.RULES + file_rules.RULES + string_rules.RULES


def findings(root):
    tree = Tree(root)
    return sorted({finding for rule in RULES for finding in rule(tree)})


def main(arguments):
    root = pathlib.Path(arguments[0]) if arguments else pathlib.Path(__file__).resolve().parents[2]
    found = findings(root)
    for finding in found:
        print(finding)
    print(f"tidy: {len(found)} findings" if found else "tidy: nothing to say")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
