"""Every word on a screen exists in every language: assets/strings/<language>.json are flat objects with the same keys.

Code writes tr("key"), or tr.count("key", n) for a text that counts, which has the two keys "key.one" and "key.other".
"""
import json
import re

from tree import Finding

STRINGS = "assets/strings/"
BASE = STRINGS + "en.json"
# Finds tr("key") in code whose literals are still in place.
_USE = re.compile(r'\btr(?P<counts>\s*\.\s*count)?\s*\(\s*"(?P<key>(?:\\.|[^"\\])*)"')
_PLACEHOLDER = re.compile(r"\{\{|\{[^{}]*\}")
_COUNTED = (".one", ".other")


def _pairs_once(pairs):
    result = {}
    for key, value in pairs:
        if key in result:
            raise ValueError(f'key "{key}" stands twice')
        if not isinstance(value, str):
            raise ValueError(f'"{key}" is not a string')
        result[key] = value
    return result


def _line_of(text, key):
    at = text.find(json.dumps(key, ensure_ascii=False) + ":")
    return text.count("\n", 0, at) + 1 if at >= 0 else 1


def _languages(tree):
    """({path: {key: text}}, findings about files that cannot be read)"""
    languages, findings = {}, []
    for path in tree.paths:
        if path.startswith(STRINGS) and path.endswith(".json"):
            try:
                languages[path] = json.loads(tree.text(path), object_pairs_hook=_pairs_once)
            except ValueError as error:
                findings.append(Finding(path, 1, f"not a flat object of strings: {error}"))
    return languages, findings


def _uses(tree):
    """(path, line, key) of every key asked for, and every literal of the programs, for keys that are put together."""
    uses, literals = [], set()
    for path in tree.cpp_paths("app", "sync", "platform"):
        text = tree.text(path)
        code = tree.cpp(path).code
        for found in _USE.finditer(text):
            if code[found.start() : found.start() + 2] == "tr":  # Not inside a comment or a literal.
                line = text.count("\n", 0, found.start()) + 1
                uses.extend((path, line, found["key"] + ending) for ending in (_COUNTED if found["counts"] else ("",)))
        literals.update(literal.text for literal in tree.cpp(path).literals)
    return uses, literals


def _is_used(key, literals):
    """A key is used when the code holds it whole, or holds a beginning of it that ends with a dot: tr("kind." + name)."""
    if key.endswith(_COUNTED) and key.rpartition(".")[0] in literals:
        return True
    parts = key.split(".")
    return key in literals or any(".".join(parts[:n]) + "." in literals for n in range(1, len(parts)))


def _same_places(key, text, english):
    """The singular may say "one story" where another language says "{0} story"."""
    places, places_english = ({p for p in _PLACEHOLDER.findall(t) if p != "{{"} for t in (text, english))
    return places == places_english or (key.endswith(".one") and places ^ places_english == {"{0}"})


def languages_agree(tree):
    languages, findings = _languages(tree)
    yield from findings
    base = languages.get(BASE)
    uses, literals = _uses(tree)
    if base is None:
        if uses and not findings:
            yield Finding(BASE, 1, "the code uses strings, and this file is missing")
        return
    for path, line, key in uses:
        if key not in base and not key.endswith("."):
            yield Finding(path, line, f'string "{key}" is missing in {BASE}')
    for key in base:
        if not _is_used(key, literals):
            yield Finding(BASE, _line_of(tree.text(BASE), key), f'string "{key}" is used nowhere')
    for path, words in languages.items():
        for key in base:
            if key not in words:
                yield Finding(path, 1, f'string "{key}" is missing in this language')
            elif not _same_places(key, words[key], base[key]):
                yield Finding(path, _line_of(tree.text(path), key), f'string "{key}" has other placeholders than English')
            elif not words[key].strip():
                yield Finding(path, _line_of(tree.text(path), key), f'string "{key}" is empty')
        for key in words:
            if key not in base:
                yield Finding(path, _line_of(tree.text(path), key), f'string "{key}" is not in English')


RULES = [languages_agree]
