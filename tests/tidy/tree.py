"""The files of a checkout, each read once, and the shape of what a rule says about them."""
import dataclasses
import functools
import pathlib
import subprocess

from cpp_text import read_cpp

CPP_SUFFIXES = (".hpp", ".cpp")
TEXT_SUFFIXES = CPP_SUFFIXES + (".h", ".c", ".cmake", ".txt", ".py", ".sh", ".md", ".json", ".yaml", ".yml", ".html", ".css", ".js",
                                ".svg", ".lock", ".service", ".sql", "")


@dataclasses.dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    rule: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule}"


class Tree:
    def __init__(self, root):
        self.root = pathlib.Path(root)

    @functools.cached_property
    def paths(self):
        """Every file that is or would be part of the repository, with '/' between folders."""
        if (self.root / ".git").exists():
            command = ["git", "-C", str(self.root), "ls-files", "-co", "--exclude-standard"]
            listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
        else:
            listed = [p.relative_to(self.root).as_posix() for p in self.root.rglob("*")]
        return sorted(path for path in set(listed) if (self.root / path).is_file())

    def text_paths(self):
        return [path for path in self.paths if pathlib.PurePosixPath(path).suffix in TEXT_SUFFIXES]

    def cpp_paths(self, *folders):
        """C++ sources under the given top-level folders, or under all."""
        return [path for path in self.paths
                if path.endswith(CPP_SUFFIXES) and (not folders or path.split("/")[0] in folders)]

    @functools.lru_cache(maxsize=None)
    def text(self, path):
        return (self.root / path).read_bytes().decode("utf-8", errors="replace")

    @functools.lru_cache(maxsize=None)
    def cpp(self, path):
        return read_cpp(self.text(path))
