"""C++ text taken apart just far enough for the rules: code, comments and string literals, each with its line."""
import dataclasses
import re

_TOKEN = re.compile(
    r"""
      (?P<comment>//[^\n]*|/\*.*?\*/)
    | (?P<raw>\b(?:u8|u|U|L)?R"(?P<delimiter>[^()\\\s]{0,16})\((?P<raw_text>.*?)\)(?P=delimiter)")
    | (?P<string>"(?P<text>(?:\\.|[^"\\\n])*)")
    | (?P<char>(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+')
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclasses.dataclass(frozen=True)
class Literal:
    line: int
    text: str


@dataclasses.dataclass(frozen=True)
class CppText:
    code: str  # The source with comments and the inside of literals blanked; lines and columns are kept.
    literals: list  # Literal, in order; neighbours that the compiler joins are joined.
    includes: list  # (line, path, is_quoted)

    def code_lines(self):
        return enumerate(self.code.split("\n"), 1)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def read_cpp(source):
    code, literals, includes = [], [], []
    end, line = 0, 1
    joinable = False
    for token in _TOKEN.finditer(source):
        between = source[end : token.start()]
        code.append(between)
        line += between.count("\n")
        joinable = joinable and not between.strip()
        end = token.end()
        if token["comment"] is not None or token["char"] is not None:
            joinable = joinable and token["comment"] is not None
            code.append(_blank(token[0]))
        else:
            text = token["raw_text"] if token["raw"] else token["text"]
            start_of_line = source[source.rfind("\n", 0, token.start()) + 1 : token.start()]
            if re.fullmatch(r"\s*#\s*include\s*", start_of_line):
                includes.append((line, text, True))
            elif joinable:
                literals[-1] = Literal(literals[-1].line, literals[-1].text + text)
            else:
                literals.append(Literal(line, text))
                joinable = True
            code.append('"' + _blank(token[0][1:-1]) + '"')
        line += token[0].count("\n")
    code.append(source[end:])
    code = "".join(code)
    for found in re.finditer(r"^[ \t]*#[ \t]*include[ \t]*<([^>\n]+)>", code, re.MULTILINE):
        includes.append((code.count("\n", 0, found.start()) + 1, found[1], False))
    return CppText(code, literals, sorted(includes))
