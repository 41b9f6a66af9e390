"""Room C, ``offline_steam._shim``: all that Valve's library exports, from ``flat.txt`` beside it.

May import the standard library only: ``build_shim.py`` loads this file by its path. What is
simulated is in ``exports.py``; here is what the rest answers, so that a program that is linked with
every function loads and finds out by the ordinary failures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).with_name("flat.txt")

SDKS = {"any": ("1.61", "1.63", "1.65"), "1.63": ("1.63",), "1.65": ("1.65",)}
"""The flavours that export everything, and whose SDKs' own accessors and functions they have."""

_STRUCTURES = ("digital", "analog", "motion", "address")


@dataclass(frozen=True)
class Accessor:
    """How a program gets an interface.

    Attributes:
        kind: ``user``; ``gameserver``, which gives NULL, or ``global``, which needs no init.
        symbol: the exported function.
        interface: what it gives.
        version: the string that names this version of the interface.
        sdk: the only SDK of which it is, or empty.
    """

    kind: str
    symbol: str
    interface: str
    version: str
    sdk: str


@dataclass(frozen=True)
class Function:
    """One exported name.

    Attributes:
        symbol: the name.
        answer: in the notation of ``flat.txt``, where nothing else answers it.
        sdk: the first SDK that has it, where that is later than 1.63; else empty.
    """

    symbol: str
    answer: str
    sdk: str

    @property
    def written(self) -> bool:
        """Whether it is written by hand in ``c/*.h``."""
        return self.answer == "c"

    @property
    def code(self) -> str:
        """The C macro of ``c/not_simulated.h`` that makes the function.

        Raises:
            ValueError: when ``flat.txt`` says nothing that there is.
        """
        name, answer = self.symbol, self.answer
        if answer == "none":
            return f"ANSWERS_NOTHING({name})"
        if answer == "text":
            return f'ANSWERS({name}, const char *, "")'
        if answer in _STRUCTURES:
            return f"ANSWERS({name}, struct {answer}, {{0}})"
        if re.fullmatch(r"-?\d+\.\d+", answer):
            return f"ANSWERS({name}, float, {answer}f)"
        if re.fullmatch(r"-?\d+", answer):
            return f"ANSWERS({name}, int64_t, {answer})"
        found = re.fullmatch(r"(zero|empty|fail)(\d+)", answer)
        if found is None:
            raise ValueError(f"flat.txt: {name}:{answer} is no answer that its head explains")
        macro = {"zero": "CLEARS", "empty": "EMPTIES", "fail": "FAILS_INTO"}[found[1]]
        return f"{macro}({name}, {found[2]})"


@dataclass(frozen=True)
class Flat:
    """What ``flat.txt`` says.

    Attributes:
        accessors: how programs get interfaces.
        functions: all exported names.
        methods: by interface and SDK (empty: 1.63, and where nothing differs from it) the symbol
            of each method in the order of C++; empty where it has none.
    """

    accessors: tuple[Accessor, ...]
    functions: tuple[Function, ...]
    methods: Mapping[tuple[str, str], tuple[str, ...]]

    def of(self, flavour: str) -> Flat:
        """What a library of this flavour has of it."""
        sdks = ("", *SDKS[flavour]) if flavour in SDKS else ()
        return Flat(
            tuple(entry for entry in self.accessors if entry.sdk in sdks),
            tuple(entry for entry in self.functions if entry.sdk in sdks),
            self.methods,
        )

    def methods_of(self, accessor: Accessor, flavour: str) -> tuple[str, ...]:
        """The methods of a version of an interface.

        A version that several SDKs have in common only grew, so the newest that the flavour passes
        for has them all.
        """
        newest = SDKS.get(flavour, ("",))[-1]
        for sdk in (accessor.sdk or newest, ""):
            found = self.methods.get((accessor.interface, sdk))
            if found is not None:
                return found
        return ()


def read(path: Path = TABLE) -> Flat:
    """The table.

    Raises:
        ValueError: when a word is not in its notation.
    """
    accessors: list[Accessor] = []
    words: dict[tuple[str, str], list[str]] = {}
    section = ("", "")
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        if line.startswith("["):
            interface, _, sdk = line.strip("[]").partition(" ")
            section = (interface, sdk)
            words[section] = []
        elif line.startswith("@"):
            kind, symbol, version, *only = line[1:].split(" ")
            accessors.append(
                Accessor(kind, f"SteamAPI_{symbol}", section[0], version, "".join(only))
            )
        else:
            words[section] += line.split()
    functions: dict[str, Function] = {}
    methods: dict[tuple[str, str], tuple[str, ...]] = {}
    for (interface, sdk), named in words.items():
        prefix = f"SteamAPI_{interface}_" if interface else ""
        base = methods.get((interface, ""), ())
        methods[interface, sdk] = tuple(_methods(named, prefix, base))
        for word in named:
            if word != "-" and ".." not in word:
                function = _function(word, prefix, sdk)
                functions.setdefault(function.symbol, function)
    return Flat(tuple(accessors), tuple(functions.values()), methods)


def _methods(words: Iterable[str], prefix: str, base: tuple[str, ...]) -> Iterator[str]:
    """The symbols of the methods that a section lists; empty for one that has no function."""
    for word in words:
        if word == "-":
            yield ""
        elif ".." in word:
            first, last = (base.index(prefix + end) for end in word.split(".."))
            yield from base[first : last + 1]
        elif not word.startswith("~"):
            yield prefix + word.partition(":")[0]


def _function(word: str, prefix: str, sdk: str) -> Function:
    name, _, answer = word.removeprefix("~").partition(":")
    if not name.isidentifier():
        raise ValueError(f"flat.txt: {word!r} after {prefix!r} should read Name or Name:answer")
    return Function(prefix + name, answer or "0", sdk)
