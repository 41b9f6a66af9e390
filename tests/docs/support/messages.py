"""What the addon says when something is wrong, read from its sources, for the troubleshooting page.

A message is the text of a `raise`, of a call that logs, or of the entry in C; what it is filled in
with is `…`. The page shows messages in the same way, so the two are compared as texts.
"""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from documents import ROOT

SOURCE = ROOT / "python_src"
PAGE = ROOT / "docs" / "troubleshooting.md"

_LOGS = re.compile(r"(^|\.|_)(error|warning|warn|information|report|complain|refuse)$")
_LEAST = 8  # letters of a pattern: fewer would be any text
# Functions here give their messages back, for others to show.
_GIVEN_BACK = ("godot_steamworks/editor/exporting/soundness.py",)
_BESIDE = ("remedy", "steam_text")
_BUILD_TIME = ("godot/_ffi/generate_*", "*/build_*.py", "offline_steam/_shim/flat.py")
_IN_C = ("godot/_ffi/", "offline_steam/_shim/c/")
_BUILD_TIME_TOO = ("godot/_ffi/build_extension.py", "offline_steam/_shim/exports.py")
_FORMAT = re.compile(r"%[-.*0-9lz]*[a-zA-Z]")
_C_PIECE = re.compile(r'"((?:[^"\\]|\\.)*)"|TEXT\(\w+\)|PYTHON_VERSION')
# What reports or raises, and its text: literals that stand side by side, with macros between them.
_C_CALL = re.compile(
    r"(?:complain\(|say\(|snprintf\([\w.]+, (?:sizeof [\w.]+|MESSAGE_SIZE),|"
    r"char message\[\d+\] =|PyErr_\w+\(\w+,|NO_\w+(?:\[\] =)?)\s*"
    r'(?P<text>(?:(?:"(?:[^"\\]|\\.)*"|TEXT\(\w+\)|PYTHON_VERSION)\s*)+)'
)


class Message(NamedTuple):
    """One message: where it is, who says it, and its text."""

    file: str
    line: int
    how: str
    text: str

    def __str__(self) -> str:
        return f"python_src/{self.file}:{self.line} {self.how}: {self.text}"

    def is_shown_as(self, text: str) -> bool:
        """Whether a text of the page is this message, or begins with its first sentence."""
        texts = (text, text.partition(". ")[0])
        return any(pattern.fullmatch(one) for pattern in self._patterns() for one in texts)

    def _patterns(self) -> Iterator[re.Pattern[str]]:
        for text in {self.text, self.text.partition(". ")[0]}:
            # What the page shows may have `…`, or an example, where the message is filled in.
            parts = [re.escape(part) for part in plain(text).split("…")]
            if len("".join(parts)) > _LEAST:
                yield re.compile(".*".join(parts), re.DOTALL)


def plain(text: str) -> str:
    """A text as it is compared: one line, no full stop, `…` once where several things meet."""
    text = re.sub(r"…(\W{0,2}…)+", "…", " ".join(text.split()))
    return text.rstrip(".:").strip()


def all_messages() -> list[Message]:
    """Every message of the addon."""
    found: list[Message] = []
    for path in sorted(SOURCE.rglob("*")):
        name = path.relative_to(SOURCE).as_posix()
        if any(fnmatch(name, pattern) for pattern in (*_BUILD_TIME, *_BUILD_TIME_TOO)):
            continue
        if path.suffix == ".py" and "_generated" not in path.parts:
            found += _of_python(name, path)
            if name in _GIVEN_BACK:
                found += _given_back(name, path)
        elif name.startswith(_IN_C) and path.suffix in (".c", ".h"):
            found += _of_c(name, path)
    return [message for message in found if _says_something(message.text)]


def _says_something(text: str) -> bool:
    """Whether it is a sentence, and no name, nor a heading before another message."""
    told = re.sub(r"^Steamworks\.\w+: ", "", text).strip()
    return " " in told and len(re.findall(r"[^\W\d_]{2,}", told)) >= 2


def _of_python(name: str, path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        call = node.exc if isinstance(node, ast.Raise) else node
        if not isinstance(call, ast.Call):
            continue
        how = ast.unparse(call.func)
        is_init = how == "super().__init__" and path.name == "errors.py"
        if isinstance(node, ast.Raise) or is_init or _LOGS.search(how):
            named = (word.value for word in call.keywords if word.arg not in _BESIDE)
            for argument in [*call.args, *named]:
                for text in _texts(argument):
                    yield Message(name, call.lineno, how, text)


def _given_back(name: str, path: Path) -> Iterator[Message]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        given = node.elts if isinstance(node, ast.List) else []
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".append"):
            given = node.args
        for item in given:
            for text in _texts(item):
                yield Message(name, item.lineno, "given back", text)


def _texts(node: ast.expr) -> list[str]:
    """The texts that an expression may be, with `…` for what is not known here."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else ["…"]
    if isinstance(node, ast.JoinedStr):
        parts = [_texts(part) for part in node.values]
        return ["".join(chosen) for chosen in itertools.product(*parts)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [a + b for a in _texts(node.left) for b in _texts(node.right)]
    if isinstance(node, ast.IfExp):
        return [*_texts(node.body), *_texts(node.orelse)]
    return ["…"]


def _of_c(name: str, path: Path) -> Iterator[Message]:
    """The texts that a file in C reports or raises: formats and macros are `…`."""
    code = path.read_text(encoding="utf-8")
    how = "complain" if "complain(" in code else "C"
    for found in _C_CALL.finditer(code):
        pieces = _C_PIECE.findall(found["text"])
        text = "".join(literal if literal else "…" for literal in pieces)
        text = _FORMAT.sub("…", text.replace(r"\n", " ").replace(r"\"", '"')).replace("%%", "%")
        yield Message(name, code.count("\n", 0, found.start()) + 1, how, text)


def page_messages() -> list[str]:
    """The messages that the page explains: code in the first column of its tables."""
    rows = re.findall(r"^\| (`+) ?(.+?) ?\1 \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return [row.replace("\\|", "|") for _, row in rows]


# Messages that the page does not repeat one by one, by file and exception, and why.
NOT_REPEATED: tuple[tuple[str, str, str], ...] = (
    (
        "steamworks/*",
        "BadArgumentError|TypeError|ValueError",
        "says which argument, what was expected and what came; the page shows their form",
    ),
    (
        "godot_steamworks/pictures.py",
        "BadArgumentError",
        "as those of the façade",
    ),
    (
        "godot_steamworks/offline*.py",
        "TypeError|ValueError",
        "says which argument, what was expected and what came",
    ),
    (
        "godot_steamworks/in_test.py",
        "RefusedError",
        "fails the test that asked: says what was asked for, and what there is",
    ),
    (
        "godot_steamworks/told_values.py",
        "ValueError",
        "as above",
    ),
    (
        "godot_testing/values.py",
        "TypeError",
        "names the value in the test's own traceback, and what is possible",
    ),
    (
        "godot_steamworks/editor/definition/*",
        ".*",
        "says file, place and what is wrong there; shown on the screen where it is mended",
    ),
    (
        "godot_steamworks/editor/dock/*",
        "ValueError",
        "shown in the dock, beside the field in which it is mended",
    ),
    (
        "godot/_ffi/*.c",
        "C",
        "an exception of Python's kinds: its traceback has the place, its text the function, what "
        "was expected and what came; the page has those that puzzle people",
    ),
    (
        "godot/*",
        "TypeError|AttributeError|ValueError",
        "as above",
    ),
    (
        "offline_steam/definition*",
        ".*",
        "says file, key, value and what is expected; docs/offline-runtime.md has the format",
    ),
    (
        "offline_steam/*",
        "(Value|Type|UnknownName|NotLoaded|Definition|Memory|argparse.ArgumentType)Error",
        "of the command line or the control functions: says the value and what is expected",
    ),
)


def reason(message: Message) -> str:
    """Why the page need not have a message; empty when it has to."""
    for files, how, why in NOT_REPEATED:
        if fnmatch(message.file, files) and re.fullmatch(how, message.how):
            return why
    return ""
