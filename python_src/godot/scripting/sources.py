"""Room A: the text of a project's Python file, and its compiled code. May import: nothing.

A file is UTF-8, with or without a byte order mark, or says its coding as PEP 263 has it.

``from godot import *`` brings exactly the names of the engine that the file uses: neither
everything there is, nor what Python has under the same name (``print``, ``range``), nor what the
file itself defines.
"""

from __future__ import annotations

import _ast  # the nodes alone; `ast` would bring more than a game needs
import codecs
import marshal
import re
from collections.abc import Callable, Iterator
from importlib.util import MAGIC_NUMBER
from types import CodeType, ModuleType
from typing import Any

__all__ = [
    "SourceError",
    "compile_source",
    "decode",
    "encode",
    "forget_names",
    "imported_names",
    "is_compiled",
    "readable",
]

_ONLY_AST = 0x400
_HEADER = 16  # bytes of PEP 552 before the code
_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_NOT_CODE = re.compile(rb"^[ \t\f]*(?:#[^\r\n]*)?\r?$")
_STAR = re.compile(rb"^(?:\xef\xbb\xbf)?[ \t]*from\s+godot\s+import\s*\*", re.MULTILINE)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


class SourceError(SyntaxError):
    """The file is no text that Python can read."""

    __module__ = "builtins"  # as it is shown: in the log the long name says nothing more


def _coding(data: bytes) -> str:
    lines = data.removeprefix(codecs.BOM_UTF8).split(b"\n", 2)[:2]
    for line in lines:
        found = _CODING.match(line)
        if found:
            return found[1].decode("ascii", "replace")
        if not _NOT_CODE.match(line):
            break
    return "utf-8"


def is_compiled(data: bytes) -> bool:
    """Whether it is no text but Python's bytecode (PEP 552), as exports put it into packs."""
    return data[2:4] == b"\r\n" and data[5:8] == b"\0\0\0"


def _code_in(data: bytes, path: str) -> CodeType:
    if data[:4] != MAGIC_NUMBER:
        raise _bad(
            path,
            1,
            "it was compiled by another version of Python; export the game again with the addon "
            "that runs it",
        )
    code: CodeType = marshal.loads(data[_HEADER:])
    return code


def decode(data: bytes, path: str) -> str:
    """The file's text, with line ends as they are; none of a compiled one.

    Raises :class:`SourceError`, with the line.
    """
    if is_compiled(data):
        return ""
    if data.startswith(_WIDE):
        raise _bad(path, 1, "the file is UTF-16 or UTF-32; save it as UTF-8")
    coding = _coding(data)
    if b"\0" in data:
        line = data.count(b"\n", 0, data.index(b"\0")) + 1
        raise _bad(path, line, "the file has a null byte, so it is no text; save it as UTF-8")
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode(coding)
    except LookupError:
        raise _bad(path, 1, f"there is no encoding {coding!r}; save the file as UTF-8") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _bad(
            path,
            line,
            f"byte 0x{data[error.start]:02x} is not {coding.upper()}; save the file as UTF-8, or "
            "say its coding in its first line: # coding: latin-1",
        ) from None


def _bad(path: str, line: int, reason: str) -> SourceError:
    return SourceError(reason, (path, line, 1, None))


def readable(data: bytes) -> str:
    """A file's text as the editor shows it.

    That of a file in another encoding too, as far as that can be guessed: it is to be seen, and
    whoever saves it has it as UTF-8 from then on, so that nothing of it is lost.
    """
    try:
        return decode(data, "")
    except SourceError:
        pass
    coding = "utf-16" if data.startswith(_WIDE[:2]) else "latin-1"
    coding = "utf-32" if data.startswith(_WIDE[2:]) else coding
    return data.decode(coding, "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")


def encode(text: str) -> bytes:
    """A file's bytes for its text, in the coding that it names itself.

    Raises ``UnicodeEncodeError`` when that coding lacks a letter, ``LookupError`` when there is no
    such coding.
    """
    return text.encode(_coding(text.encode("utf-8", "surrogatepass")))


def compile_source(
    data: bytes, path: str, leave_out: Callable[[str], bool] = lambda name: False
) -> CodeType:
    """The code of a file, which may be compiled already.

    ``leave_out`` says of a name of the engine whether ``from godot import *`` is not to bring it.
    Raises ``SyntaxError``, with file, line, column and text.
    """
    if is_compiled(data):
        return _code_in(data, path)
    decode(data, path)  # its errors are plainer than the compiler's
    if not _STAR.search(data):
        return compile(data, path, "exec", dont_inherit=True)
    tree: Any = compile(data, path, "exec", _ONLY_AST, dont_inherit=True)
    _name_what_is_used(tree, leave_out)
    return compile(tree, path, "exec", dont_inherit=True)


# ---- from godot import * -------------------------------------------------------------------------


def _name_what_is_used(tree: Any, leave_out: Callable[[str], bool]) -> None:
    stars = [node for node in _walk(tree) if _is_star(node)]
    if not stars:
        return
    found = _engine_names(_used(tree) - _bound(tree))
    wanted = [name for name in found if not leave_out(name)]
    for star in stars:
        place = {
            "lineno": star.lineno,
            "col_offset": star.col_offset,
            "end_lineno": star.end_lineno,
            "end_col_offset": star.end_col_offset,
        }
        # The name itself, where nothing else is wanted: an import needs one.
        star.names = [_ast.alias(name=name, **place) for name in wanted or ["__name__"]]
        if not wanted:
            star.names[0].asname = "__godot__"


def _is_star(node: Any) -> bool:
    return (
        isinstance(node, _ast.ImportFrom)
        and node.module == "godot"
        and not node.level
        and node.names[0].name == "*"
    )


def _walk(node: Any) -> Iterator[Any]:
    waiting = [node]
    while waiting:
        node = waiting.pop()
        yield node
        for field in node._fields:
            value = getattr(node, field, None)
            if isinstance(value, list):
                waiting.extend(item for item in value if isinstance(item, _ast.AST))
            elif isinstance(value, _ast.AST):
                waiting.append(value)


def _used(tree: Any) -> set[str]:
    names = set()
    for node in _walk(tree):
        if isinstance(node, _ast.Name) and isinstance(node.ctx, _ast.Load):
            names.add(node.id)
        for field in ("annotation", "returns"):  # which may be texts
            annotation = getattr(node, field, None)
            for part in () if annotation is None else _walk(annotation):
                if isinstance(part, _ast.Constant) and isinstance(part.value, str):
                    names.update(_WORDS.findall(part.value))
    return names


_WORDS = re.compile(r"\b[A-Za-z_]\w*")


def _bound(tree: Any) -> set[str]:
    """The names that the module's own level defines."""
    names: set[str] = set()
    waiting = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, _ast.FunctionDef | _ast.AsyncFunctionDef | _ast.ClassDef):
            names.add(node.name)  # and what is within is its own
            continue
        if isinstance(node, _ast.Import | _ast.ImportFrom):
            names.update(
                alias.asname or alias.name.partition(".")[0]
                for alias in node.names
                if alias.name != "*"
            )
        elif isinstance(node, _ast.Name) and isinstance(node.ctx, _ast.Store):
            names.add(node.id)
        if not isinstance(node, _ast.Lambda | _ast.ListComp | _ast.SetComp | _ast.GeneratorExp):
            for field in node._fields:
                value = getattr(node, field, None)
                waiting.extend(value if isinstance(value, list) else [value])
            waiting = [item for item in waiting if isinstance(item, _ast.AST)]
    return names


def _engine_names(names: set[str]) -> list[str]:
    import builtins

    import godot

    found = []
    for name in sorted(names - _not_the_engines):
        value = None
        if not name.startswith("_") and not hasattr(builtins, name):
            value = getattr(godot, name, None)
        if value is None or isinstance(value, ModuleType):
            _not_the_engines.add(name)
        else:
            found.append(name)
    return found


_not_the_engines: set[str] = set()
"""Names that were looked up in vain: the same few stand in every script."""


def forget_names() -> None:
    """The engine may have more names now, by another extension."""
    _not_the_engines.clear()


# ---- who imports whom ----------------------------------------------------------------------------


def imported_names(data: bytes, path: str, package: str) -> set[str]:
    """The modules that a file's import statements may mean, wherever they stand; absolute names.

    ``package`` is the one that relative imports start from. Nothing for a text with a syntax error.
    """
    try:
        tree: Any = compile(data, path, "exec", _ONLY_AST, dont_inherit=True)
    except (SyntaxError, ValueError):
        return set()
    names: set[str] = set()
    for node in _walk(tree):
        if isinstance(node, _ast.Import):
            for alias in node.names:
                names.update(_with_parents(alias.name))
        elif isinstance(node, _ast.ImportFrom):
            parts = package.split(".") if package else []
            above = parts[: len(parts) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            names.update(_with_parents(base))
            names.update(f"{base}.{alias.name}" if base else alias.name for alias in node.names)
    return names


def _with_parents(name: str) -> Iterator[str]:
    while name:
        yield name
        name = name.rpartition(".")[0]
